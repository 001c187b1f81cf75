"""A table's grid changed by hand: a border moved, put in or taken out, other head rows, one table made two.

Words go where the borders say; what the change does not touch stays as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final, NamedTuple

from extract.grid.borders import NEAR, Axis, borders, extent, nearest, shift
from extract.grid.raw_table import AIR, cell_of
from extract.model import Box, Cell, RawTable, Word
from extract.page.text_lines import visual_lines

EDGE: Final = 1.0  # points: a word that reaches so far over a border on both sides stands over it


class Change(NamedTuple):
    """A border that was at ``old`` (None: nowhere) and is to be at ``new`` (None: nowhere), in points."""

    axis: Axis
    old: float | None
    new: float | None


def borders_of(table: RawTable, axis: Axis) -> list[float]:
    """The borders between the table's columns or rows, in points."""
    return borders([extent(cell, axis) for cell in table.cells], _count(table, axis))


def with_change(table: RawTable, change: Change) -> RawTable | None:
    """The table with a border changed; None where it has no such border, or no room for the new one."""
    places = borders_of(table, change.axis)
    if change.old is None:
        return _with_new(table, change.axis, places, change.new)
    k = nearest(places, change.old)
    return None if k is None else _with_other(table, change.axis, places, k, change.new)


def with_change_of(table: RawTable, other: RawTable, change: Change) -> RawTable | None:
    """The table with the change of ``other``, which has as many columns; None where it has no room for it."""
    count = table.n_columns
    if change.axis != "column" or other.n_columns != count:
        return None
    ours, theirs = [[extent(cell, "column") for cell in one.cells] for one in (other, table)]
    new = None if change.new is None else change.new + shift(ours, theirs, count)
    places = borders(theirs, count)
    if change.old is None:
        return _with_new(table, "column", places, new)
    k = nearest(borders(ours, count), change.old)
    return None if k is None else _with_other(table, "column", places, k, new)


def with_head(table: RawTable, rows: int) -> RawTable:
    """The table whose first ``rows`` head its columns."""
    cells = tuple(cell._replace(header=cell.row < rows) for cell in table.cells)
    return replace(table, cells=cells, header_rows=rows)


def in_two(table: RawTable, k: int) -> tuple[RawTable, RawTable]:
    """The table up to row ``k``, and what stands below as a table of its own; notes stand below it all."""
    cells = [part for cell in table.cells for part in (_single(cell) if cell.row <= k < _end(cell, "row") else [cell])]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    above = tuple(cell for cell in cells if cell.row <= k)
    below = tuple(cell._replace(row=cell.row - k - 1) for cell in cells if cell.row > k)
    first = replace(table, box=_printed(above), n_rows=k + 1, cells=above, notes=(), goes_on=None)
    second = replace(table, box=_printed(below), n_rows=table.n_rows - k - 1, cells=below, caption=(), continued=None)
    return with_head(first, min(table.header_rows, k + 1)), with_head(second, max(0, table.header_rows - k - 1))


def _with_new(table: RawTable, axis: Axis, places: Sequence[float], at: float | None) -> RawTable | None:
    low, high = (table.box.x0, table.box.x1) if axis == "column" else (table.box.top, table.box.bottom)
    if at is None or not low < at < high or any(abs(place - at) <= NEAR for place in places):
        return None
    k = sum(place < at for place in places)
    cells = [part for cell in table.cells for part in _opened(cell, axis, k, at)]
    return _made(table, axis, cells, +1, head=k < table.header_rows)


def _with_other(table: RawTable, axis: Axis, places: Sequence[float], k: int, at: float | None) -> RawTable | None:
    """The table without its border ``k``, or with it at another place between its neighbours."""
    if at is None:
        return _made(table, axis, _closed(table.cells, axis, k), -1, head=k < table.header_rows)
    low = places[k - 1] if k else (table.box.x0 if axis == "column" else table.box.top)
    high = places[k + 1] if k + 1 < len(places) else (table.box.x1 if axis == "column" else table.box.bottom)
    return _made(table, axis, _refilled(table.cells, axis, k, at), 0, head=False) if low < at < high else None


