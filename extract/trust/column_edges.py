"""How the cells of a column stand: whether their edges are in line, and whether they keep out of the next column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.model import Cell
from extract.page.word_shapes import is_value

# Edges closer than this share of the font size are one edge: less than a figure's width, more than rounding.
_SAME_EDGE: Final = 0.3


class Column(NamedTuple):
    """The cells with text below the head that fill one column alone, with their edges.

    ``numeric``: most begin with a figure or a sign for one. ``strange`` counts those without any.
    """

    cells: list[Cell]
    lefts: list[float]
    rights: list[float]
    numeric: bool
    strange: int


def column_of(cells: list[Cell]) -> Column:
    """The column that these cells with text make."""
    lefts, rights = [], []
    values = strange = 0
    for cell in cells:
        words = cell.words
        text, left, _, right = words[0][:4]
        if is_value(text):
            values += 1
        elif len(words) == 1 or not any(is_value(word.text) for word in words):
            strange += 1
        for word in words[1:]:
            left = min(left, word.x0)
            right = max(right, word.x1)
        lefts.append(left)
        rights.append(right)
    return Column(cells, lefts, rights, 2 * values > len(cells), strange)


def crossing(left: Column, right: Column) -> int:
    """The fewest cells of two neighbours that some upright line between them would cut or leave on the wrong side."""
    if not left.cells or not right.cells or max(left.rights) <= min(right.lefts) + 1.0:
        return 0
    # Sweep the line from the left: every cell of the left column is cut until its right edge is passed.
    edges = sorted([(x - 1.0, -1) for x in left.rights] + [(x, 1) for x in right.lefts])
    cut = best = len(left.cells)
    for _, step in edges:
        cut += step
        if cut < best:
            best = cut
    return best


def ragged(column: Column) -> int:
    """Cells of a column that do not stand where its other cells stand."""
    n = len(column.cells)
    if n < 2:
        return 0
    tolerance = _SAME_EDGE * column.cells[0].words[0].size
    if column.numeric:
        best = _at_one_edge(column.rights, tolerance)
        if best < n:
            best = max(best, _at_one_edge(_points(column), tolerance), _at_one_edge(column.lefts, tolerance))
    else:
        best = _at_shared_edges(column.lefts, tolerance)
        if best < n:
            best = max(best, _at_shared_edges(column.rights, tolerance))
    if best < n:
        middles = [(a + b) / 2 for a, b in zip(column.lefts, column.rights, strict=True)]
        best = max(best, _at_one_edge(middles, tolerance))
    return n - best


def _at_one_edge(positions: Sequence[float], tolerance: float) -> int:
    """How many positions lie within ``tolerance`` of their median."""
    middle = sorted(positions)[len(positions) // 2]
    return sum([-tolerance <= x - middle <= tolerance for x in positions])


def _at_shared_edges(positions: Sequence[float], tolerance: float) -> int:
    """How many positions are those of at least one other cell: labels may be indented in steps."""
    step = max(tolerance, 0.5)
    places = Counter([round(x / step) for x in positions])
    return sum([n for place, n in places.items() if n > 1 or place - 1 in places or place + 1 in places])


def _points(column: Column) -> list[float]:
    """Where the decimal point of each figure is, by the widths of figures; the integer part's end without one."""
    out = []
    for cell in column.cells:
        # A unit may stand behind the figure.
        word = next((word for word in reversed(cell.words) if any(map(str.isdigit, word.text))), cell.words[-1])
        text = word.text
        at = max(text.rfind(","), text.rfind("."))
        # Behind signs and per cent, a figure's last digits may be a footnote's: the integer part's end is what aligns.
        last = next((k for k in range(len(text), 0, -1) if text[k - 1].isdigit()), len(text))
        behind = len(text) - (at if at >= 0 and last - at - 1 != 3 else last)
        out.append(word.x1 - behind * (word.x1 - word.x0) / len(text))
    return out
