"""Heads that are set sideways over the columns of an upright table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extract.geometry import overlap
from extract.grid.grid import Grid, Slot
from extract.model import Word
from extract.page.text_lines import Chunk, is_value_text

NEAR = 12.0  # points between the sideways heads and the first upright row


def with_sideways_heads(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with what ``words`` (those that do not run from left to right) say over its columns.

    They go into the head's row that they stand beside, or become a first row of their own.
    """
    x0, x1 = grid.column_spans[0][0], grid.column_spans[-1][1]
    top, bottom = grid.row_spans[0][0], grid.row_spans[-1][1]
    near = _reaching([w for w in words if x0 <= (w.x0 + w.x1) / 2 <= x1 and w.bottom <= bottom], top)
    by_column: dict[int, list[Word]] = {}
    for word in near:
        middle = (word.x0 + word.x1) / 2
        column = next(c for c, span in enumerate(grid.column_spans) if span[0] <= middle <= span[1])
        by_column.setdefault(column, []).append(word)
    if len(by_column) < 2:  # a label beside the table or a chart's axis
        return grid
    low, high = max(w.bottom for w in near), min(w.top for w in near)
    row = next((r for r, span in enumerate(grid.row_spans) if overlap(span, (high, low)) > 0), -1)
    return _beside(grid, by_column, row) if row >= 0 else _above(grid, by_column, high, low)


def _reaching(words: Sequence[Word], top: float) -> list[Word]:
    """The words beside or right above the rows, and those that go on from them further up."""
    edges: dict[int, float] = {}
    out = []
    for w in sorted(words, key=lambda w: -w.bottom):
        if edges.get(round(w.baseline), top) - w.bottom <= NEAR:
            out.append(w)
            edges[round(w.baseline)] = w.top
    return out


def _beside(grid: Grid, by_column: dict[int, list[Word]], row: int) -> Grid:
    """The sideways text in the cells of a row that is there: behind what stands in the cell already."""
    slots = list(grid.slots)
    for column, words in by_column.items():
        k = next((k for k, s in enumerate(slots) if s.r <= row <= s.r2 and s.c <= column <= s.c2), None)
        if k is None:
            slots.append(Slot(row, column, row, column, sideways_chunks(words)))
        else:
            slots[k] = replace(slots[k], chunks=[*slots[k].chunks, *sideways_chunks(words)])
    return replace(grid, slots=slots, header_rows=max(grid.header_rows, row + 1))


def _above(grid: Grid, by_column: dict[int, list[Word]], high: float, low: float) -> Grid:
    """The sideways text as a first row."""
    moved = [replace(s, r=s.r + 1, r2=s.r2 + 1) for s in grid.slots]
    heads = [Slot(0, column, 0, column, sideways_chunks(words)) for column, words in by_column.items()]
    return replace(
        grid,
        n_rows=grid.n_rows + 1,
        slots=[*heads, *moved],
        header_rows=grid.header_rows + 1,
        row_spans=[(high, min(low, grid.row_spans[0][0])), *grid.row_spans],
    )


def sideways_chunks(words: Sequence[Word]) -> list[Chunk]:
    """The lines of sideways text in one cell, in reading order: the first line is the leftmost where text runs
    upwards, the rightmost where it runs downwards."""
    upwards = words[0].angle == 270
    ordered = sorted(
        words, key=lambda w: (round(w.baseline if upwards else -w.baseline), -w.bottom if upwards else w.top)
    )
    lines = [list(group) for _, group in groupby(ordered, key=lambda w: round(w.baseline))]
    return [
        Chunk(
            min(w.x0 for w in line),
            max(w.x1 for w in line),
            min(w.top for w in line),
            max(w.bottom for w in line),
            tuple(line),
            is_value_text(line),
        )
        for line in lines
    ]
