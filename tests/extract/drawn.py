"""Pages drawn with characters, so that a test shows the table that it is about.

Every character is 5 points wide and every line 14 points high, in a font of 10 points. A run of characters
without a space is a word; ``~`` stands for a space inside a word's place (no gap is ever narrower than 5 points).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout import layout_page
from extract.model import Fill, Page, RawTable, Ruling, Word

WIDE, HIGH, SIZE = 5.0, 14.0, 10.0
LEFT, TOP = 50.0, 100.0


def y_of(line: float) -> float:
    """The height of the upper edge of a line of the drawing."""
    return TOP + HIGH * line


def x_of(column: float) -> float:
    """The place of a character's left edge."""
    return LEFT + WIDE * column


def words_of(text: str, *, bold: Sequence[int] = (), size: float = SIZE, step: float = HIGH) -> list[Word]:
    """The words of a drawing; ``bold`` are the numbers of its bold lines."""
    out = []
    for row, line in enumerate(text.strip("\n").split("\n")):
        top = TOP + step * row + 2
        for match in re.finditer(r"\S+", line):
            x0, x1 = x_of(match.start()), x_of(match.end())
            out.append(Word(match.group(), x0, top, x1 - 0.5, top + size, top + 0.8 * size, size, row in bold))
    return out


def rule(line: float, first: float, last: float) -> Ruling:
    """A horizontal rule on top of ``line``, from one character to another."""
    return Ruling(x_of(first), y_of(line), x_of(last), y_of(line), 0.5)


def upright(column: float, first: float, last: float) -> Ruling:
    """A vertical rule left of ``column``, from the top of one line to that of another."""
    return Ruling(x_of(column), y_of(first), x_of(column), y_of(last), 0.5)


def shade(line: float, first: float, last: float, lines: float = 1) -> Fill:
    """Shading behind ``lines`` lines."""
    return Fill(x_of(first), y_of(line), x_of(last), y_of(line + lines), 0xDDDDDD)


def page_of(
    text: str | list[Word], *, rulings: Sequence[Ruling] = (), fills: Sequence[Fill] = (), bold: Sequence[int] = ()
) -> Page:
    """A page of a drawing and of what is drawn around it."""
    words = words_of(text, bold=bold) if isinstance(text, str) else text
    return Page(1, 595.0, 842.0, tuple(words), tuple(rulings), tuple(fills))


def grid_of(table: RawTable) -> list[list[str]]:
    """The table's texts, row by row; a cell that spans several slots stands in the first, the others are ""."""
    out = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        out[cell.row][cell.column] = cell.text
    return out


def tables_of(text: str | list[Word], **drawn: object) -> list[RawTable]:
    """The tables that are found on the page."""
    return list(layout_page(page_of(text, **drawn)).tables)  # type: ignore[arg-type]


def only_table(text: str | list[Word], **drawn: object) -> RawTable:
    """The one table of the page."""
    found = tables_of(text, **drawn)
    assert len(found) == 1, [grid_of(table) for table in found]
    return found[0]
