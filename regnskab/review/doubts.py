"""What a reviewer should look at, the gravest first: failed identities, then what is unsure, inferred or left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from regnskab.review.pages import OutsideLine, PageBox
from regnskab.review.stored import CellPlace, Row, StoredReport, place_of

DoubtKind = Literal["failed", "unsure", "outside", "damaged", "inferred", "duplicate", "marker", "blank"]
KINDS: Final[tuple[DoubtKind, ...]] = get_args(DoubtKind)

LOW_CONFIDENCE: Final = 0.5

_INFERRED: Final = ("unit_", "year_", "header_inferred")
# Told by a doubt of another kind.
_TOLD: Final = ("check_failed", "duplicate_fragment_dropped", "low_confidence")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at. ``cells`` are its cells (row, column, page), the one to look at first in front;
    ``about`` names it: a flag, a marker, or the line of a check; ``check`` is the check's row; ``box`` a place on
    ``page`` outside tables.
    """

    kind: DoubtKind
    page: int
    table_id: str | None
    about: str
    cells: tuple[tuple[int, int, int], ...] = ()
    check: Row | None = None
    box: PageBox | None = None


def doubts_of(report: StoredReport, outside: Mapping[int, Sequence[OutsideLine]]) -> list[Doubt]:
    """All doubts of a report, by kind, page and place."""
    found = [
        *_failed(report),
        *_unsure(report),
        *_outside(outside),
        *_flagged(report),
        *_cells_left_out(report),
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(found, key=lambda doubt: (order[doubt.kind], doubt.page, doubt.table_id or "", doubt.cells[:1]))


def _failed(report: StoredReport) -> Iterator[Doubt]:
    for check in report.rows["checks"]:
        if check["status"] != "fail":
            continue
        places = [(cell["row"], cell["column"]) for cell in check["cells"]]
        suspect = (check["suspect_row"], check["suspect_column"])
        if suspect[0] is not None:
            places = [suspect, *(place for place in places if place != suspect)]
        cells = tuple(_with_page(report, check["table_id"], places))
        yield Doubt("failed", check["page"], check["table_id"], check["rule"], cells, check)


def _unsure(report: StoredReport) -> Iterator[Doubt]:
    for table in report.tables:
        if table["confidence"] < LOW_CONFIDENCE:
            yield Doubt("unsure", table["page"], table["table_id"], "low_confidence")


def _outside(outside: Mapping[int, Sequence[OutsideLine]]) -> Iterator[Doubt]:
    for page, lines in outside.items():
        for line in lines:
            if line.doubted:
                yield Doubt("outside", page, None, line.text, box=line.box)


def _flagged(report: StoredReport) -> Iterator[Doubt]:
    """One doubt for all cells of a table with the same flag: a reason is checked once, not for each figure."""
    tables = {table["table_id"]: table for table in report.tables}
    flagged: dict[tuple[str, str], dict[tuple[int, int], None]] = defaultdict(dict)
    for table in report.tables:
        for flag in table["flags"]:
            flagged[table["table_id"], flag] = {}
    for (table_id, row, column), flags in _flags_of_cells(report):
        for flag in flags:
            flagged[table_id, flag][row, column] = None
    for (table_id, flag), places in flagged.items():
        if flag not in _TOLD:
            kind: DoubtKind = "inferred" if flag.startswith(_INFERRED) else "damaged"
            cells = tuple(_with_page(report, table_id, sorted(places)))
            yield Doubt(kind, cells[0][2] if cells else tables[table_id]["page"], table_id, flag, cells)


def _flags_of_cells(report: StoredReport) -> Iterator[tuple[CellPlace, Sequence[str]]]:
    for place, cell in report.cells.items():
        yield place, cell["flags"]
    for place, figure in report.figures.items():
        yield place, figure["flags"]
    for rows in report.meant.values():
        for _, row in rows:
            yield place_of(row), row["flags"]


def _cells_left_out(report: StoredReport) -> Iterator[Doubt]:
    """Duplicates that were dropped, markers in the place of numbers, and blanks in columns of figures."""
    numeric = {(t, column) for (t, _, column), cell in report.cells.items() if cell["role"] == "number"}
    groups: dict[tuple[DoubtKind, str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for (table_id, row, column), cell in report.cells.items():
        place = (row, column, cell["page"])
        if cell["duplicate"]:
            groups["duplicate", table_id, "duplicate"].append(place)
        elif cell["role"] == "marker":
            groups["marker", table_id, cell["text"]].append(place)
        elif cell["role"] == "blank" and cell["line"] is not None and (table_id, column) in numeric:
            groups["blank", table_id, "blank"].append(place)
    for (kind, table_id, about), cells in groups.items():
        yield Doubt(kind, cells[0][2], table_id, about, tuple(cells))


def _with_page(
    report: StoredReport, table_id: str, places: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    for row, column in places:
        cell = report.cells.get((table_id, row, column))
        if cell is not None:
            yield row, column, cell["page"]
