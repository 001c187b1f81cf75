"""Whether tags can be true: a table's rows stand below each other, its columns side by side, and all its text is in it.

Tags are written by programs that know what is a table, by others that lay out whole pages in tables, and by guesses
from the page's picture. They are believed where the page as drawn bears them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import Final, Literal

from extract.geometry import median
from extract.model import TaggedTable, Word
from extract.page.word_shapes import is_leader, is_typed_rule
from extract.regions.tagged.spots import Spots, TaggedSpot, box_of

Lie = Literal["no table", "no text", "layout", "rows in disorder", "columns in disorder", "text left out"]

# In units of the font size (em).
ROWS_OVERLAP: Final = 0.45  # boxes of lines are taller than their ink; tight rows of one line each overlap so far
CELLS_OVERLAP: Final = 0.3  # the same sideways, where a text runs to its cell's border
NEXT_COLUMN: Final = 12.0  # what stands further away than this is in no column of the same table
SAME_ROW: Final = 0.25  # how far apart the baselines of one row may be
# Shares from 0 to 1.
BLANK_CELLS: Final = 0.5  # of the cells that have something on the page: with more without text, text is a picture
LONE_ROWS: Final = 0.6  # of the rows: with more that hold one cell only, the table is a page's layout
LONG_TEXT: Final = 0.5  # of the words: with more in cells of many lines, it is so too
CUT_ROWS: Final = 0.6  # of the rows: with more that go on outside, a table has been cut apart
MANY_LINES: Final = 14  # of one cell: the text of a page's column, not of a table's cell


def lie(table: TaggedTable, parts: Sequence[Sequence[Word]], found: Spots, others: Sequence[Word]) -> Lie | None:
    """Why a tagged table cannot be true as its words stand; None where nothing speaks against it.

    ``others`` are the words of the page that are neither in it nor in what titles it.
    """
    cells = found.cells
    seen = [cell for row in table.rows for cell in row.cells if cell is not None]
    fewest = 1 if table.continued or table.goes_on else 2  # rows; the others are on another page
    if len({s.r for s in cells}) < fewest or len({s.c for s in cells}) < 2:
        return "no table"
    if sum(not parts[cell.part] for cell in seen) > BLANK_CELLS * len(seen):
        return "no text"
    if any(cell.parted for cell in seen) or _is_layout(found):
        return "layout"
    size = median(w.size for s in cells for w in s.words)
    if not _rows_in_order(found, size):
        return "rows in disorder"
    if not _columns_in_order(found, size):
        return "columns in disorder"
    return "text left out" if left_out(cells, others) else None


def is_cut(found: Spots, others: Sequence[Word]) -> bool:
    """Most rows go on beside the table: tags that make a table of every few columns, or of one.

    ``others`` are words that stand in no true table and may be cells.
    """
    x0, top, x1, bottom = box_of([w for s in found.cells for w in s.words])
    size = found.cells[0].words[0].size
    near = NEXT_COLUMN * size
    beside = [w.baseline for w in others if top < w.baseline < bottom + size and x0 - near < w.x1 and w.x0 < x1 + near]
    rows = {s.r: s.words[0].baseline for s in found.cells}.values()
    return sum(any(abs(y - base) < SAME_ROW * size for y in beside) for base in rows) > CUT_ROWS * len(rows)


def _is_layout(found: Spots) -> bool:
    """Most rows are one text, or most of the text stands in cells as long as a page's columns."""
    in_row: dict[int, int] = {}
    for s in found.cells:
        in_row[s.r] = in_row.get(s.r, 0) + 1
    if sum(n == 1 for n in in_row.values()) > LONE_ROWS * len(in_row):
        return True
    total = sum(len(s.words) for s in found.cells)
    return sum(len(s.words) for s in found.cells if _lines(s) > MANY_LINES) > LONG_TEXT * total


def _lines(spot: TaggedSpot) -> int:
    if len(spot.words) <= MANY_LINES:
        return 1
    bases = sorted(w.baseline for w in spot.words)
    return 1 + sum(b - a > 0.5 * spot.words[0].size for a, b in pairwise(bases))


def _rows_in_order(found: Spots, size: float) -> bool:
    """Each row's text stands wholly below that of the rows before it."""
    tops, bottoms = [1e9] * found.n_rows, [-1e9] * found.n_rows
    for s in found.cells:
        tops[s.r], bottoms[s.r2] = min(tops[s.r], s.top), max(bottoms[s.r2], s.bottom)
    edge = -1e9
    for top, bottom in zip(tops, bottoms, strict=True):
        if top < edge - ROWS_OVERLAP * size:
            return False
        edge = max(edge, bottom)
    return True


def _columns_in_order(found: Spots, size: float) -> bool:
    """In each row the cells stand side by side from left to right, each nearer to its own column than to others."""
    by_row: dict[int, list[TaggedSpot]] = {}
    for s in found.cells:
        for r in range(s.r, s.r2 + 1):
            by_row.setdefault(r, []).append(s)
    for row in by_row.values():
        row.sort(key=lambda s: s.c)
        if any(b.x0 < a.x1 - CELLS_OVERLAP * size for a, b in pairwise(row)):
            return False
    before, after = _bounds(found)
    slack = CELLS_OVERLAP * size
    return all(before[s.c] - slack < (s.x0 + s.x1) / 2 < after[s.c2] + slack for s in found.cells)


def _bounds(found: Spots) -> tuple[list[float], list[float]]:
    """For each column, the middles of the text of the nearest columns before and after it."""
    own: list[list[TaggedSpot]] = [[] for _ in range(found.n_columns)]
    for s in found.cells:
        if s.c == s.c2:
            own[s.c].append(s)
    middles = [(median(s.x0 for s in cells) + median(s.x1 for s in cells)) / 2 if cells else None for cells in own]
    before, after = [-inf], [inf]
    for left, right in zip(middles[:-1], reversed(middles[1:]), strict=True):
        before.append(before[-1] if left is None else left)
        after.append(after[-1] if right is None else right)
    return before, after[::-1]


def left_out(cells: Sequence[TaggedSpot], others: Sequence[Word]) -> list[Word]:
    """The words inside the table's box that no cell holds, but for typed lines and dots that lead to a figure."""
    x0, top, x1, bottom = box_of([w for s in cells for w in s.words])
    return [
        w
        for w in others
        if x0 < (w.x0 + w.x1) / 2 < x1
        and top < w.baseline < bottom
        and not is_leader(w.text)
        and not is_typed_rule(w.text)
    ]
