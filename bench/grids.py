"""Tables as any tool gives them, brought to one form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.icdar import Cell

Placed = tuple[float, float, float, float, str]  # a box (left, top, right, bottom) and the text in it


class Grid(NamedTuple):
    """A table: its size, and its cells in any order. Slots without a cell are blank."""

    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]

    def rows(self) -> list[tuple[str, ...]]:
        """The texts row by row, a cell's text in its first slot."""
        texts: defaultdict[tuple[int, int], str] = defaultdict(str)
        for cell in self.cells:
            texts[cell.row, cell.column] = cell.text
        return [tuple(texts[r, c] for c in range(self.n_columns)) for r in range(self.n_rows)]


Found = dict[int, list[Grid]]  # the tables of each page, from 1


def from_rows(rows: Sequence[Sequence[str | None]]) -> Grid:
    """Each text is a cell of one slot."""
    cells = [Cell(r, c, r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    return Grid(len(rows), max((len(row) for row in rows), default=0), tuple(cells))


def from_boxes(placed: Iterable[Placed]) -> Grid:
    """The grid that cells with these boxes make: a line wherever one begins."""
    items = list(placed)
    lefts, tops = _lines(item[0] for item in items), _lines(item[1] for item in items)
    cells = []
    for x0, top, x1, bottom, text in items:
        row, column = _line_at(tops, top), _line_at(lefts, x0)
        cells.append(Cell(row, column, _last_before(tops, bottom, row), _last_before(lefts, x1, column), text))
    return Grid(len(tops), len(lefts), tuple(cells))


_SAME = 1.0  # points: edges this close are one line


def _lines(edges: Iterable[float]) -> list[float]:
    out: list[float] = []
    for edge in sorted(edges):
        if not out or edge - out[-1] > _SAME:
            out.append(edge)
    return out


def _line_at(lines: Sequence[float], edge: float) -> int:
    return max((k for k, line in enumerate(lines) if line <= edge + _SAME), default=0)


def _last_before(lines: Sequence[float], edge: float, first: int) -> int:
    return max((k for k, line in enumerate(lines) if k > first and line < edge - _SAME), default=first)
