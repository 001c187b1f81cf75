"""A table as rows of texts, and what a reader wants to know of its columns."""

from __future__ import annotations

from extract.model import Cell, RawTable
from extract.page.word_shapes import is_value
from normalize.danish.text import published


def text_rows(table: RawTable) -> list[list[str]]:
    """The texts of a table, row by row; a cell that spans several slots has its text in the first of them."""
    rows = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = as_read(cell)
    return rows


def as_read(cell: Cell) -> str:
    """The text of a cell as a reader sees it: a word that was parted at a line end is whole."""
    return published(cell.lines)


def is_amount(cell: Cell) -> bool:
    """The cell holds a figure, or a sign that stands for one."""
    return bool(cell.words) and all(is_value(word) for word in cell.text.split())


def amount_columns(table: RawTable) -> frozenset[int]:
    """Columns whose cells below the head are mostly figures: those that are set to the right."""
    filled = [0] * table.n_columns
    amounts = [0] * table.n_columns
    for cell in table.cells:
        if cell.words and not cell.header and cell.column_span == 1:
            filled[cell.column] += 1
            amounts[cell.column] += is_amount(cell)
    return frozenset(c for c in range(table.n_columns) if 2 * amounts[c] > filled[c])
