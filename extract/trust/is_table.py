"""Whether what was read as a table is one, from evidence: how full it is, what its cells hold, what is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from extract.geometry import clusters
from extract.grid.grid import Grid
from extract.page.area import Area
from extract.page.text_lines import Chunk
from extract.page.word_shapes import is_value
from extract.trust.weights import worth

SOLID = 1.1
MOST_PAGES = 999
LONGEST_KEY = 45.0  # points
_ROW = attrgetter("r")
_PLAIN = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?=%?$)")


class TableSigns(NamedTuple):
    """What speaks for or against a grid's being a table; their weights, fitted, are in ``weights.toml``."""

    lattice: bool  # its cells are bordered
    stack: bool  # rules or shading part rows over its width
    rows_drawn: bool  # every row of three columns or more of words is marked off by what is drawn
    goes_on: bool  # its columns are those of the table that closed the page before
    headed: bool  # its first rows head the columns
    labelled: int  # rows, at most 17, that have a text at the left and a figure behind it
    words: bool  # hardly anything right of the first column is a figure
    aligned: bool  # the figures of each column stand at one edge of it
    ragged: bool  # they do not: values at the ends of bars
    filled: float  # the share of its places that hold something
    two_columns: bool  # it has no more
    short: bool  # it has two or three rows
    axis: bool  # a column of equal steps with little beside it
    contents: bool  # titles and page numbers that never fall
    no_letters: bool  # figures and nothing else
    crossed: bool  # far more lines than rows, or lines inside its frame that part nothing
    keys: bool  # short strokes beside texts: a legend's keys
    bars: bool  # more bars than rows


EDGE = 1.6  # points by which figures at one edge differ
AT_EDGE, OFF_EDGE = 0.75, 0.5  # share of the figures at their column's edge that speaks for and against a table
MOST_LABELLED = 17


def table_worth(area: Area, grid: Grid, *, goes_on: bool = False) -> float:
    """What speaks for the grid's being a table and no chart, list or scattered text, in log-odds. ``goes_on``: it has
    the columns of the table that closed the page before."""
    return worth("table", table_signs(area, grid, goes_on=goes_on))


def table_signs(area: Area, grid: Grid, *, goes_on: bool = False) -> TableSigns:
    """What the grid shows of being a table."""
    aligned, plain, words = _aligned(grid), area.kind == "aligned", _values(grid) < 0.3
    bars = [f.top for f in area.fills if f.x1 - f.x0 < 0.7 * area.box.width]
    return TableSigns(
        lattice=area.kind == "lattice",
        stack=area.kind == "stack",
        rows_drawn=words and grid.marked and grid.n_columns >= 3,
        goes_on=goes_on,
        headed=grid.header_rows > 0,
        labelled=min(MOST_LABELLED, _labelled(grid)),
        words=words,
        aligned=aligned >= AT_EDGE,
        ragged=aligned < OFF_EDGE,
        filled=sum([(s.r2 - s.r + 1) * (s.c2 - s.c + 1) for s in grid.slots]) / (grid.n_rows * grid.n_columns),
        two_columns=grid.n_columns == 2,
        short=grid.n_rows < 4,
        axis=_is_axis(grid),
        contents=plain and is_contents(grid),
        no_letters=not any(c.isalpha() for s in grid.slots for chunk in s.chunks for w in chunk.words for c in w.text),
        crossed=len(area.levels) > 3 * grid.n_rows + 3 or (area.kind == "lattice" and _solid(area) < SOLID),
        keys=_keys(area) >= 2,
        bars=plain and len(clusters(bars, 1.5)) > grid.n_rows + 2,
    )


def _labelled(grid: Grid) -> int:
    """How many rows have a text in the first column or two, and a figure behind it."""
    texts = {s.r for s in grid.slots if s.c < 2 and any(c.isalpha() for c in s.chunks[0].text)}
    return len(texts & {s.r for s in grid.slots if s.c > 0 and is_value(s.chunks[0].words[0].text)})


def _aligned(grid: Grid) -> float:
    """The share of figures that stand at one edge, or the middle, of their column; 1 where there are few."""
    at = total = 0
    for column in range(1, grid.n_columns):
        cells = [s.chunks[0] for s in grid.slots if s.c == s.c2 == column and s.r >= grid.header_rows]
        cells = [c for c in cells if is_value(c.words[0].text)]
        if len(cells) > 2:
            places = ([c.x1 for c in cells], [c.x0 for c in cells], [(c.x0 + c.x1) / 2 for c in cells])
            at += max(len(max(clusters(xs, EDGE), key=len)) for xs in places)
            total += len(cells)
    return at / total if total else 1.0


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
