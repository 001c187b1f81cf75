"""What spans several slots: cells of a drawn grid where a border is missing that others have there, and columns that
are parts of one (under one head, and never filled in the same row).
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grid.columns import Separator
from extract.grid.grid import Grid, Slot
from extract.page.area import Area


def join_across(grid: Grid, separators: Sequence[Separator]) -> None:
    """Widen a cell over the blank neighbours from which no border parts it, where other rows have that border."""
    taken = {(s.r, c): s for s in grid.slots for c in range(s.c, s.c2 + 1)}
    for r, (top, bottom) in enumerate(grid.row_spans):
        open_at = [s.rule is not None and s.rule.covers(top, bottom) <= 0.3 for s in separators]
        for slot in [s for s in grid.slots if s.r == r]:
            while slot.c2 < len(separators) and open_at[slot.c2] and (r, slot.c2 + 1) not in taken:
                slot.c2 += 1
                taken[r, slot.c2] = slot
            while slot.c > 0 and open_at[slot.c - 1] and (r, slot.c - 1) not in taken:
                slot.c -= 1
                taken[r, slot.c] = slot


def join_down(grid: Grid, area: Area) -> None:
    """Join what stands above each other in a column where no border is drawn between, though others have it there."""
    taken = {(r, c): s for s in grid.slots for c in range(s.c, s.c2 + 1) for r in range(s.r, s.r2 + 1)}
    for r in range(grid.n_rows - 1):
        lo, hi = sum(grid.row_spans[r]) / 2, sum(grid.row_spans[r + 1]) / 2
        between = [level for level in area.levels if lo < level.y < hi]
        if not between:
            continue
        for c, (x0, x1) in enumerate(grid.column_spans):
            if not any(level.covers(x0 + 2, x1 - 2) > 0.3 for level in between):
                _join_pair(grid, taken, r, c)


def _join_pair(grid: Grid, taken: dict[tuple[int, int], Slot], r: int, c: int) -> None:
    """Make one cell of what is in column ``c`` in rows ``r`` and ``r + 1``."""
    above, below = taken.get((r, c)), taken.get((r + 1, c))
    if above is not None and below is None and above.c == above.c2:
        above.r2 = r + 1
        taken[r + 1, c] = above
    elif above is None and below is not None and below.c == below.c2 and below.r == r + 1:
        below.r = r
        taken[r, c] = below
    elif above is not None and below is not None and above is not below and (above.c, above.c2) == (below.c, below.c2):
        above.chunks += below.chunks
        above.r2 = below.r2
        grid.slots.remove(below)
        for rr in range(below.r, below.r2 + 1):
            for cc in range(below.c, below.c2 + 1):
                taken[rr, cc] = above


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
    return all(chunk.is_value or len(chunk.text) <= _MARK for chunk in slot.chunks)


def _join(grid: Grid, right: int) -> None:
    """Put column ``right`` to the one before it."""
    for slot in grid.slots:
        slot.c -= slot.c >= right
        slot.c2 -= slot.c2 >= right
    spans: Sequence[tuple[float, float]] = grid.column_spans
    grid.column_spans = [*spans[: right - 1], (spans[right - 1][0], spans[right][1]), *spans[right + 1 :]]
    grid.n_columns -= 1
