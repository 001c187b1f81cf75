"""Tables whose cells keep what a grid promises: each slot has one cell, and each cell lies inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import Box, Cell, RawTable

IRREGULAR_GRID = "irregular_grid"


def regular(table: RawTable) -> RawTable | None:
    """The table with one cell per slot; None where it has no cells.

    Cells that claim the same slot become one over all that they cover, with the text of all of them, for nothing says
    which of them has the slot. Such a table is flagged ``irregular_grid``::

        |      | Actual |        |          |      | Actual Budget |
        |      | Budget ........ |    ->    |      | ............. |
        | Rent |   1.20 |   1.00 |          | Rent |  1.20 |  1.00 |
    """
    if not table.cells:
        return None
    rows = max(table.n_rows, *(cell.row + cell.row_span for cell in table.cells))
    columns = max(table.n_columns, *(cell.column + cell.column_span for cell in table.cells))
    inside = (rows, columns) == (table.n_rows, table.n_columns)
    if inside and not _is_claimed_twice(table.cells):
        return table
    cells = tuple(sorted(_joined(table.cells), key=lambda cell: (cell.row, cell.column)))
    flags = tuple(dict.fromkeys((*table.flags, IRREGULAR_GRID)))
    return replace(table, n_rows=rows, n_columns=columns, cells=cells, flags=flags)


def _is_claimed_twice(cells: Sequence[Cell]) -> bool:
    taken: set[tuple[int, int]] = set()
    claims = 0
    for cell in cells:
        if cell.row_span == cell.column_span == 1:
            taken.add((cell.row, cell.column))
            claims += 1
        else:
            own = [(r, c) for r in _rows(cell) for c in _columns(cell)]
            taken.update(own)
            claims += len(own)
    return len(taken) != claims


def _rows(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.row_span)


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _joined(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, those that share a slot made one, until none do."""
    out: list[Cell] = []
    for cell in cells:
        one = cell
        while clashing := [other for other in out if _share_a_slot(one, other)]:
            out = [other for other in out if other not in clashing]
            one = _one([*clashing, one])
        out.append(one)
    return out


def _share_a_slot(one: Cell, other: Cell) -> bool:
    over = one.row < other.row + other.row_span and other.row < one.row + one.row_span
    return over and one.column < other.column + other.column_span and other.column < one.column + one.column_span


def _one(cells: Sequence[Cell]) -> Cell:
    """One cell over all that the ``cells`` cover, their texts in the order in which they are read."""
    row, column = min(cell.row for cell in cells), min(cell.column for cell in cells)
    filled = sorted((cell for cell in cells if cell.lines), key=lambda cell: (cell.box.top, cell.box.x0)) or cells
    boxes = [cell.box for cell in filled]
    return Cell(
        row,
        column,
        Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        ),
        tuple(line for cell in filled for line in cell.lines),
        tuple(word for cell in filled for word in cell.words),
        max(cell.row + cell.row_span for cell in cells) - row,
        max(cell.column + cell.column_span for cell in cells) - column,
        bold=all(cell.bold for cell in filled),
        italic=all(cell.italic for cell in filled),
        header=all(cell.header for cell in filled),
    )
