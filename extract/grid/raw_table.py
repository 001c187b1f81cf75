"""From a grid to a table's cells, each with its box on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import attrgetter

from extract.grid.grid import Grid, Slot
from extract.model import Box, Cell, RawTable, TextLine, Word
from extract.page.text_lines import Chunk, visual_lines
from extract.speed import maker

# Air around a cell's words, so that what another reader takes for their boxes lies inside too: readers differ by
# up to a quarter of the font size in where they think that a line's box begins.
AIR = 1.0  # points left and right
OUTER_AIR = 6.0  # points of white space taken to be above the first row and below the last one
TALL_AIR = 0.3  # of the font size above and below, but less than half the white space to the next row

_make_cell, _make_box = maker(Cell), maker(Box)
_X0, _X1, _TOP, _BOTTOM = attrgetter("x0"), attrgetter("x1"), attrgetter("top"), attrgetter("bottom")
_SIZE, _BOLD, _ITALIC = attrgetter("size"), attrgetter("bold"), attrgetter("italic")
_PLACE = attrgetter("row", "column")


def raw_table(page: int, grid: Grid, caption: Sequence[TextLine], notes: Sequence[TextLine]) -> RawTable:
    """The table of a grid: its cells sorted by row and column, each slot covered once, blanks included."""
    taken = {(r, c) for s in grid.slots for r in range(s.r, s.r2 + 1) for c in range(s.c, s.c2 + 1)}
    air = _air(grid.row_spans)
    cells = [_cell(slot, air, grid.header_rows) for slot in grid.slots]
    cells += [
        Cell(r, c, _slot_box(grid, r, r, c, c), header=r < grid.header_rows)
        for r in range(grid.n_rows)
        for c in range(grid.n_columns)
        if (r, c) not in taken
    ]
    cells.sort(key=_PLACE)
    words = [w for s in grid.slots for chunk in s.chunks for w in chunk.words]
    box = Box(min(map(_X0, words)), min(map(_TOP, words)), max(map(_X1, words)), max(map(_BOTTOM, words)))
    return RawTable(
        page, box, grid.n_rows, grid.n_columns, tuple(cells), grid.header_rows, tuple(caption), tuple(notes)
    )


def _slot_box(grid: Grid, r: int, r2: int, c: int, c2: int) -> Box:
    return Box(grid.column_spans[c][0], grid.row_spans[r][0], grid.column_spans[c2][1], grid.row_spans[r2][1])


def _cell(slot: Slot, air: Sequence[float], header_rows: int) -> Cell:
    alone = len(slot.chunks) == 1
    words = slot.chunks[0].words if alone else tuple([w for chunk in slot.chunks for w in chunk.words])
    lines = (slot.chunks[0].text,) if alone else tuple(_text_lines(slot.chunks))
    box = _words_box(words, air[slot.r], air[slot.r2 + 1])
    rows, columns = slot.r2 - slot.r + 1, slot.c2 - slot.c + 1
    bold, italic = _mostly(words, _BOLD), _mostly(words, _ITALIC)
    return _make_cell((slot.r, slot.c, box, lines, words, rows, columns, bold, italic, slot.r < header_rows))


def _air(rows: Sequence[tuple[float, float]]) -> list[float]:
    """White space in points above each row, and below the last one."""
    inner = [max(below[0] - above[1], 0.0) for above, below in pairwise(rows)]
    return [OUTER_AIR, *inner, OUTER_AIR]


def _words_box(words: Sequence[Word], above: float, below: float) -> Box:
    if len(words) == 1:
        word = words[0]
        tall = TALL_AIR * word.size
        x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    else:
        tall = TALL_AIR * max(map(_SIZE, words))
        x0, top, x1, bottom = (
            min(map(_X0, words)),
            min(map(_TOP, words)),
            max(map(_X1, words)),
            max(map(_BOTTOM, words)),
        )
    up, down = 0.45 * above, 0.45 * below
    return _make_box((x0 - AIR, top - (tall if tall < up else up), x1 + AIR, bottom + (tall if tall < down else down)))


def cell_of(
    words: Sequence[Word], row: int, column: int, row_span: int, column_span: int, box: Box, *, header: bool
) -> Cell:
    """The cell of the given words, line by line; without any, a blank one."""
    lines = visual_lines(words)
    ordered = tuple(word for line in lines for word in line.words)
    texts = tuple(line.text for line in lines)
    bold, italic = _mostly(ordered, _BOLD), _mostly(ordered, _ITALIC)
    return Cell(row, column, box, texts, ordered, row_span, column_span, bold, italic, header)


def _text_lines(chunks: Sequence[Chunk]) -> list[str]:
    """The chunks' text, those on one baseline on one line."""
    out: list[list[Word]] = []
    base = None
    for chunk in chunks:
        if base is not None and abs(chunk.words[0].baseline - base) <= 0.3 * chunk.words[0].size:
            out[-1] += chunk.words
        else:
            out.append(list(chunk.words))
            base = chunk.words[0].baseline
    return [" ".join(w.text for w in line) for line in out]


def _mostly(words: Sequence[Word], style: Callable[[Word], bool]) -> bool:
    """Most of the letters are set so."""
    if len(words) == 1:
        return style(words[0])
    styled = [len(w.text) for w in words if style(w)]
    return bool(styled) and 2 * sum(styled) > sum(len(w.text) for w in words)
