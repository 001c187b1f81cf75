"""How sure a table's grid is, told from the table itself: what lines up, what parses, what crosses an edge.

Blank cells are no fault: accounts are sparse. A fault takes its share of the cells it is seen in away from
the confidence, so that one odd cell costs little and a shifted or merged column costs much.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from extract.model import Box, Cell, RawTable, Word
from extract.page.word_shapes import is_value
from extract.trust.column_edges import Column, column_of, crossing, ragged

# White space wider than this, in font sizes, is no space between two words of one cell.
_WIDE_GAP: Final = 1.2
# How much of the confidence a fault takes when every cell shows it.
_WEIGHT: Final = {"crossing": 2.0, "crowded": 2.0, "ragged": 0.9, "unread": 0.9, "outside": 1.5, "rows": 1.5}
# What is not certain even of a faultless table without a head and without a drawn line.
_UNSUPPORTED: Final = 0.2


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


def confidence(
    table: RawTable, left_out: Sequence[Word] = (), *, drawn_rows: float = 0.0, drawn_columns: float = 0.0
) -> float:
    """The confidence in a table's grid, 0 to 1, to two decimals.

    ``left_out`` are words of the page that are in no table: those inside this one's box speak against it.
    ``drawn_rows`` and ``drawn_columns`` are the shares (0 to 1) of the edges between rows and between columns
    that are drawn, as lines or by shading.
    """
    seen = evidence(table, left_out, drawn_rows=drawn_rows, drawn_columns=drawn_columns)
    kept = 1.0 - _UNSUPPORTED * (1.0 - seen.support)
    for fault, weight in _WEIGHT.items():
        kept *= max(0.0, 1.0 - weight * getattr(seen, fault))
    return round(kept, 2)


def evidence(
    table: RawTable, left_out: Sequence[Word] = (), *, drawn_rows: float = 0.0, drawn_columns: float = 0.0
) -> Evidence:
    """What ``confidence`` is made of; the arguments are the same."""
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
        outside=_outside(table.box, filled, left_out),
        rows=_overlapping_rows(table.n_rows, filled),
        support=_support(table, columns, min(max(drawn_rows, 0.0), 1.0), min(max(drawn_columns, 0.0), 1.0)),
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
