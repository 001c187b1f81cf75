"""Whether what was read as a table is one, from evidence: how full it is, what its cells hold, what is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from extract.geometry import clusters
from extract.grid.grid import Grid
from extract.page.area import Area
from extract.page.text_lines import Chunk
from extract.page.word_shapes import is_value

SOLID = 1.1
MOST_PAGES = 999
LONGEST_KEY = 45.0  # points
_ROW = attrgetter("r")
_PLAIN = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?=%?$)")
SPARSE = 0.3  # share of filled slots below which a grid is a chart or scattered text


def is_table(area: Area, grid: Grid) -> bool:
    """The grid is full enough, and no chart's axis, legend or list."""
    filled = sum([(s.r2 - s.r + 1) * (s.c2 - s.c + 1) for s in grid.slots]) / (grid.n_rows * grid.n_columns)
    if filled < (SPARSE if area.kind != "stack" else 0.15):
        return False
    if _is_axis(grid) or _is_drawing(area, grid) or (area.kind == "aligned" and is_contents(grid)):
        return False
    if area.kind == "aligned":
        return _values(grid) >= 0.3 or _has_head(area, grid)
    return True


def _is_drawing(area: Area, grid: Grid) -> bool:
    """Nothing but figures, or far more lines than rows: labels on bars and grid lines of a chart."""
    if not any(c.isalpha() for s in grid.slots for chunk in s.chunks for w in chunk.words for c in w.text):
        return True
    if len(area.levels) > 3 * grid.n_rows + 3 or _keys(area) >= 2:
        return True
    if area.kind == "lattice":
        return _solid(area) < SOLID
    bars = [f.top for f in area.fills if f.x1 - f.x0 < 0.7 * area.box.width]
    return area.kind == "aligned" and len(clusters(bars, 1.5)) > grid.n_rows + 2


def _keys(area: Area) -> int:
    """How many short strokes stand beside texts at half their height: the keys of a chart's legend."""
    strokes = [(v.y, lo, hi) for v in area.levels for lo, hi in v.segments if hi - lo <= LONGEST_KEY]
    return sum(
        line.top < y < line.baseline - 0.15 * line.size and any(0 <= c.x0 - hi <= line.size for c in line.chunks)
        for y, _, hi in strokes
        for line in area.lines
    )


def _solid(area: Area) -> float:
    """How far the lines inside the frame run across it: near 2 in a table, under 1 in charts of boxes and plans."""
    box = area.box
    down = [p.covers(box.top, box.bottom) for p in area.positions if box.x0 + 5 < p.x < box.x1 - 5]
    across = [v.covers(box.x0, box.x1) for v in area.levels if box.top + 4 < v.y < box.bottom - 4]
    return sum(sum(part) / len(part) if part else 1.0 for part in (down, across))


def is_contents(grid: Grid) -> bool:
    """A list of contents: titles, and one last column of whole numbers that never fall."""
    if grid.n_rows < 4 or grid.header_rows:
        return False
    last = [s.chunks[0].text for s in sorted(grid.slots, key=lambda s: s.r) if s.c == grid.n_columns - 1]
    before = [s for s in grid.slots if s.c < grid.n_columns - 1]
    titles = [s for s in before if any(c.isalpha() for c in s.chunks[0].text)]
    if len(last) < grid.n_rows - 1 or len(titles) < 0.45 * len(before) or grid.n_columns > 3:
        return False
    numbers = [int(text) for text in last if text.isdigit() and len(text) <= 4]
    return len(numbers) >= 0.9 * len(last) and numbers == sorted(numbers) and numbers[0] < numbers[-1] <= MOST_PAGES


def _values(grid: Grid) -> float:
    """The share of values, and of marks of a letter or two, among the cells outside the first column."""
    texts = [s.chunks[0].words[0].text for s in grid.slots if s.c > 0]
    return sum([len(text) <= 2 or is_value(text) for text in texts]) / max(len(texts), 1)


def _has_head(area: Area, grid: Grid) -> bool:
    """The first row is set apart: bold above plain text, or drawn off from the rest."""
    first = [s for s in grid.slots if s.r == 0]
    rest = [s for s in grid.slots if s.r > 0]
    bold = all(c.words[0].bold for s in first for c in s.chunks) and not all(
        c.words[0].bold for s in rest for c in s.chunks
    )
    return bold or bool(area.levels) or bool(area.fills)


def _is_axis(grid: Grid) -> bool:
    """The first or last column is a scale (figures in equal steps) and hardly anything stands beside it."""
    for column in (0, grid.n_columns - 1):
        ticks = [s.chunks[0] for s in sorted(grid.slots, key=_ROW) if s.c == column]
        if not _equal_steps(ticks):
            continue
        others = sum([s.c != column for s in grid.slots]) / max(1, grid.n_rows * (grid.n_columns - 1))
        if others < 0.5 or all(
            _equal_steps([s.chunks[0] for s in grid.slots if s.c == c]) for c in range(grid.n_columns)
        ):
            return True
    return False


def _equal_steps(ticks: Sequence[Chunk]) -> bool:
    numbers = [float(m[0].replace(",", "")) for m in (_PLAIN.match(t.words[0].text) for t in ticks) if m]
    if len(numbers) < 4 or len(numbers) < 0.75 * len(ticks):
        return False
    steps = [round(b - a, 6) for a, b in pairwise(numbers)]
    return steps[0] != 0 and sum(s == steps[0] for s in steps) >= 0.8 * len(steps)
