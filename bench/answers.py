"""What was seen of every table of documents with known answers, and whether it was read right, to fit weights to.

``Example`` is one decision: its signs by name, and whether it should have been taken. Documents come from a folder
that the laboratory made (``<seed>/truth.json``, ``pdfs/<seed>.pdf``) and from annotated real ones.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from bench.corpus import ROOT
from extract import open_document, read_layouts
from extract.model import RawTable
from regnskab.errors import RegnskabError
from regnskab.report.conversion import Conversion
from regnskab.report.pipeline import convert

SHARED = ROOT.parent / "shared"
SAME_PLACE = 0.3  # share of two boxes that is common to both from which on they are of one table
LOW_CONFIDENCE = "low_confidence"
IS_ONE = 0.5  # share of an area's words that are a known table's from which on it is that table


class Example(NamedTuple):
    """One decision: its document, its signs by name, and whether it should have been taken, or was right.

    ``pieces`` are the signs of the grids that a logical table is made of.
    """

    document: str
    signs: Mapping[str, float]
    right: bool
    pieces: tuple[Mapping[str, float], ...] = ()


class Examples(NamedTuple):
    """The decisions of one document: what is a table, the grids' bodies, and the logical tables' bodies.

    ``warned`` says of each logical table whether a failed check marks it, or a flag other than that its confidence
    is low, which changes with the weights.
    """

    table: list[Example]
    confidence: list[Example]
    logical: list[Example]
    warned: list[bool]


class _Seen(NamedTuple):
    """Signs as they were collected while a document was read."""

    areas: list[tuple[int, Counter[str], Mapping[str, float]]]
    grids: list[tuple[RawTable, Mapping[str, float]]]
    tables: list[tuple[str, Mapping[str, float], tuple[RawTable, ...]]]


@contextmanager
def _watching() -> Iterator[_Seen]:
    """Collect every decision's signs as long as the context lasts."""
    seen = _Seen([], [], [])
    pages = [0]
    layout = importlib.import_module("extract.layout")
    grids, logical, areas = (
        importlib.import_module(name)
        for name in ("extract.trust.confidence", "normalize.table.confidence", "extract.trust.is_table")
    )

    def of_grid(table: RawTable, reading: Any) -> Any:
        signs = own_grids(table, reading)
        seen.grids.append((table, {k: float(v) for part in signs for k, v in part._asdict().items()}))
        return signs

    def of_tables(tables: Any, joined: Any, checks: Any) -> Any:
        signs = own_tables(tables, joined, checks)
        for table, own, found in zip(tables, joined, signs, strict=True):
            seen.tables.append((table.table_id, _floats(found), tuple(piece.table for piece in own.pieces)))
        return signs

    def of_page(page: Any, *rest: Any) -> Any:
        pages.append(page.number)
        return own_layout(page, *rest)

    def of_area(area: Any, grid: Any, **beside: bool) -> Any:
        signs = own_areas(area, grid, **beside)
        words = Counter(w.text for s in grid.slots for chunk in s.chunks for w in chunk.words)
        seen.areas.append((pages[-1], words, _floats(signs)))
        return signs

    own_layout = layout._layout
    own_grids, own_tables, own_areas = grids.signs_of, logical.signs_of, areas.table_signs
    with _replaced(grids, "signs_of", of_grid), _replaced(logical, "signs_of", of_tables):  # noqa: SIM117
        with _replaced(areas, "table_signs", of_area), _replaced(layout, "_layout", of_page):
            yield seen


@contextmanager
def _replaced(module: ModuleType, name: str, other: Callable[..., Any]) -> Iterator[None]:
    own = getattr(module, name)
    setattr(module, name, other)
    try:
        yield
    finally:
        setattr(module, name, own)


def _floats(signs: Any) -> dict[str, float]:
    return {name: float(value) for name, value in signs._asdict().items()}


def of_lab(folder: Path, jobs: int = 1) -> Iterator[Examples]:
    """The decisions taken on the reports of a folder that the laboratory made, ``jobs`` of them at a time."""
    paths = sorted(folder.glob("*/truth.json"), key=lambda path: int(path.parent.name))
    with ProcessPoolExecutor(jobs) as workers:
        yield from (examples for examples in workers.map(_of_report, paths) if examples is not None)


def _of_report(path: Path) -> Examples | None:
    """The decisions taken on the report of a truth.json, by the laboratory's own scorer; None where none is read."""
    sys.path.insert(0, str(SHARED))
    match, score = importlib.import_module("lab.match"), importlib.import_module("lab.score")
    seed, truth = path.parent.name, json.loads(path.read_text("utf-8"))["tables"]
    with _watching() as seen:
        try:
            conversion = convert(path.parents[1] / "pdfs" / f"{seed}.pdf")
        except RegnskabError as error:
            print(f"{seed}: {error}", file=sys.stderr)
            return None
    with tempfile.TemporaryDirectory() as out:
        for name in ("tables", "cells"):
            (Path(out) / name).mkdir()
            pq.write_table(conversion.datasets[name], Path(out) / name / f"{seed}-0.parquet")
        grids = match.output_grids(Path(out), seed)
    results = [score.one(table, grids, seed)[0] for table in (*truth, *_without_thin_spaces(truth))]
    right = {result.output for result in results if result.body}
    known = [match.words([{0: (c["text"],)} for row in t["grid"] for c in row if c]) for t in truth]
    tables = [(*table, table[0] in right) for table in seen.tables]
    document = f"{path.parents[1].name}/{seed}"
    return _examples(document, seen, tables, conversion, _areas(document, seen, known))


