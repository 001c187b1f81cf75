"""The cells of a tagged table put into rows and columns.

The tags count cells and spans. What an empty cell spans they do not tell (see ``TaggedRow``), and some programs leave
empty cells out. Rows that do not add up are fitted to the places of the columns that the other rows show.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from extract.geometry import median
from extract.model import Box, TaggedCell, TaggedRow, TaggedTable, Word

MOST_COLUMNS: Final = 120  # wider tables are no tables of a page
APART: Final = 0.15  # of the font size: columns' texts may overlap so far where cells were fitted
FAR: Final = 1e6  # points: off any page

Extent = tuple[float, float]  # from left to right, in points


class TaggedSpot(NamedTuple):
    """A cell with text: rows ``r`` to ``r2``, columns ``c`` to ``c2``, its words and the box around them."""

    r: int
    c: int
    r2: int
    c2: int
    words: tuple[Word, ...]
    head: bool
    x0: float
    top: float
    x1: float
    bottom: float


_X0, _TOP, _X1, _BOTTOM = attrgetter("x0"), attrgetter("top"), attrgetter("x1"), attrgetter("bottom")


def box_of(words: Sequence[Word]) -> Box:
    """The box around some words, at least one."""
    if len(words) == 1:
        return words[0].box
    return Box(min(map(_X0, words)), min(map(_TOP, words)), max(map(_X1, words)), max(map(_BOTTOM, words)))


class Spots(NamedTuple):
    """The cells of a table of ``n_rows`` by ``n_columns``."""

    cells: tuple[TaggedSpot, ...]
    n_rows: int
    n_columns: int

    @property
    def headed(self) -> bool:
        """All cells of the first row are tagged as heads."""
        return all(s.head for s in self.cells if s.r == self.cells[0].r)


def spots(table: TaggedTable, words: Sequence[Sequence[Word]]) -> Spots | None:
    """The cells with text in their rows and columns; None where rows and spans do not add up.

    ``words`` are those of each part of the page.
    """
    widths = _widths(table.rows)
    n_columns = max(widths, default=0)
    whole = [k for k, width in enumerate(widths) if width == n_columns]
    if not 1 <= n_columns <= MOST_COLUMNS:
        return None
    placed = _place(table, n_columns, _extents(table.rows, whole, n_columns, words), words)
    if placed is None or len(whole) == sum(map(bool, widths)):
        return placed
    again = _place(table, n_columns, _extents_of(placed), words)
    return again if again is not None and _disjoint(again) else None


def _place(
    table: TaggedTable, n_columns: int, extents: Sequence[Extent], words: Sequence[Sequence[Word]]
) -> Spots | None:
    taken = [0] * n_columns  # rows for which a cell from above still holds each column
    out: list[TaggedSpot] = []
    for r, row in enumerate(table.rows):
        free = [c for c in range(n_columns) if not taken[c]]
        starts = _starts(row.cells, free, extents, words)
        if starts is None:
            return None
        taken = [max(0, rows - 1) for rows in taken]
        for cell, c in zip(row.cells, starts, strict=True):
            if cell is None:
                continue
            last = min(r + cell.row_span, len(table.rows)) - 1
            for column in range(c, c + cell.column_span):
                taken[column] = last - r
            if words[cell.part]:
                own = tuple(words[cell.part])
                out.append(TaggedSpot(r, c, last, c + cell.column_span - 1, own, cell.head, *box_of(own)))
    return Spots(tuple(out), len(table.rows), n_columns)


def _own(found: Spots) -> list[list[TaggedSpot]]:
    """The cells that each column has for itself."""
    own: list[list[TaggedSpot]] = [[] for _ in range(found.n_columns)]
    for s in found.cells:
        if s.c == s.c2:
            own[s.c].append(s)
    return own


def _extents_of(found: Spots) -> list[Extent]:
    """Where each column's text usually stands; a column that got none is far from any."""
    own = _own(found)
    usual = _usual([[(s.x0, s.x1) for s in cells] for cells in own])
    return [extent if cells else (FAR, FAR) for extent, cells in zip(usual, own, strict=True)]


