"""Tables of which every row was taken for a head: a table has lines."""

from __future__ import annotations

from dataclasses import replace

from normalize.table.column_heads import Head
from normalize.table.logical_table import MarkedRow, PrintedTable


def with_lines(grid: PrintedTable) -> PrintedTable:
    """The table as it is, or, where all of its rows are heads and none is a line, with all of them as lines."""
    if grid.lines:
        return grid
    rows = tuple(MarkedRow(marked.row, "line", line) for line, marked in enumerate(grid.rows))
    return replace(grid, rows=rows, head=Head(0, ()))
