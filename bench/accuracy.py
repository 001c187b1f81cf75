"""How right: the competition's measures on ICDAR-2013, and rows of the sample report that come out exactly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.corpus import SAMPLE, pdfs_in
from bench.document import Floor, Section, table
from bench.grids import Found
from bench.icdar import Pages, Result, Table, compare
from bench.readers import OURS, TOOLS, Tool
from bench.truth import document_name, read_truths
from bench.worker import ToolError, Worker

ANSWERS = SAMPLE.parent / "reference" / "2024" / "tables.json"

Row = tuple[str, ...]


def accuracy(icdar: Path, tools: Sequence[Tool] = TOOLS) -> Iterator[Section]:
    installed = [tool for tool in tools if tool.installed]
    yield from _competition(icdar, installed)
    yield from _rows(installed)


def _competition(folder: Path, tools: Sequence[Tool]) -> Iterator[Section]:
    truths, pdfs = read_truths(folder), pdfs_in([folder])
    lines, floors = [], []
    for tool in tools:
        found, failed = read_all(tool, pdfs)
        result = compare(truths, {name: pages for name, pages in found.items() if name in truths})
        total = result.total
        note = f" ({failed} not read)" if failed else ""
        figures = [f"{result.micro_f1:.3f}", f"{result.macro_f1:.3f}", f"{total.precision:.3f}", f"{total.recall:.3f}"]
        counts = [str(total.found), str(total.spurious), f"{total.exact / total.tables:.3f}"]
        lines.append([f"{_name(tool)}{note}", *figures, *counts])
        if tool is OURS:
            floors = _floors(result)
    head = ["", "micro F1", "macro F1", "precision", "recall", "found", "spurious", "exactN"]
    of = f"{len(truths)} documents, {total.tables} tables.\n\n" if tools else ""
    yield Section("icdar", of + table(head, lines), tuple(floors))


def _name(tool: Tool) -> str:
    return f"**{tool.name}** {tool.version}" if tool is OURS else f"{tool.name} {tool.version}"


def _floors(result: Result) -> list[Floor]:
    total = result.total
    return [
        Floor("ICDAR micro F1", result.micro_f1, 0.95),
        Floor("ICDAR macro F1", result.macro_f1, 0.90),
        Floor("ICDAR tables missed", total.tables - total.found, 2, most=True),
        Floor("ICDAR spurious tables", total.spurious, 4, most=True),
        Floor("ICDAR exactN", total.exact / total.tables, 0.68),
    ]


def read_all(tool: Tool, pdfs: Iterable[Path]) -> tuple[dict[str, Pages], int]:
    """What the tool finds in each document, and how many it could not read: those count as nothing found."""
    found: dict[str, Pages] = {}
    failed = 0
    worker = Worker()
    for pdf in pdfs:
        try:
            tables: Found = worker.run(tool.read, pdf).value
        except ToolError:
            failed += 1
            worker.close()
            worker = Worker()
            continue
        found[document_name(pdf)] = {page: [Table(grid.cells) for grid in grids] for page, grids in tables.items()}
    worker.close()
    return found, failed


def _rows(tools: Sequence[Tool]) -> Iterator[Section]:
    truth = [
        tuple(map(plain, row["texts"])) for answer in json.loads(ANSWERS.read_text("utf-8")) for row in answer["rows"]
    ]
    lines = []
    for tool in tools:
        with Worker() as worker:
            try:
                found: Found = worker.run(tool.read, SAMPLE).value
            except ToolError as error:
                lines.append([_name(tool), f"failed: {error}", ""])
                continue
        rows = [tuple(map(plain, row)) for grids in found.values() for grid in grids for row in grid.rows()]
        exact, loose = shares(truth, rows)
        lines.append([_name(tool), f"{exact:.1%}", f"{loose:.1%}"])
    yield Section("rows", table(["", "exactly", "without blanks"], lines))


def shares(truth: Sequence[Row], found: Iterable[Row]) -> tuple[float, float]:
    """The share of the true rows that were found: cell for cell, and with blank cells left out."""
    exact = set(found)
    loose = set(map(_filled, exact))
    return sum(row in exact for row in truth) / len(truth), sum(_filled(row) in loose for row in truth) / len(truth)


def _filled(row: Row) -> Row:
    return tuple(text for text in row if text)


def plain(text: str) -> str:
    """Collapse white space, and join what a hyphen parts at a line's end: tools differ in both."""
    text = " ".join(text.replace("\xad", "").replace("−", "-").split())
    return re.sub(r"(?<=[a-zæøå])- (?=[a-zæøå])(?!og |eller )", "", text)
