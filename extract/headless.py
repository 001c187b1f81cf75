"""Columns that are parts of one: under one head, and never filled in the same row."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grid import Grid, Slot
from extract.placed import is_value_chunk

_MARK = 3  # letters of what stands in a figure's place


def with_whole_columns(grid: Grid) -> Grid:
    """The grid with each column that has no head of its own put to its neighbour, where the two never have text in
    the same row: figures set by their decimal point, and marks beside them."""
    column = grid.n_columns - 1
    while grid.header_rows and column > 1:
        if _is_one(grid, column - 1, column):
            _join(grid, column)
        column -= 1
    return grid


def _is_one(grid: Grid, left: int, right: int) -> bool:
    heads = [s for s in grid.slots if s.r < grid.header_rows and s.c <= right and s.c2 >= left]
    if len({s.c for s in heads}) != 1 or any(s.c < left or s.c2 > right for s in heads):
        return False
    body = [s for s in grid.slots if s.r >= grid.header_rows and s.c <= right and s.c2 >= left]
    if any(s.c != s.c2 for s in body):
        return False
    sides = [[s for s in body if s.c == column] for column in (left, right)]
    if not all(sides) or not all(map(_is_short, body)):
        return False
    return not {s.r for s in sides[0]} & {s.r for s in sides[1]}


def _is_short(slot: Slot) -> bool:
    return all(is_value_chunk(chunk) or len(chunk.text) <= _MARK for chunk in slot.chunks)


def _join(grid: Grid, right: int) -> None:
    """Put column ``right`` to the one before it."""
    for slot in grid.slots:
        slot.c -= slot.c >= right
        slot.c2 -= slot.c2 >= right
    spans: Sequence[tuple[float, float]] = grid.column_spans
    grid.column_spans = [*spans[: right - 1], (spans[right - 1][0], spans[right][1]), *spans[right + 1 :]]
    grid.n_columns -= 1
