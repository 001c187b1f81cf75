"""From the cells of a tagged table to a grid, as ``read_area`` gives one of the same words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from extract.geometry import overlap
from extract.grid.build import without_blanks
from extract.grid.grid import Grid, Slot
from extract.grid.head_lines import count_head_lines, is_body
from extract.grid.sideways_heads import sideways_chunks
from extract.model import Box, Fill, Page, Ruling, TaggedTable, Word
from extract.page.area import Area, fills_in, row_marks
from extract.page.rule_lines import levels, positions
from extract.page.text_lines import Chunk, Line, chunk_of, visual_lines
from extract.regions.tagged.repeated import with_head
from extract.regions.tagged.spots import Spots, TaggedSpot, box_of

BORDER: Final = 12.0  # points from a table's text to the lines drawn around it


class GridPlace(NamedTuple):
    """The part of a page around a table, without its lines of text, and all that is drawn there."""

    area: Area
    rulings: tuple[Ruling, ...]


def place_of(page: Page, words: Sequence[Word]) -> GridPlace:
    """The part of the page around a table's words."""
    text = box_of(words)
    box = Box(text.x0 - BORDER, text.top - BORDER, text.x1 + BORDER, text.bottom + BORDER)
    drawn = tuple([r for r in page.rulings if _is_in(r, box)])
    across = [r for r in drawn if r.horizontal]
    down = [r for r in drawn if not r.horizontal]
    box = Box(min([text.x0, *(r.x0 for r in across)]), text.top, max([text.x1, *(r.x1 for r in across)]), text.bottom)
    kind = "lattice" if len(across) > 1 and any(text.x0 < r.x0 < text.x1 for r in down) else "stack"
    return GridPlace(Area(box, (), tuple(levels(across)), tuple(positions(down)), fills_in(page, box), kind), drawn)


def _is_in(drawn: Ruling | Fill, box: Box) -> bool:
    """At least half of what is drawn lies in the box."""
    x0, top, x1, bottom = drawn[:4]
    if x0 > box.x1 or x1 < box.x0 or top > box.bottom or bottom < box.top:
        return False
    return overlap((x0, x1), (box.x0, box.x1)) >= 0.5 * (x1 - x0) and overlap(
        (top, bottom), (box.top, box.bottom)
    ) >= 0.5 * (bottom - top)


def grid_of(table: TaggedTable, found: Spots, area: Area, head: Sequence[Line]) -> Grid | None:
    """The grid of a tagged table and of the lines of a repeated ``head`` over it, which are in its ``area`` too; None
    where less than two of its columns have text."""
    slots = [Slot(s.r, s.c, s.r2, s.c2, chunks_of(s.words)) for s in found.cells]
    grid = Grid(
        found.n_rows,
        found.n_columns,
        slots,
        _head(table, found, area),
        _row_spans(found, area.box),
        _column_spans(found, area.box),
        [],
        marked=False,
    )
    whole = without_blanks(with_head(grid, area, head) if head else grid)
    if whole is not None:
        whole.marked = len(row_marks(area)) >= whole.n_rows - whole.header_rows - 1
    return whole


def chunks_of(words: Sequence[Word]) -> list[Chunk]:
    """The lines of a cell, top to bottom."""
    if len(words) == 1:
        return [chunk_of(words)]
    if words[0].angle:
        return sideways_chunks(words)
    return [chunk_of(line.words) for line in visual_lines(words)]


def _head(table: TaggedTable, found: Spots, area: Area) -> int:
    """How many rows head the columns: those tagged so, unless they hold figures; told by the text where none is."""
    in_row: dict[int, list[TaggedSpot]] = {r: [] for r in range(found.n_rows)}
    for s in found.cells:
        in_row[s.r].append(s)
    tagged = [row.head or (bool(in_row[r]) and all(s.head for s in in_row[r])) for r, row in enumerate(table.rows)]
    count = next((r for r, head in enumerate(tagged) if not head), len(tagged))
    lines = {r: _line(spots) for r, spots in in_row.items() if spots}
    if 0 < count < found.n_rows:
        return next((r for r in range(count) if r in lines and _holds_figures(lines[r])), count)
    if table.continued or (not count and any(s.head for s in found.cells if s.c > 0)):
        return 0
    upper = count_head_lines(area._replace(lines=tuple(lines.values())), row_marks(area))
    return sorted(lines)[upper] if upper < len(lines) else 0


def _holds_figures(line: Line) -> bool:
    """The row is one of figures, and not of the same unit over each column ("1.000 kr.")."""
    return is_body(line) and len({chunk.text for chunk in line.chunks[-2:]}) == 2


def _line(cells: Sequence[TaggedSpot]) -> Line:
    """A row as one line, a chunk for each cell."""
    ordered = sorted(cells, key=lambda s: s.c)
    words = tuple(w for s in ordered for w in s.words)
    x0, top, x1, bottom = box_of(words)
    chunks = tuple(chunk_of(s.words) for s in ordered)
    return Line(x0, x1, top, bottom, words[0].baseline, words[0].size, words, chunks)


def _row_spans(found: Spots, box: Box) -> list[tuple[float, float]]:
    """From top to bottom of each row's text; a row has it also from cells that end in it."""
    tops, bottoms = [inf] * found.n_rows, [-inf] * found.n_rows
    for s in found.cells:
        tops[s.r] = min(tops[s.r], s.top)
        bottoms[s.r2] = max(bottoms[s.r2], s.bottom)
    out = []
    edge = box.top
    for upper, lower in zip(tops, bottoms, strict=True):
        top = edge if upper == inf else max(upper, edge)
        edge = max(lower, top)
        out.append((top, edge))
    return out


def _column_spans(found: Spots, box: Box) -> list[tuple[float, float]]:
    """Where the columns lie: parted midway between their texts; a blank one has no width."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for s in found.cells:
        lefts[s.c] = min(lefts.get(s.c, s.x0), s.x0)
        if s.c == s.c2:
            rights[s.c] = max(rights.get(s.c, s.x1), s.x1)
    edges = [box.x0]
    right = box.x0
    for c in range(1, found.n_columns):
        right = max(right, rights.get(c - 1, right))
        left = lefts.get(c)
        edges.append(edges[-1] if left is None else max(edges[-1], (right + left) / 2))
    return list(pairwise([*edges, max(box.x1, edges[-1])]))