def _without_thin_spaces(tables: Any) -> Any:
    """The reference tables once more, where they have thin spaces, without them.

    The scorer parts words there, and pairs tables by their words, but a font may set the groups of a number so close
    that it is one word.
    """
    text = json.dumps(tables)
    return json.loads(text.replace("\\u2009", "")) if "\\u2009" in text else []


_Judged = tuple[str, Mapping[str, float], tuple[RawTable, ...], bool]


def _examples(
    document: str, seen: _Seen, tables: Sequence[_Judged], conversion: Conversion, areas: list[Example]
) -> Examples:
    """The decisions of one document, with the answers of its logical ``tables``; a grid's is that of its table."""
    placed = [(piece, table_id, right) for table_id, _, pieces, right in tables for piece in pieces]
    confidence = []
    grids: defaultdict[str, list[Mapping[str, float]]] = defaultdict(list)
    for raw, signs in seen.grids:
        shared = [(_common(raw, piece), table_id, right) for piece, table_id, right in placed if piece.page == raw.page]
        share, table_id, right = max(shared, default=(0.0, "", False))
        if share > SAME_PLACE:
            confidence.append(Example(document, signs, right))
            grids[table_id].append(signs)
    logical = [Example(document, signs, right, tuple(grids[table_id])) for table_id, signs, _, right in tables]
    checks = conversion.datasets["checks"].to_pylist()
    warning = {check["table_id"] for check in checks if check["status"] == "fail"}
    for table in conversion.datasets["tables"].to_pylist():
        if set(table["flags"]) - {LOW_CONFIDENCE}:
            warning.add(table["table_id"])
    return Examples(areas, confidence, logical, [table_id in warning for table_id, *_ in tables])


def _areas(
    document: str, seen: _Seen, known: Sequence[Counter[str]], annotated: Container[int] | None = None
) -> list[Example]:
    """Each area read on ``annotated`` pages (None: all), and whether most of its words are a known table's."""
    return [
        Example(document, signs, any(sum((words & t).values()) >= IS_ONE * sum(words.values()) for t in known))
        for page, words, signs in seen.areas
        if annotated is None or page in annotated
    ]


def _common(raw: RawTable, other: RawTable) -> float:
    """The share of two tables' boxes that is in both."""
    box, by = raw.box, other.box
    width, height = min(box.x1, by.x1) - max(box.x0, by.x0), min(box.bottom, by.bottom) - max(box.top, by.top)
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (box.width * box.height + by.width * by.height - both)


def of_real(folder: Path) -> Iterator[Examples]:
    """The decisions taken on annotated real documents, by the rule of their scorer; what is ambiguous is left out."""
    sys.path.insert(0, str(SHARED / "tools"))
    score = importlib.import_module("score_real")
    for path in sorted(folder.glob("*/*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        pages = _of_page(truth)
        complete = {*truth.get("pages_complete", pages), *truth.get("pages_without_tables", [])}
        with _watching() as seen:
            conversion = convert(path.with_name(path.name.replace(".truth.json", ".pdf")))
        tables = []
        for table_id, signs, pieces in seen.tables:
            if all(piece.page in complete or piece.page in pages for piece in pieces):
                answers = [_answer(piece, pages.get(piece.page, []), score) for piece in pieces]
                if None not in answers:
                    tables.append((table_id, signs, pieces, all(answers)))
        words = [_words_of(table) for table in truth["tables"]]
        yield _examples(path.name, seen, tables, conversion, _areas(path.name, seen, words, complete))


def of_pages_without_tables() -> Iterator[Examples]:
    """What was taken for a table, or nearly, on the pages of charts, lists and forms that the tests draw."""
    sys.path.insert(0, str(ROOT / "tests" / "extract"))
    pages = importlib.import_module("without_tables")
    with tempfile.TemporaryDirectory() as folder:
        path = pages.write_pdf(Path(folder) / "pages.pdf")
        with _watching() as seen, open_document(path) as document:
            deque(read_layouts(document), 0)
    yield Examples(_areas("pages without tables", seen, []), [], [], [])


def _of_page(truth: Mapping[str, Any]) -> dict[int, list[dict[str, Any]]]:
    """The annotated tables, or parts of them, by page."""
    out: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for table in truth["tables"]:
        for part in table.get("parts") or [{"page": table["page"]}]:
            rows = table["rows"][slice(*part["rows"])] if part.get("rows") else table["rows"]
            out[part["page"]].append({**table, "rows": rows})
    return dict(out)


def _answer(raw: RawTable, tables: Sequence[Mapping[str, Any]], score: Any) -> bool | None:
    """Whether the body is exactly that of the annotated table that has most of its words; None where that is
    ambiguous."""
    own = Counter(word for cell in raw.cells for word in cell.text.split())
    words = [_words_of(table) for table in tables]
    shares = [sum((own & w).values()) / max(1, sum(own.values()), sum(w.values())) for w in words]
    best = max(range(len(tables)), key=lambda k: shares[k], default=None)
    if best is None or shares[best] < SAME_PLACE:
        return False
    table = tables[best]
    if not score.counted(table):
        return None
    want = {(r, c): text for r, row in enumerate(table["rows"]) for c, text in enumerate(row)}
    body = score.grid_of({k: v for k, v in want.items() if k[0] >= table.get("header_rows", 0)}, score.strict)
    rows = score.grid_of({(c.row, c.column): c.text for c in raw.cells}, score.strict)
    last = {(r, c): text for r, row in enumerate(rows[-len(body) :]) for c, text in enumerate(row)}
    return bool(body) and body == score.grid_of(last, score.strict)


def _words_of(table: Mapping[str, Any]) -> Counter[str]:
    return Counter(w for row in table["rows"] for text in row for w in (text or "").split())