def _made(table: RawTable, axis: Axis, cells: Iterable[Cell], more: int, *, head: bool) -> RawTable:
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    if axis == "column":
        return replace(table, cells=ordered, n_columns=table.n_columns + more)
    made = replace(table, cells=ordered, n_rows=table.n_rows + more)
    return with_head(made, table.header_rows + (more if head else 0))


def _opened(cell: Cell, axis: Axis, k: int, at: float) -> list[Cell]:
    """A cell where column (or row) ``k`` becomes two at ``at``."""
    first, last = _first(cell, axis), _end(cell, axis)
    if last < k:
        return [cell]
    if first > k:
        return [_placed(cell, axis, first + 1, last + 1)]
    if first < k or last > k:
        return [_placed(cell, axis, first, last + 1)]
    return _filled([cell], axis, at, k, k + 1)


def _closed(cells: Sequence[Cell], axis: Axis, k: int) -> Iterator[Cell]:
    """The cells where column (or row) ``k`` and the next become one."""
    facing = _facing(cells, axis, k)
    for cell in facing:
        first, last = _first(cell, axis), _end(cell, axis)
        if last < k:
            yield cell
        elif first > k + 1:
            yield _placed(cell, axis, first - 1, last - 1)
        elif last > k and first <= k:
            yield _placed(cell, axis, first, last - 1)
    for before, after in _pairs(facing, axis, k):
        words = (*before.words, *after.words)
        yield _cell(words, [before, after], axis, _first(before, axis), _end(after, axis) - 1)


def _refilled(cells: Sequence[Cell], axis: Axis, k: int, at: float) -> Iterator[Cell]:
    """The cells where the border behind column (or row) ``k`` stands at ``at``."""
    pairs = list(_pairs(cells, axis, k))
    touched = {id(cell) for pair in pairs for cell in pair}
    yield from (cell for cell in cells if id(cell) not in touched)
    for before, after in pairs:
        yield from _filled([before, after], axis, at, _first(before, axis), _end(after, axis), k)


def _filled(cells: Sequence[Cell], axis: Axis, at: float, first: int, last: int, k: int | None = None) -> list[Cell]:
    """Two cells, from ``first`` to ``k`` and from there to ``last``, with the cells' words on their sides of ``at``;
    one where a head stands over both."""
    words = [word for cell in cells for word in cell.words]
    k = first if k is None else k
    if axis == "column" and cells[0].header and _stands_over(words, at):
        return [_cell(words, cells, axis, first, last)]
    low, high = _sides(words, axis, at)
    if len(cells) == 2 and [len(low), len(high)] == [len(cell.words) for cell in cells]:
        return list(cells)
    around = _around(cells)
    if axis == "column":
        boxes = around._replace(x1=max(at, around.x0)), around._replace(x0=min(at, around.x1))
    else:
        boxes = around._replace(bottom=max(at, around.top)), around._replace(top=min(at, around.bottom))
    return [
        _cell(low, cells, axis, first, k, boxes[0]),
        _cell(high, cells, axis, k + 1, last, boxes[1]),
    ]


def _sides(words: Sequence[Word], axis: Axis, at: float) -> tuple[list[Word], list[Word]]:
    """The words before and behind a border. What a border between columns would cut in a word stays whole."""
    sides: tuple[list[Word], list[Word]] = ([], [])
    if axis == "row":
        for word in words:
            sides[(word.top + word.bottom) / 2 > at].append(word)
        return sides
    for line in visual_lines(words):
        for chunk in line.chunks:
            whole = any(_over(word, at) for word in chunk.words)
            for word in chunk.words:
                middle = (chunk.x0 + chunk.x1) / 2 if whole else (word.x0 + word.x1) / 2
                sides[middle > at].append(word)
    return sides


