"""How sure a table's grid is: what lines up, what parses, what crosses an edge, how close its decisions were.

Blank cells are no fault: accounts are sparse. Everything counts together, in log-odds whose weights are fitted to
tables with known answers, so that of the tables with a confidence of 0.9 nine in ten are to be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from math import exp
from typing import Final, NamedTuple

from extract.model import Box, Cell, RawTable, Word
from extract.page.word_shapes import is_value
from extract.trust.column_edges import Column, column_of, crossing, ragged
from extract.trust.page_signs import PageSigns, Reading, page_signs
from extract.trust.row_signs import RowSigns, row_signs
from extract.trust.weights import worth

# White space wider than this, in font sizes, is no space between two words of one cell.
_WIDE_GAP: Final = 1.2
NOTHING_ELSE: Final = Reading()
# The share of the cells that show a fault from which on it is as grave as it gets: one shifted column of ten.
_GRAVE: Final = 0.1


class Evidence(NamedTuple):
    """Shares from 0 to 1 of what speaks against a grid (0: nothing), and for it (``support``).

    ``crossing``: cells that reach over every line that could part their column from the next one.
    ``crowded``: cells that hold two texts with a column's white space between them.
    ``ragged``: cells at no edge of their column, left, right, decimal point or middle.
    ``unread``: cells among a column's figures that are none. ``outside``: words inside the table's box that are
    in no cell. ``rows``: rows that reach into the next one.
    """

    crossing: float
    crowded: float
    ragged: float
    unread: float
    outside: float
    rows: float
    support: float


class Signs(NamedTuple):
    """All that tells how sure a grid is, by where it is seen."""

    faults: Evidence
    rows: RowSigns
    page: PageSigns


def confidence(table: RawTable, reading: Reading = NOTHING_ELSE) -> float:
    """How likely it is that the table's body is exactly what is printed, 0 to 1, to two decimals."""
    return round(likelihood(worth("confidence", *signs_of(table, reading))), 2)


def likelihood(log_odds: float) -> float:
    """The share from 0 to 1 that the odds, given as their natural logarithm, come to."""
    return 1.0 / (1.0 + exp(-log_odds))


def signs_of(table: RawTable, reading: Reading = NOTHING_ELSE) -> Signs:
    """What ``confidence`` is made of. Faults are in units of what is as grave as it gets."""
    seen = evidence(table, reading)
    graver = Evidence(*[min(1.0, share / _GRAVE) for share in seen])
    faults = graver._replace(support=seen.support)
    return Signs(faults, row_signs(table), page_signs(table, reading))


def evidence(table: RawTable, reading: Reading = NOTHING_ELSE) -> Evidence:
    """The faults of the grid, and what supports it."""
    drawn_rows, drawn_columns = (min(max(share, 0.0), 1.0) for share in (reading.drawn_rows, reading.drawn_columns))
    filled = [cell for cell in table.cells if cell.words]
    columns = _columns(table, filled)
    body = sum([len(column.cells) for column in columns]) or 1
    figures = sum([len(column.cells) for column in columns if column.numeric])
    strange = sum([column.strange for column in columns if column.numeric])
    return Evidence(
        crossing=sum([crossing(a, b) for a, b in pairwise(columns)]) / body,
        crowded=sum([_is_crowded(cell.words) for cell in filled if len(cell.words) > 1]) / max(len(filled), 1),
        ragged=sum([ragged(column) for column in columns]) / body,
        unread=strange / max(figures, 1),
        outside=_outside(table.box, filled, reading.left_out),
        rows=_overlapping_rows(table.n_rows, filled),
        support=_support(table, columns, drawn_rows, drawn_columns),
    )


def _columns(table: RawTable, filled: Sequence[Cell]) -> list[Column]:
    of_column: list[list[Cell]] = [[] for _ in range(table.n_columns)]
    head = table.header_rows
    for cell in filled:
        if cell.column_span == 1 and cell.row >= head:
            of_column[cell.column].append(cell)
    return [column_of(cells) for cells in of_column]


def _is_crowded(words: Sequence[Word]) -> bool:
    """Two words on one line of a cell stand as far apart as columns do.

    Between words of a wrapped text such a gap means something only beside a figure: it may be justified.
    """
    wrapped = words[-1].baseline - words[0].baseline > 0.5 * words[0].size
    before = words[0]
    for word in words[1:]:
        if (
            word.x0 - before.x1 > _WIDE_GAP * word.size
            and abs(word.baseline - before.baseline) < 0.5 * word.size
            and not (wrapped and not is_value(before.text) and not is_value(word.text))
        ):
            return True
        before = word
    return False


def _outside(box: Box, filled: Sequence[Cell], left_out: Sequence[Word]) -> float:
    """The share of the words inside the table's box that no cell holds."""
    x0, top, x1, bottom = box
    lost = sum([x0 < (w.x0 + w.x1) / 2 < x1 and top < w.baseline < bottom for w in left_out if w.angle == 0])
    return lost / (lost + sum([len(cell.words) for cell in filled])) if lost else 0.0


def _overlapping_rows(n_rows: int, filled: Sequence[Cell]) -> float:
    """The share of rows whose baselines reach to those of the next row."""
    tops, bottoms = [1e9] * n_rows, [-1e9] * n_rows
    for cell in filled:
        if cell.row_span == 1:
            row, first, last = cell.row, cell.words[0].baseline, cell.words[-1].baseline
            if first < tops[row]:
                tops[row] = first
            if last > bottoms[row]:
                bottoms[row] = last
    mixed = sum([lower < upper + 1.0 for upper, lower in zip(bottoms, tops[1:], strict=False)])
    return mixed / max(n_rows - 1, 1)


def _support(table: RawTable, columns: Sequence[Column], drawn_rows: float, drawn_columns: float) -> float:
    """What speaks for a table beyond the lack of faults: a head, drawn lines, columns of figures, its size."""
    numeric = [k for k, column in enumerate(columns) if column.numeric]
    heads = takewhile(lambda cell: cell.row < table.header_rows, table.cells)
    headed = {k for cell in heads if cell.words for k in range(cell.column, cell.column + cell.column_span)}
    wanted = numeric or range(1, table.n_columns)
    head = sum(k in headed for k in wanted) / max(len(wanted), 1)
    figures = sum([len(columns[k].cells) - columns[k].strange for k in numeric])
    size = min(1.0, sum([len(column.cells) for column in columns]) / 12)
    return min(1.0, 0.35 * head + 0.2 * drawn_rows + 0.25 * drawn_columns + 0.3 * min(1.0, figures / 6) + 0.2 * size)
