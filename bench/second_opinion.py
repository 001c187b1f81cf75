"""How often a second opinion is right about a doubtful table where the first is not, and the other way round.

    python -m bench.second_opinion LAB [--below 0.95] [--seeds 10] [--write]

LAB is a folder that the laboratory made (``<seed>/truth.json``, ``pdfs/<seed>.pdf``). Every table whose confidence is
below the limit is put before camelot, as ``--second-opinion`` does it. A reading is right where the texts of its last
rows are, cell by cell, those of the known table's body on that page, columns without text left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bench.document import Section, table, update
from extract import open_document, read_layouts
from extract.model import Box, RawTable
from extract.second_opinion.asking import SecondReader
from extract.second_opinion.cell_matching import fit
from extract.second_opinion.comparing import OtherTable, SecondOpinion, compare

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BINS = (0.0, 0.5, 0.7, 0.9, 0.95, 1.01)
SAME_PLACE = 0.3

Rows = list[tuple[str, ...]]


class Judged(NamedTuple):
    """A doubtful table: its confidence, who is right about it, and whether the second opinion says the same."""

    confidence: float
    ours: bool
    theirs: bool
    agrees: bool | None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lab", type=Path)
    parser.add_argument("--below", type=float, default=0.95)
    parser.add_argument("--seeds", type=int, help="only so many documents")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    given = parser.parse_args()
    paths = sorted(given.lab.glob("*/truth.json"), key=lambda path: int(path.parent.name))[: given.seeds]
    judged = []
    for path in paths:  # it takes long: what is known already is shown
        for one in of_document(given.lab, path, given.below):
            judged.append(one)
            print(path.parent.name, *one, flush=True)
    done = section(judged, len(paths))
    print(done.text)
    if given.write:
        update(DOCUMENT, [done])
    return 0


def of_document(lab: Path, path: Path, below: float) -> Iterator[Judged]:
    """Give each doubtful table of a document that stands where a known one does."""
    truth = json.loads(path.read_text("utf-8"))
    pdf = lab / "pdfs" / f"{path.parent.name}.pdf"
    with open_document(pdf) as document:
        doubtful = [t for layout in read_layouts(document) for t in layout.tables if t.confidence < below]
    if not doubtful:
        return
    with SecondReader(pdf) as reader:
        for raw in doubtful:
            body = known_body(truth, raw)
            if not body:
                continue
            seen = reader.readings(raw)
            opinion = compare(raw, seen, "camelot")
            agrees = not SecondOpinion((opinion,), ()).differs if opinion.found else None
            ours = plain([(cell.row, cell.column, cell.text) for cell in raw.cells])
            theirs = any(ends_with(rows_of(other), body) for other in near(seen, raw.box))
            yield Judged(raw.confidence, ends_with(ours, body), theirs, agrees)


def known_body(truth: Mapping[str, Any], raw: RawTable) -> Rows:
    """The body of the known table that stands where ``raw`` does, as far as it is on that page; else nothing."""
    best: tuple[float, Rows] = (SAME_PLACE, [])
    for one in truth["tables"]:
        for fragment in one["fragments"]:
            if fragment["page"] != raw.page:
                continue
            share = fit(raw.box, Box(*fragment["bbox"]))
            if share > best[0]:
                first, last = max(fragment["rows"][0], one["header_rows"]), fragment["rows"][1]
                cells = [
                    (row, column, cell["text"])
                    for row in range(first, last + 1)
                    for column, cell in enumerate(one["grid"][row])
                    if cell
                ]
                best = (share, plain(cells))
    return best[1]


def near(others: Sequence[OtherTable], box: Box) -> list[OtherTable]:
    return [other for other in others if fit(other.box, box) > SAME_PLACE]


def rows_of(other: OtherTable) -> Rows:
    return plain([(cell.row, cell.column, cell.text) for cell in other.cells])


def plain(cells: Sequence[tuple[int, int, str]]) -> Rows:
    """Rows of texts without white space; rows and columns without any text are left out."""
    texts = {(row, column): "".join(text.replace("\u2009", "").split()) for row, column, text in cells}
    texts = {place: text for place, text in texts.items() if text}
    columns = sorted({column for _, column in texts})
    return [tuple(texts.get((row, column), "") for column in columns) for row in sorted({row for row, _ in texts})]


def ends_with(rows: Rows, body: Rows) -> bool:
    """Whether the last rows are the body; columns that only heads have are left out."""
    last = rows[-len(body) :] if body else []
    used = [k for k in range(len(last[0]) if last else 0) if any(row[k] for row in last)]
    return bool(body) and [tuple(row[k] for k in used) for row in last] == body


def section(judged: Sequence[Judged], documents: int) -> Section:
    rows = []
    for low, high in pairwise(BINS):
        inside = [one for one in judged if low <= one.confidence < high]
        if inside:
            rows.append([f"{low:.2f} to {min(high, 1.0):.2f}", *map(str, counts(inside))])
    rows.append(["all", *map(str, counts(judged))])
    head = [
        f"{documents} reports", "doubtful", "right: ours", "camelot's", "both", "ours alone", "camelot's alone",
        "agree", "right of these", "differ", "right of these",
    ]  # fmt: skip
    return Section("second-opinion", table(head, rows))


def counts(judged: Sequence[Judged]) -> list[int]:
    pairs = Counter((one.ours, one.theirs) for one in judged)
    agree = [one.ours for one in judged if one.agrees is True]
    differ = [one.ours for one in judged if one.agrees is not True]
    both, ours, theirs = pairs[True, True], pairs[True, False], pairs[False, True]
    return [
        len(judged),
        both + ours,
        both + theirs,
        both,
        ours,
        theirs,
        len(agree),
        sum(agree),
        len(differ),
        sum(differ),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
