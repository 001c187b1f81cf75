"""Whether a page shows the very rows and columns that its tags name, so that nobody could read others there."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from extract.grid.grid import Grid, Slot
from extract.page.area import row_marks
from extract.page.text_lines import CHUNK_GAP
from extract.regions.tagged.grids import GridPlace

CLEAR: Final = 0.45  # em of white space between the texts of two columns: wider than a space between words
NEAR: Final = 4.0  # points from a drawn vertical to where the columns are taken to part
APART: Final = 0.2  # em by which the white between rows is wider than that between the lines of a cell


def shows(grid: Grid, place: GridPlace) -> bool:
    """Each edge between columns is white or drawn, each one between rows of several lines too, and no cell holds a gap
    that could be another column's edge."""
    return not any(_is_parted(slot) for slot in grid.slots) and _shows_columns(grid, place) and _shows_rows(grid, place)


def _is_parted(slot: Slot) -> bool:
    """Two words on one line of the cell stand further apart than words do."""
    return any(
        right.x0 - left.x1 > CHUNK_GAP * left.size
        for chunk in slot.chunks
        if len(chunk.words) > 1
        for left, right in pairwise(chunk.words)
    )


def _shows_columns(grid: Grid, place: GridPlace) -> bool:
    texts: list[list[tuple[float, float]]] = [[] for _ in range(grid.n_columns)]
    size = 0.0
    for slot in grid.slots:
        if slot.c == slot.c2 and slot.r >= grid.header_rows:
            size = max(size, slot.chunks[0].words[0].size)
            texts[slot.c] += [(chunk.x0, chunk.x1) for chunk in slot.chunks]
    edges = [(min(x0 for x0, _ in own), max(x1 for _, x1 in own)) for own in texts if own]
    down = [p.x for p in place.area.positions if p.covers(place.area.box.top, place.area.box.bottom) > 0.5]
    return all(
        right - left >= CLEAR * size or any(left - NEAR <= x <= right + NEAR for x in down)
        for (_, left), (right, _) in pairwise(edges)
    )


def _shows_rows(grid: Grid, place: GridPlace) -> bool:
    """No row has several lines, or the rows stand further apart than lines, or something is drawn between any two."""
    body = [slot for slot in grid.slots if slot.r >= grid.header_rows and len(slot.chunks) > 1]
    within = [below.top - above.bottom for slot in body for above, below in pairwise(slot.chunks)]
    if not within:
        return True
    rows = grid.row_spans[max(grid.header_rows - 1, 0) :]
    size = body[0].chunks[0].words[0].size
    if all(below[0] - above[1] >= max(within) + APART * size for above, below in pairwise(rows)):
        return True
    marks = row_marks(place.area)
    return all(any(above[1] - NEAR <= y <= below[0] + NEAR for y in marks) for above, below in pairwise(rows))
