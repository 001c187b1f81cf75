"""The rows of a logical table: cells of all its fragments, moved to common columns; and how far their labels are set
in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extract.model import Box, Cell, RawTable
from normalize.danish.amounts import BLANK, Printed, printed
from normalize.danish.spelling import Spelling

# Tables whose widths differ by less than this part have the same columns, perhaps at another margin.
SAME_WIDTH = 0.02


class Slot(NamedTuple):
    """A cell of a fragment at its place in the logical table's columns, with its ``text`` and what that says as a
    figure, read once.
    """

    cell: Cell
    column: int
    column_span: int
    text: str = ""
    printed: Printed = BLANK


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row. ``slots`` start in it, and the ``filled`` ones are not blank; ``cover`` gives, per column, the
    slot that covers it, also from above.
    """

    fragment: int
    page: int
    slots: tuple[Slot, ...]
    cover: tuple[Slot | None, ...]
    filled: tuple[Slot, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Tell the filled slots, which everyone asks for."""
        object.__setattr__(self, "filled", tuple([slot for slot in self.slots if slot.text]))

    def text(self, column: int) -> str:
        """The text of the cell whose first column this is, "" where there is none."""
        slot = self.cover[column]
        return slot.text if slot is not None and slot.column == column else ""

    def printed(self, column: int) -> Printed:
        """What the cell whose first column this is prints; blank where there is none."""
        slot = self.cover[column]
        return slot.printed if slot is not None and slot.column == column else BLANK

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.text(column) for column in range(len(self.cover)))

    @property
    def box(self) -> Box:
        """The rectangle around the row's cells."""
        boxes = [slot.cell.box for slot in (self.filled or self.slots)]
        return Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )


def rows_of(table: RawTable, spelling: Spelling) -> list[Row]:
    """The rows of one fragment in its own columns."""
    slots: list[list[Slot]] = [[] for _ in range(table.n_rows)]
    cover: list[list[Slot | None]] = [[None] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        text = spelling.published(cell.lines) if cell.lines else ""
        slot = Slot(cell, cell.column, cell.column_span, text, printed(text))
        slots[cell.row].append(slot)
        for row in range(cell.row, cell.row + cell.row_span):
            cover[row][cell.column : cell.column + cell.column_span] = [slot] * cell.column_span
    return [Row(0, table.page, tuple(slots[row]), tuple(cover[row])) for row in range(table.n_rows) if slots[row]]


def moved(rows: Sequence[Row], fragment: int, columns: Sequence[int], n_columns: int) -> list[Row]:
    """A fragment's rows in the logical table: ``columns`` gives, per own column, the logical one (growing).

    Columns that the fragment has not are blank cells there.
    """
    if len(columns) == n_columns:
        return [replace(row, fragment=fragment) for row in rows] if fragment else list(rows)
    new = {id(slot): _moved(slot, columns) for row in rows for slot in row.slots}
    out = []
    for row in rows:
        cover: list[Slot | None] = [None] * n_columns
        for slot in row.cover:
            if slot is not None:
                there = new[id(slot)]
                cover[there.column : there.column + there.column_span] = [there] * there.column_span
        own = [new[id(slot)] for slot in row.slots]
        blank = [_blank(row, cover, column) for column in range(n_columns) if cover[column] is None]
        for slot in blank:
            cover[slot.column] = slot
        slots = sorted([*own, *blank], key=lambda slot: slot.column)
        out.append(Row(fragment, row.page, tuple(slots), tuple(cover)))
    return out


def _blank(row: Row, cover: Sequence[Slot | None], column: int) -> Slot:
    """A blank cell between its neighbours in a row."""
    left = max((slot.cell.box.x1 for slot in cover[:column] if slot is not None), default=row.box.x0)
    right = min((slot.cell.box.x0 for slot in cover[column + 1 :] if slot is not None), default=row.box.x1)
    at = next(slot.cell.row for slot in cover if slot is not None)
    return Slot(Cell(at, column, Box(left, row.box.top, max(left, right), row.box.bottom)), column, 1)


def _moved(slot: Slot, columns: Sequence[int]) -> Slot:
    first, last = columns[slot.column], columns[slot.column + slot.column_span - 1]
    return slot._replace(column=first, column_span=last - first + 1)


class Extent(NamedTuple):
    """Where a column stands on the page."""

    x0: float
    x1: float


def extents(table: RawTable) -> list[Extent]:
    """Where the columns of a fragment stand: around their words, or the blank slots where they have none."""
    out = []
    for column in range(table.n_columns):
        own = [cell for cell in table.cells if cell.column == column and cell.column_span == 1]
        boxes = [cell.box for cell in own if cell.lines] or [cell.box for cell in own]
        boxes = boxes or [cell.box for cell in table.cells if cell.column == column]
        out.append(Extent(min((b.x0 for b in boxes), default=0.0), max((b.x1 for b in boxes), default=0.0)))
    return out


def align(narrow: RawTable, wide: RawTable) -> tuple[int, ...] | None:
    """Return, per column of ``narrow``, the column of ``wide`` that it continues; None where they do not fit.

    Each column must share some width with its partner, and their order must be kept. Left and right pages may
    have different margins: tables of one width are then laid over each other.
    """
    found = _fit(extents(narrow), extents(wide))
    if found is None and abs(narrow.box.width - wide.box.width) <= SAME_WIDTH * wide.box.width:
        shift = wide.box.x0 - narrow.box.x0
        found = _fit([Extent(own.x0 + shift, own.x1 + shift) for own in extents(narrow)], extents(wide))
    return found


def _fit(ours: Sequence[Extent], theirs: Sequence[Extent]) -> tuple[int, ...] | None:
    """The growing sequence of partners that shares the most width."""
    if len(ours) > len(theirs):
        return None
    # Columns fit from left to right: partner[j] is the best sum of shared widths with the last one at j.
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = []
    for i, own in enumerate(ours):
        row: dict[int, tuple[float, tuple[int, ...]]] = {}
        for j in range(i, len(theirs)):
            shared = min(own.x1, theirs[j].x1) - max(own.x0, theirs[j].x0)
            before = [found for k, found in (best[-1].items() if best else ()) if k < j] if i else [(0.0, ())]
            if shared > 0 and before:
                score, path = max(before)
                row[j] = (score + shared, (*path, j))
        best.append(row)
    ends = best[-1].values() if best else ()
    return max(ends)[1] if ends else None


# Labels that begin this near each other, in points, have one indent.
SAME_INDENT = 2.5
# More indents than this are no hierarchy but text set centred or flush right.
MAX_INDENTS = 5


def indents(places: Iterable[float]) -> list[float]:
    """Where each indent begins, from the left; one for all where the ``places`` of labels follow none."""
    starts: list[float] = []
    for x0 in sorted(places):
        if not starts or x0 - starts[-1] > SAME_INDENT:
            starts.append(x0)
    return starts if len(starts) <= MAX_INDENTS else starts[:1]


def indent_of(x0: float, starts: Sequence[float]) -> int:
    """Which indent a label that begins at ``x0`` has, from 0."""
    return max(sum(x0 >= start - SAME_INDENT for start in starts) - 1, 0)
