"""Which evidence tells what a table's figures count, and in which unit: the nearest that says anything.

Nearness: what is printed beside the figure; its column's own head; its line's label; the labels that the line
belongs under; the head of the table, its caption, the line above it, its notes; its section; the document.

And what stands over each column of a table: its stacked heads, top down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.model import PageLayout, TextLine
from normalize.danish.units import Unit, find_unit
from normalize.table.column_heads import is_year_row
from normalize.table.logical_table import PrintedTable
from normalize.table.rows import Row, Slot
from normalize.wording.quantities import CountedAs, named
from normalize.wording.table_words import Words

# A line above a table that states its unit is short; a longer one is running text.
LONGEST_LINE_ABOVE = 80
# What so large a part of the tables that state a unit state is the document's.
COMMON = 0.8


class ColumnEvidence(NamedTuple):
    """What a place says that figures count, and the flag that tells where it says it ("": at the figures' head)."""

    named: CountedAs
    flag: str = ""


def of_table(grid: PrintedTable, words: Words, captions: Sequence[str]) -> ColumnEvidence | None:
    """What the table itself says of all its figures; ``captions`` are its titles, the nearest first.

    The heads of the columns of figures say it where they all say the same, or only one of them says anything.
    """
    piece = grid.joined.pieces[0].placed
    above = piece.lead if piece.lead and len(piece.lead) <= LONGEST_LINE_ABOVE else None
    places = (
        ("", grid.head.texts[:1]),
        ("unit_from_caption", captions),
        ("unit_from_line_above", (above,) if above else ()),
        ("unit_from_notes", piece.notes),
        ("unit_from_section", (piece.section or "",)),
    )
    for flag, texts in places:
        for text in texts:
            unit = find_unit(text)
            if unit is not None:
                return ColumnEvidence(CountedAs("money", unit), flag)
    return next((ColumnEvidence(told, "unit_from_caption") for text in captions if (told := named(text, words))), None)


def of_document(layouts: Iterable[PageLayout], words: Words, stated: Sequence[Unit]) -> Unit | None:
    """The unit that a line of text states for all tables, or that nearly all that state one (``stated``) do.

    A numbered caption that no table took (it stands below its table) states one too.
    """
    of_tables = list(stated)
    for layout in layouts:
        for item in layout.items:
            if not isinstance(item, TextLine):
                continue
            of_all = words.states_unit_of_all(item.text)
            if not of_all and words.caption_number(item.text) is None:
                continue
            unit = find_unit(item.text)
            if unit is not None and of_all:
                return unit
            of_tables += [unit] if unit is not None else []
    if not of_tables:
        return None
    unit, count = Counter(of_tables).most_common(1)[0]
    return unit if count >= COMMON * len(of_tables) else None


def head_rows(grid: PrintedTable, words: Words) -> list[Row]:
    """The rows of the first head that the table prints, without titles that run over the whole table."""
    out: list[Row] = []
    for marked in grid.rows:
        if marked.mark == "head" and not _is_title(marked.row, grid.n_columns, words):
            out.append(marked.row)
        elif out and marked.mark != "head":
            break
    return out


def column_path(heads: list[Row], column: int) -> tuple[str, ...]:
    """The heads over a column, top down; a head that spans columns stands over each of them."""
    slots: list[Slot] = []
    for row in heads:
        slot = row.cover[column]
        if slot is not None and slot.text and not any(slot is seen for seen in slots):
            slots.append(slot)
    return tuple(slot.text for slot in slots)


def year_heads(grid: PrintedTable) -> dict[int, dict[int, str]]:
    """Return, by row of the grid, the years that a row of nothing but years prints over the columns below it."""
    out: dict[int, dict[int, str]] = {}
    current: dict[int, str] = {}
    for place, marked in enumerate(grid.rows):
        if marked.mark == "line" and len(marked.row.filled) > 1 and is_year_row(marked.row):
            current = {slot.column: slot.text for slot in marked.row.filled}
        elif current:
            out[place] = current
    return out


def _is_title(row: Row, n_columns: int, words: Words) -> bool:
    filled = row.filled
    if len(filled) != 1 or n_columns == 1:
        return False
    numbered = words.caption_number(filled[0].text) is not None
    return numbered or filled[0].column_span == n_columns
