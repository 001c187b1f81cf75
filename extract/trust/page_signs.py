"""What a table's place on its page shows: rows left outside, a neighbour that it was parted from, a page's edge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.geometry import median, overlap
from extract.grid.grid import CLEAR, UNTOLD, Margins
from extract.model import RawTable, Word
from extract.page.word_shapes import is_value

# Points. A table's parts stand closer to each other than two tables usually do; parts side by side begin and end alike.
CLOSE: Final = 30.0
ALIKE: Final = 8.0
EDGE: Final = 60.0  # points up to the first or last word of the page: the table may go on over the break
REACH: Final = 4.5  # em above and below a table in which a row of it may have been left
IN_LINE: Final = 0.35  # em by which a figure at a column's edge is off it
LINES: Final = 1.45  # em from line to line of one text, at most
SAME: Final = 1.0  # points by which sizes and edges of one text differ at most
DECIDED: Final = 2.0  # log-odds from which on rows are clear
IS_TABLE: Final = 3.0  # log-odds from which on it is clearly a table


class Reading(NamedTuple):
    """How a table was read, and what stands around it.

    ``left_out`` are words of the page that are in no table, ``others`` the page's tables; ``drawn_rows`` and
    ``drawn_columns`` the shares (0 to 1) of the edges that are drawn, as lines or by shading. ``margins`` and
    ``worth`` say how clear its rows, and its being a table, were.
    """

    left_out: Sequence[Word] = ()
    others: Sequence[RawTable] = ()
    drawn_rows: float = 0.0
    drawn_columns: float = 0.0
    margins: Margins = UNTOLD
    worth: float = CLEAR


class PageSigns(NamedTuple):
    """What speaks against a grid, but for ``drawn``; their weights are in ``weights.toml``."""

    drawn: bool  # something drawn parts every two rows: for it
    close_join: float  # log-odds by which two lines of one row missed being clearly of one
    close_cut: float  # log-odds by which two neighbouring rows missed being clearly two
    joined: bool  # lines were joined to rows at all
    hardly: float  # log-odds by which it missed being clearly a table
    row_left: bool  # a line above or below has figures at the edges of its columns
    label_left: bool  # a text right below the last label, as close as the lines of one, is in no cell
    head_left: bool  # nothing heads the table, and texts above stand over its columns
    note_figures: bool  # its notes hold figures right of the labels: a row may be among them
    parted: bool  # another table, of the same height, stands beside it, and one of them has no labels
    neighbour: bool  # another table stands right above or below: both may be one
    same_columns: bool  # such a neighbour has its figures at the same edges, and one of both has no head
    top: bool  # it opens the page: rows may be on the one before
    foot: bool  # it closes the page


def page_signs(table: RawTable, reading: Reading) -> PageSigns:
    """What the table's place shows."""
    box, margins = table.box, reading.margins
    others = [other for other in reading.others if other.box != box]
    level = [w for w in reading.left_out if w.angle == 0]
    notes = [w for line in table.notes for w in line.words]
    return PageSigns(
        drawn=reading.drawn_rows > 0,
        close_join=max(0.0, DECIDED - margins.join),
        close_cut=max(0.0, DECIDED - margins.cut),
        joined=margins.joined,
        hardly=max(0.0, IS_TABLE - reading.worth),
        row_left=_row_left(table, level),
        label_left=_label_left(table, level),
        head_left=table.header_rows == 0 and _head_left(table, level),
        note_figures=any(is_value(w.text) and w.x0 > box.x0 + 0.4 * box.width for w in notes),
        parted=any(_is_parted(table, other) for other in others),
        neighbour=any(_is_close(table, other) for other in others),
        same_columns=any(_is_same(table, other) for other in others),
        top=min([w.top for w in level], default=box.top) > box.top - EDGE,
        foot=max([w.bottom for w in level], default=box.bottom) < box.bottom + EDGE,
    )


def _row_left(table: RawTable, words: Sequence[Word]) -> bool:
    """A line in reach has a figure at the edge of two of the columns, or of the only one, and is in no table."""
    places, size = _places(table)
    if not places:
        return False
    box = table.box
    lo, hi, off = box.top - REACH * size, box.bottom + REACH * size, IN_LINE * size
    near = [w for w in words if lo < w.baseline < hi and any(-off < w.x1 - x < off for x in places)]
    lines = Counter(round(w.baseline) for w in near if is_value(w.text))
    return max(lines.values(), default=0) >= min(2, len(places))


def _places(table: RawTable) -> tuple[list[float], float]:
    """Where the figures of each column end, and the size of what is right of the labels; 0 where nothing is."""
    rights: defaultdict[int, list[float]] = defaultdict(list)
    sizes = []
    for cell in table.cells:
        if cell.column and cell.row >= table.header_rows and cell.column_span == 1 and cell.words:
            sizes.append(cell.words[0].size)
            if is_value(cell.words[0].text):
                rights[cell.column].append(cell.words[-1].x1)
    return [median(xs) for xs in rights.values() if len(xs) > 1], median(sizes) if sizes else 0.0


def _label_left(table: RawTable, words: Sequence[Word]) -> bool:
    """The next line below the last row begins where labels do, ends where they do, and is set as they are."""
    last = max([cell.row for cell in table.cells if cell.words], default=0)
    row = [cell for cell in table.cells if cell.row == last and cell.words]
    if not row or row[0].column or len(row) < 2:
        return False
    label, left, right = row[0].words[-1], row[0].words[0].x0, min(w.x0 for cell in row[1:] for w in cell.words)
    near = [w for w in words if 0.5 * label.size < w.baseline - label.baseline < LINES * label.size]
    line = [w for w in near if w.x1 > table.box.x0 and w.x0 < table.box.x1]
    return bool(line) and all(abs(w.size - label.size) < SAME and left - SAME < w.x0 and w.x1 < right for w in line)


def _head_left(table: RawTable, words: Sequence[Word]) -> bool:
    """Words within reach above the table stand over most of its columns of figures."""
    places, size = _places(table)
    lo, hi = table.box.top - REACH * size, table.box.top
    near = [w for w in words if lo < w.baseline < hi and w.x0 > table.box.x0 + size]
    over = [any(w.x0 - size < x < w.x1 + size for w in near) for x in places]
    return bool(over) and 2 * sum(over) > len(over)


def _is_same(table: RawTable, other: RawTable) -> bool:
    if (table.header_rows and other.header_rows) or not _is_close(table, other):
        return False
    (places, size), (others, _) = _places(table), _places(other)
    shared = sum([any(abs(x - y) < IN_LINE * size for y in others) for x in places])
    return bool(shared) and 2 * shared > max(len(places), len(others))


def _is_parted(table: RawTable, other: RawTable) -> bool:
    a, b = table.box, other.box
    alike = abs(a.top - b.top) < ALIKE and abs(a.bottom - b.bottom) < ALIKE
    return alike and not (_has_labels(table) and _has_labels(other))


def _has_labels(table: RawTable) -> bool:
    """Some cell of the first column below the head begins with a word."""
    first = [c for c in table.cells if c.column == 0 and c.words and c.row >= table.header_rows]
    return 2 * sum([not is_value(c.words[0].text) for c in first]) > len(first)


def _is_close(table: RawTable, other: RawTable) -> bool:
    a, b = table.box, other.box
    gap = max(a.top, b.top) - min(a.bottom, b.bottom)
    return 0 <= gap < CLOSE and overlap((a.x0, a.x1), (b.x0, b.x1)) > 0
