"""The head that a program repeats over each page of a long table: drawn, but marked as no content of its own.

Its cells are not tagged; the columns below it are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from typing import Final

from extract.geometry import Interval, merge, overlap
from extract.grid.build import stack_head
from extract.grid.columns import Separator
from extract.grid.grid import Grid
from extract.grid.head import build_head
from extract.grid.line_cells import LineCell, PlacedLine, line_cells, place
from extract.model import Box, Word
from extract.page.area import Area
from extract.page.text_lines import Line, line_of, usual_space, visual_lines

# In units of the font size (em).
NEAR: Final = 2.0  # white space between the head and the first row, and between two lines of the head


def head_over(box: Box, artifacts: Iterable[Word]) -> list[Line]:
    """The lines of ``artifacts`` that stand right over a table's ``box``."""
    above = [w for w in artifacts if not w.angle and w.baseline < box.top]
    out: list[Line] = []
    edge = box.top
    for line in reversed(visual_lines(above)):
        over = all(overlap((chunk.x0, chunk.x1), (box.x0, box.x1)) > 0 for chunk in line.chunks)
        if edge - line.bottom > NEAR * line.size or not over:
            break
        out.append(line)
        edge = line.top
    return out[::-1]


def with_head(grid: Grid, area: Area, head: Sequence[Line]) -> Grid:
    """The grid below the rows that the lines of ``head`` make; ``area`` is the part of the page with both."""
    columns = _columns(grid, head)
    kept = sorted(columns)
    separators = _separators([columns[c] for c in kept])
    space = usual_space(head)
    placed = []
    for line in head:
        alone = len(line.chunks) == 1  # a text over all or several columns, not one for each
        placed.append(place(line, line_cells(line, separators, space=space, lowest=line is head[-1] and not alone)))
    body = _body(grid, {c: k for k, c in enumerate(kept)})
    cells, depth = build_head(placed, body, area.levels, separators, (area.box.x0, area.box.x1))
    title = len(cells) == 1 and cells[0].last > cells[0].first
    for cell in cells:
        cell.first, cell.last = (0, grid.n_columns - 1) if title else (kept[cell.first], kept[cell.last])
    stack_head(grid, cells, depth, area.box.top)
    return grid


def _body(grid: Grid, columns: dict[int, int]) -> list[PlacedLine]:
    """The first line of each row, with its cells in the ``columns`` that have text, by their new indexes."""
    by_row: dict[int, list[LineCell]] = {}
    for s in sorted(grid.slots, key=lambda s: (s.r, s.c)):
        inside = [columns[c] for c in range(s.c, s.c2 + 1) if c in columns]
        if inside:
            by_row.setdefault(s.r, []).append(LineCell(inside[0], inside[-1], s.chunks[0]))
    return [place(line_of([w for cell in cells for w in cell.chunk.words]), cells) for cells in by_row.values()]


def _columns(grid: Grid, head: Sequence[Line]) -> dict[int, Interval]:
    """Where the text of each column stands. One without any has what the head says in its place and nowhere else."""
    texts: dict[int, list[Interval]] = {}
    for s in grid.slots:
        if s.c == s.c2:
            texts.setdefault(s.c, []).extend((chunk.x0, chunk.x1) for chunk in s.chunks)
    known = {c: (min(x0 for x0, _ in own), max(x1 for _, x1 in own)) for c, own in texts.items()}
    chunks = [(chunk.x0, chunk.x1) for line in head for chunk in line.chunks]
    heads = merge(chunk for chunk in chunks if sum(overlap(chunk, own) > 0 for own in known.values()) < 2)
    out = dict(known)
    for c in range(grid.n_columns):
        if c not in known:
            left = max((x1 for k, (_, x1) in known.items() if k < c), default=-inf)
            right = min((x0 for k, (x0, _) in known.items() if k > c), default=inf)
            own = next(((x0, x1) for x0, x1 in heads if left < x0 and x1 < right), None)
            if own is not None:
                out[c] = own
                heads.remove(own)
    return out


def _separators(columns: Sequence[Interval]) -> list[Separator]:
    """The white space between the texts of neighbouring columns."""
    out = []
    for (_, lo), (hi, _) in pairwise(columns):
        out.append(Separator(lo, hi) if lo < hi else Separator((lo + hi) / 2, (lo + hi) / 2))
    return out
