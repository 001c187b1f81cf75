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
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from bench.corpus import ROOT
from extract import open_document, read_layouts
from extract.model import RawTable
from regnskab.errors import RegnskabError
from regnskab.report.pipeline import convert

SHARED = ROOT.parent / "shared"
SAME_PLACE = 0.3  # share of two boxes that is common to both from which on they are of one table
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

    ``warned`` says of each logical table whether a flag or a failed check marks it.
    """

    table: list[Example]
    confidence: list[Example]
    logical: list[Example]
    warned: list[bool]


class _Seen(NamedTuple):
    """Signs as they were collected while a document was read."""

    areas: list[tuple[int, Counter[str], Mapping[str, float]]]
    grids: list[tuple[RawTable, Mapping[str, float]]]
    tables: list[tuple[str, Mapping[str, float]]]


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

    def of_tables(tables: Any, *rest: Any) -> Any:
        signs = own_tables(tables, *rest)
        seen.tables.extend((t.table_id, _floats(s)) for t, s in zip(tables, signs, strict=True))
        return signs

    def of_page(page: Any, *rest: Any) -> Any:
        pages.append(page.number)
        return own_layout(page, *rest)

    def of_area(area: Any, grid: Any) -> Any:
        signs = own_areas(area, grid)
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


def of_lab(folder: Path) -> Iterator[Examples]:
    """The decisions taken on the reports of a folder that the laboratory made, by its own scorer."""
    sys.path.insert(0, str(SHARED))
    match, score = importlib.import_module("lab.match"), importlib.import_module("lab.score")
    for path in sorted(folder.glob("*/truth.json"), key=lambda p: int(p.parent.name)):
        seed, truth = path.parent.name, _truth(path)
        with _watching() as seen:
            try:
                conversion = convert(folder / "pdfs" / f"{seed}.pdf")
            except RegnskabError as error:
                print(f"{seed}: {error}", file=sys.stderr)
                continue
        with tempfile.TemporaryDirectory() as out:
            for name in ("tables", "cells"):
                (Path(out) / name).mkdir()
                pq.write_table(conversion.datasets[name], Path(out) / name / f"{seed}-0.parquet")
            grids = match.output_grids(Path(out), seed)
        results = [score.one(table, grids, seed)[0] for table in truth["tables"]]
        known = [match.words([{0: (c["text"],)} for row in t["grid"] for c in row if c]) for t in truth["tables"]]
        yield _examples(
            f"{folder.name}/{seed}",
            seen,
            conversion.datasets["tables"].to_pylist(),
            {result.output for result in results if result.body},
            {check["table_id"] for check in conversion.datasets["checks"].to_pylist() if check["status"] == "fail"},
            known,
        )


def _truth(path: Path) -> Any:
    """The reference answers, without the thin spaces in numbers, at which the scorer would part one word in two."""
    return json.loads(path.read_text("utf-8").replace("\u2009", "").replace("\\u2009", ""))


def _examples(
    document: str,
    seen: _Seen,
    tables: Sequence[Mapping[str, Any]],
    right: set[str],
    failed: set[str],
    known: Sequence[Counter[str]],
) -> Examples:
    fragments: defaultdict[int, list[tuple[Mapping[str, Any], str]]] = defaultdict(list)
    for table in tables:
        for fragment in table["fragments"]:
            fragments[fragment["page"]].append((fragment, table["table_id"]))
    confidence = []
    pieces: defaultdict[str, list[Mapping[str, float]]] = defaultdict(list)
    for raw, signs in seen.grids:
        shared = [(_common(raw, fragment), table_id) for fragment, table_id in fragments[raw.page]]
        share, table_id = max(shared, default=(0.0, ""))
        if share > SAME_PLACE:
            confidence.append(Example(document, signs, table_id in right))
            pieces[table_id].append(signs)
    flags = {table["table_id"]: bool(table["flags"]) for table in tables}
    logical = [Example(document, s, table_id in right, tuple(pieces[table_id])) for table_id, s in seen.tables]
    warned = [flags.get(table_id, False) or table_id in failed for table_id, _ in seen.tables]
    return Examples(_areas(document, seen, known), confidence, logical, warned)


def _areas(
    document: str, seen: _Seen, known: Sequence[Counter[str]], annotated: Container[int] | None = None
) -> list[Example]:
    """Each area read on ``annotated`` pages (None: all), and whether most of its words are a known table's."""
    return [
        Example(document, signs, any(sum((words & t).values()) >= IS_ONE * sum(words.values()) for t in known))
        for page, words, signs in seen.areas
        if annotated is None or page in annotated
    ]


def _common(raw: RawTable, fragment: Mapping[str, Any]) -> float:
    """The share of two boxes that is in both."""
    box, other = raw.box, [fragment[name] for name in ("x0", "top", "x1", "bottom")]
    width, height = min(box.x1, other[2]) - max(box.x0, other[0]), min(box.bottom, other[3]) - max(box.top, other[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (box.width * box.height + (other[2] - other[0]) * (other[3] - other[1]) - both)


def of_real(folder: Path) -> Iterator[Examples]:
    """The decisions taken on annotated real documents, by the rule of their scorer; what is ambiguous is left out."""
    sys.path.insert(0, str(SHARED / "tools"))
    score = importlib.import_module("score_real")
    for path in sorted(folder.glob("*/*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        pages = _of_page(truth)
        complete = {*truth.get("pages_complete", pages), *truth.get("pages_without_tables", [])}
        with _watching() as seen, open_document(path.with_name(path.name.replace(".truth.json", ".pdf"))) as document:
            read = [table for layout in read_layouts(document) for table in layout.tables]
        confidence, words = [], [_words_of(table) for table in truth["tables"]]
        for raw, signs in seen.grids:
            # Rows torn off by a page break come to it after its signs were seen.
            same = [table for table in read if table.page == raw.page and _overlaps(raw, table)]
            answer = _answer(same[0] if same else raw, pages.get(raw.page, []), score)
            if answer is not None and (raw.page in complete or raw.page in pages):
                confidence.append(Example(path.name, signs, answer))
        yield Examples(_areas(path.name, seen, words, complete), confidence, [], [])


def _overlaps(raw: RawTable, other: RawTable) -> bool:
    return _common(raw, other.box._asdict()) > SAME_PLACE


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
