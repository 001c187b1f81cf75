"""Which evidence tells what a table's figures count, and in which unit: the nearest that says anything.

Nearness: what is printed beside the figure; its column's own head; its line's label; the labels that the line
belongs under; the head of the table, its caption, the line above it, its notes; its section; the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.model import PageLayout, TextLine
from normalize.lines import Grid
from normalize.quantities import Named, named
from normalize.units import Unit, find_unit
from normalize.words import Words

# A line above a table that states its unit is short; a longer one is running text.
LONGEST_LINE_ABOVE = 80
# What so large a part of the tables that state a unit state is the document's.
COMMON = 0.8


class Evidence(NamedTuple):
    """What a place says that figures count, and the flag that tells where it says it ("": at the figures' head)."""

    named: Named
    flag: str = ""


def of_table(grid: Grid, words: Words | None, captions: Sequence[str]) -> Evidence | None:
    """Return what the table itself says of all its figures; ``captions`` are its titles, the nearest first.

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
                return Evidence(Named("money", unit), flag)
    return next((Evidence(told, "unit_from_caption") for text in captions if (told := named(text, words))), None)


def of_document(layouts: Iterable[PageLayout], words: Words | None, stated: Sequence[Unit]) -> Unit | None:
    """Return the unit that a line of text states for all tables, or that nearly all that state one (``stated``) do."""
    if words is not None:
        for layout in layouts:
            for item in layout.items:
                if isinstance(item, TextLine) and words.states_unit_of_all(item.text):
                    unit = find_unit(item.text)
                    if unit is not None:
                        return unit
    if not stated:
        return None
    unit, count = Counter(stated).most_common(1)[0]
    return unit if count >= COMMON * len(stated) else None
