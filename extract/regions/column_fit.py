"""Lines of text read in the columns of a table that is known: does a line fit them, and what row does it make?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.geometry import Interval, median, overlap
from extract.model import Box, Cell, RawTable, TextLine, Word
from extract.page.word_shapes import is_value

# In units of the font size (em).
EDGE = 0.5  # how far a text may begin or end from where its column's do
INDENT = 4.0  # how far a label may be set in
SET_ALIKE = 0.06  # part by which the sizes of type of one table's rows may differ
AIR = 1.0  # points left and right of a cell's words

Parts = tuple[tuple[Word, ...], ...]  # a line's words, per column


class KnownColumns(NamedTuple):
    """A table's columns as its rows show them: where their texts stand, and which hold values."""

    places: tuple[Interval, ...]
    values: tuple[bool, ...]
    size: float


class FittedRow(NamedTuple):
    """A row of a table: per column, the words of each of its printed lines."""

    cells: tuple[tuple[tuple[Word, ...], ...], ...]

    @property
    def words(self) -> list[Word]:
        return [word for cell in self.cells for line in cell for word in line]


def columns_of(table: RawTable) -> KnownColumns | None:
    """The columns of a table, None where one of them has no text."""
    body: list[list[Cell]] = [[] for _ in range(table.n_columns)]
    heads: list[list[Cell]] = [[] for _ in range(table.n_columns)]
    for cell in table.cells:
        if cell.words and cell.column_span == 1:
            (heads if cell.header else body)[cell.column].append(cell)
    places, values = [], []
    for own, head in zip(body, heads, strict=True):
        told = own or head
        if not told:
            return None
        words = [word for cell in told for word in cell.words]
        places.append((min(word.x0 for word in words), max(word.x1 for word in words)))
        values.append(2 * sum(map(_is_value, own)) > len(own))
    sizes = [word.size for own in body for cell in own for word in cell.words]
    return KnownColumns(tuple(places), tuple(values), median(sizes)) if sizes else None


def _is_value(cell: Cell) -> bool:
    """The cell begins with a value and has few letters behind it: a unit, but no label after a code."""
    if not is_value(cell.words[0].text):
        return False
    text = "".join([word.text for word in cell.words])
    return 2 * sum(map(str.isalpha, text)) < len(text)


def parts_of(line: TextLine, columns: KnownColumns) -> Parts | None:
    """The line's words by the columns that they stand in, None where it does not fit them."""
    if abs(line.size - columns.size) > SET_ALIKE * columns.size:
        return None
    parts = sorted_into(line.words, columns)
    fits = parts is not None and all(_fits(words, column, columns) for column, words in enumerate(parts) if words)
    return parts if fits else None


def sorted_into(words: Sequence[Word], columns: KnownColumns) -> Parts | None:
    """Words by columns: each goes where it overlaps, or else is nearest; None where one stands in two columns."""
    out: list[list[Word]] = [[] for _ in columns.places]
    for word in words:
        shared = [overlap((word.x0, word.x1), place) for place in columns.places]
        if sum(share > EDGE * word.size for share in shared) > 1:
            return None
        out[shared.index(max(shared))].append(word)
    return tuple(map(tuple, out))


def _fits(words: Sequence[Word], column: int, columns: KnownColumns) -> bool:
    """The words stand in their column as its others do, and are a value where those are."""
    lo, hi = columns.places[column]
    left, right, edge = words[0].x0, words[-1].x1, EDGE * columns.size
    if column == 0 and not columns.values[0]:
        limit = columns.places[1][0] if len(columns.places) > 1 else right
        return lo - edge <= left <= lo + INDENT * columns.size and right < max(limit, hi + edge)
    if columns.values[column]:
        said = is_value(words[0].text) or (len(words) == 1 and len(words[0].text) <= 2)
        return said and (
            abs(right - hi) <= edge or abs(left - lo) <= edge or (lo - edge <= left and right <= hi + edge)
        )
    return abs(left - lo) <= edge and right <= hi + INDENT * columns.size


def n_values(parts: Parts, columns: KnownColumns) -> int:
    """How many of a line's parts are values in columns of values."""
    return sum(
        bool(words) and is_value(words[0].text) for words, told in zip(parts, columns.values, strict=True) if told
    )


def rows_of(fitted: Sequence[Parts]) -> list[FittedRow]:
    """The rows that some lines make: a label that goes on in lower case is the one above it, wrapped."""
    out: list[FittedRow] = []
    for parts in fitted:
        cells: tuple[tuple[tuple[Word, ...], ...], ...] = tuple(((words,) if words else ()) for words in parts)
        if out and goes_on(out[-1].cells[0], parts) and not _both_filled(out[-1], cells):
            above = out[-1].cells
            cells = tuple(upper + lower for upper, lower in zip(above, cells, strict=True))
            out[-1] = FittedRow(cells)
        else:
            out.append(FittedRow(cells))
    return out


def goes_on(label: Sequence[Sequence[Word]], parts: Parts) -> bool:
    """The line's label goes on with the one above it."""
    return bool(label) and bool(parts[0]) and parts[0][0].text[:1].islower()


def _both_filled(above: FittedRow, cells: Sequence[Sequence[Sequence[Word]]]) -> bool:
    return any(above.cells[1:]) and any(cells[1:])


def cells_of(row: FittedRow, at: int, columns: KnownColumns, *, header: bool = False) -> list[Cell]:
    """The cells of a row, blank ones included."""
    words = row.words
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    out = []
    for column, lines in enumerate(row.cells):
        own = [word for line in lines for word in line]
        x0, x1 = columns.places[column]
        if not own:
            out.append(Cell(at, column, Box(x0, top, x1, bottom), header=header))
            continue
        box = Box(
            min(w.x0 for w in own) - AIR,
            min(w.top for w in own),
            max(w.x1 for w in own) + AIR,
            max(w.bottom for w in own),
        )
        texts = tuple(" ".join(word.text for word in line) for line in lines)
        bold = 2 * sum(len(w.text) for w in own if w.bold) > sum(len(w.text) for w in own)
        italic = 2 * sum(len(w.text) for w in own if w.italic) > sum(len(w.text) for w in own)
        out.append(Cell(at, column, box, texts, tuple(own), bold=bold, italic=italic, header=header))
    return out
