"""How the pieces of a report's tables are built: where the borders between their columns and rows lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.grid.borders import Axis, Extent, borders
from extract.model import Box
from regnskab.errors import ProfileError
from regnskab.review.stored import Row, StoredReport
from schemas.contract.vocabulary import TABLE_KINDS
from schemas.profile import SHARED_PROFILE
from schemas.profile.load import load_profile


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a table on one page. ``columns`` and ``rows`` are the borders between them in points, none where the
    page's text runs sideways; ``first_row`` is its first row in ``cells``, ``head_rows`` how many rows head it.
    """

    table_id: str
    box: Box
    first_row: int
    head_rows: int
    goes_on: bool
    columns: Sequence[float]
    rows: Sequence[float]


def pieces_of(report: StoredReport) -> dict[int, list[Piece]]:
    """The pieces of all tables, by page."""
    cells: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for (table_id, _, _), cell in report.cells.items():
        cells[table_id, cell["fragment"]].append(cell)
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for table in report.tables:
        for number, fragment in enumerate(table["fragments"]):
            own = cells[table["table_id"], number]
            if own:
                pieces[fragment["page"]].append(_piece(table, number, fragment, own))
    return pieces


def _piece(table: Row, number: int, fragment: Row, cells: Sequence[Row]) -> Piece:
    box = Box(*(fragment[edge] for edge in ("x0", "top", "x1", "bottom")))
    first = min(cell["row"] for cell in cells)
    upright = _runs_right(cells)
    columns = _borders(cells, "column", 0) if upright else []
    rows = _borders(cells, "row", first) if upright else []
    return Piece(table["table_id"], box, first, _head_rows(cells, first), number > 0, columns, rows)


def _borders(cells: Sequence[Row], axis: Axis, first: int) -> list[float]:
    low, high = ("x0", "x1") if axis == "column" else ("top", "bottom")
    extents = [
        Extent(
            cell[axis] - first,
            cell[axis] - first + cell[f"{axis}_span"] - 1,
            cell[low],
            cell[high],
            not cell["text"],
        )
        for cell in cells
    ]
    return borders(extents, max(extent.last for extent in extents) + 1)


def _runs_right(cells: Sequence[Row]) -> bool:
    """Whether columns follow each other from left to right as displayed, rows downwards."""
    ordered = [(cell["column"], cell["x0"]) for cell in cells if cell["text"]]
    lowest, highest = min(ordered, default=(0, 0.0)), max(ordered, default=(0, 0.0))
    tops = [(cell["row"], cell["top"]) for cell in cells if cell["text"]]
    above, below = min(tops, default=(0, 0.0)), max(tops, default=(0, 0.0))
    return lowest[1] <= highest[1] and above[1] <= below[1]


def _head_rows(cells: Sequence[Row], first: int) -> int:
    """How many rows at its top are heads: they hold no line."""
    heads = {cell["row"] for cell in cells if cell["role"] == "header"}
    count = 0
    while first + count in heads:
        count += 1
    return count


def heads_of(report: StoredReport, table: Row) -> list[str]:
    """The head over each column of a table, from top to bottom; "" where there is none."""
    heads: list[list[str]] = [[] for _ in range(table["n_columns"])]
    for (table_id, _, column), cell in report.cells.items():
        if table_id == table["table_id"] and cell["role"] == "header" and cell["fragment"] == 0:
            for place in range(column, min(column + cell["column_span"], len(heads))):
                heads[place].append(cell["text"])
    return [" ".join(texts) for texts in heads]


def kinds_of(report: StoredReport) -> list[str]:
    """The kinds of table and of statement that a table of the report may be."""
    return [*TABLE_KINDS, *_statements(report.source)]


def _statements(source: Mapping[str, object]) -> list[str]:
    try:
        profile = load_profile(str(source["profile"] or SHARED_PROFILE))
    except ProfileError:  # a file that is not known by its name
        profile = load_profile(SHARED_PROFILE)
    return [kind.kind for kind in profile.statement_kinds]