def _stands_over(words: Sequence[Word], at: float) -> bool:
    """Whether every line is one text, and one of them stands over the border."""
    lines = visual_lines(words)
    return all(len(line.chunks) == 1 for line in lines) and any(_over(word, at) for word in words)


def _over(word: Word, at: float) -> bool:
    return word.x0 + EDGE < at < word.x1 - EDGE


def _facing(cells: Sequence[Cell], axis: Axis, k: int) -> list[Cell]:
    """The cells, those on both sides of border ``k`` of the same length along it: what faces two others is cut up."""
    out = list(cells)
    while torn := {
        id(cell) for a, b in _meeting(out, axis, k) if _across(a, axis) != _across(b, axis) for cell in (a, b)
    }:
        out = [part for cell in out for part in (_single(cell) if id(cell) in torn else [cell])]
    return out


def _meeting(cells: Sequence[Cell], axis: Axis, k: int) -> Iterator[tuple[Cell, Cell]]:
    before = [cell for cell in cells if _end(cell, axis) == k]
    after = [cell for cell in cells if _first(cell, axis) == k + 1]
    for a, b in product(before, after):
        (a0, a1), (b0, b1) = _across(a, axis), _across(b, axis)
        if a0 <= b1 and b0 <= a1:
            yield a, b


def _pairs(cells: Sequence[Cell], axis: Axis, k: int) -> Iterator[tuple[Cell, Cell]]:
    return (pair for pair in _meeting(cells, axis, k) if _face(pair, axis))


def _face(pair: tuple[Cell, Cell], axis: Axis) -> bool:
    """Whether two cells are of the same length along the border between them."""
    return _across(pair[0], axis) == _across(pair[1], axis)


def _single(cell: Cell) -> list[Cell]:
    """A cell for each row and column that it covers, the first with all its words."""
    rows, columns = range(cell.row_span), range(cell.column_span)
    blank = cell._replace(lines=(), words=(), row_span=1, column_span=1)
    return [
        (blank if r or c else cell)._replace(row=cell.row + r, column=cell.column + c, row_span=1, column_span=1)
        for r in rows
        for c in columns
    ]


def _cell(words: Sequence[Word], of: Sequence[Cell], axis: Axis, first: int, last: int, box: Box | None = None) -> Cell:
    """The cell of these words in the place of those that they were in; ``box`` is its room where it is blank."""
    around = _around(of)
    if words and axis == "column":
        box = around._replace(x0=min(w.x0 for w in words) - AIR, x1=max(w.x1 for w in words) + AIR)
    elif words and box is not None:
        # No nearer to the other row than the border.
        box = box._replace(x0=min(w.x0 for w in words) - AIR, x1=max(w.x1 for w in words) + AIR)
    made = cell_of(
        words, of[0].row, of[0].column, of[0].row_span, of[0].column_span, box or around, header=of[0].header
    )
    return _placed(made, axis, first, last)


def _placed(cell: Cell, axis: Axis, first: int, last: int) -> Cell:
    if axis == "column":
        return cell._replace(column=first, column_span=last - first + 1)
    return cell._replace(row=first, row_span=last - first + 1)


def _first(cell: Cell, axis: Axis) -> int:
    return cell.column if axis == "column" else cell.row


def _end(cell: Cell, axis: Axis) -> int:
    return (cell.column + cell.column_span if axis == "column" else cell.row + cell.row_span) - 1


def _across(cell: Cell, axis: Axis) -> tuple[int, int]:
    other: Axis = "row" if axis == "column" else "column"
    return _first(cell, other), _end(cell, other)


def _count(table: RawTable, axis: Axis) -> int:
    return table.n_columns if axis == "column" else table.n_rows


def _printed(cells: Sequence[Cell]) -> Box:
    """What is printed in the cells, or their room, where nothing is."""
    return _all([word.box for cell in cells for word in cell.words] or [cell.box for cell in cells])


def _around(cells: Sequence[Cell]) -> Box:
    return _all([cell.box for cell in cells if cell.words] or [cell.box for cell in cells])


def _all(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