def _usual(columns: Sequence[Sequence[Extent]]) -> list[Extent]:
    """Where the text of each column usually stands; one without any is midway between its neighbours."""
    known = [(median(x0 for x0, _ in own), median(x1 for _, x1 in own)) if own else None for own in columns]
    out: list[Extent] = []
    for c, extent in enumerate(known):
        if extent is None:
            left = next((e[1] for e in reversed(known[:c]) if e is not None), -FAR)
            right = next((e[0] for e in known[c + 1 :] if e is not None), FAR)
            # Beyond the outermost text, nothing says where the column ends.
            extent = (left, right) if FAR in (-left, right) else ((left + right) / 2, (left + right) / 2)
        out.append(extent)
    return out


def _disjoint(found: Spots) -> bool:
    """No column's text reaches into that of the next one."""
    edge = -1e9
    for cells in _own(found):
        if cells and min(s.x0 for s in cells) < edge - APART * cells[0].words[0].size:
            return False
        edge = max([edge, *(s.x1 for s in cells)])
    return True


def _widths(rows: Sequence[TaggedRow]) -> list[int]:
    """How many columns each row reaches over, with an empty cell taken for one column."""
    out = []
    held: dict[int, int] = {}  # column: rows for which a cell from above holds it
    for row in rows:
        column = 0
        below = {c: n - 1 for c, n in held.items() if n > 1}
        for cell in row.cells:
            while column in held:
                column += 1
            across, down = (cell.column_span, cell.row_span) if cell is not None else (1, 1)
            if down > 1:
                below.update(dict.fromkeys(range(column, column + across), down - 1))
            column += across
        out.append(max([column, *(c + 1 for c in held)]) if row.cells else 0)
        held = below
    return out


def _extents(
    rows: Sequence[TaggedRow], whole: Sequence[int], n_columns: int, words: Sequence[Sequence[Word]]
) -> list[Extent]:
    """Where the text of each column usually stands, from rows that hold a cell for every column."""
    edges: list[list[Extent]] = [[] for _ in range(n_columns)]
    for k in whole:
        cells = rows[k].cells
        if sum(1 if cell is None else cell.column_span for cell in cells) != n_columns:
            continue
        column = 0
        for cell in cells:
            if cell is not None and cell.column_span == 1 and words[cell.part]:
                own = words[cell.part]
                edges[column].append((min(w.x0 for w in own), max(w.x1 for w in own)))
            column += 1 if cell is None else cell.column_span
    return _usual(edges)


def _starts(
    cells: Sequence[TaggedCell | None],
    free: Sequence[int],
    extents: Sequence[Extent],
    words: Sequence[Sequence[Word]],
) -> list[int] | None:
    """The column that each cell begins in, of those that are free in its row."""
    spans = [1 if cell is None else cell.column_span for cell in cells]
    spare = len(free) - sum(spans)
    if not cells:
        return []
    if spare < 0:
        return None
    shifts = _shifts(cells, spans, free, extents, words) if spare else [0] * len(cells)
    out, at = [], 0
    for span, shift in zip(spans, shifts, strict=True):
        out.append(free[at + shift])
        if free[at + shift + span - 1] - free[at + shift] != span - 1:
            return None  # across a column that a cell from above holds
        at += span
    return out


def _shifts(
    cells: Sequence[TaggedCell | None],
    spans: Sequence[int],
    free: Sequence[int],
    extents: Sequence[Extent],
    words: Sequence[Sequence[Word]],
) -> list[int]:
    """By how many free columns each cell is moved to the right, so that all stand nearest to their columns' text."""
    spare = len(free) - sum(spans)
    best: list[tuple[float, list[int]]] = [(0.0, [])]  # by the shift so far
    best += [(float("inf"), [])] * spare
    at = 0
    for cell, span in zip(cells, spans, strict=True):
        reached = []
        sofar: tuple[float, list[int]] = (float("inf"), [])
        for shift in range(spare + 1):
            sofar = min(sofar, best[shift], key=lambda way: way[0])
            here = _misfit(cell, free[at + shift : at + shift + span], extents, words)
            reached.append((sofar[0] + here, [*sofar[1], shift]))
        best = reached
        at += span
    return min(best, key=lambda way: way[0])[1]


def _misfit(
    cell: TaggedCell | None, columns: Sequence[int], extents: Sequence[Extent], words: Sequence[Sequence[Word]]
) -> float:
    """How far in points a cell's text sticks out of the columns it would stand in."""
    if cell is None or not words[cell.part]:
        return 0.0
    x0, x1 = min(w.x0 for w in words[cell.part]), max(w.x1 for w in words[cell.part])
    return max(0.0, extents[columns[0]][0] - x0) + max(0.0, x1 - extents[columns[-1]][1])
