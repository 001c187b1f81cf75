"""A tagged table that goes on in the next column of its page: one in the tags, several as drawn."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import TaggedRow, TaggedTable, Word

Parts = Sequence[Sequence[Word]]


def unfolded(table: TaggedTable, parts: Parts) -> list[tuple[TaggedTable, Parts]]:
    """The pieces of a table that stand beside each other, each with the words that its cells have in it.

    A cell of a repeated head has words in each piece.
    """
    at = _turn(table.rows, parts)
    if not at:
        return [(table, parts)]
    edge = min(w.x0 for row in table.rows[at:] for w in _words(row, parts))
    own = [[w for w in part if w.x0 < edge] for part in parts]
    further = [[w for w in part if w.x0 >= edge] for part in parts]
    again = [row for row in table.rows[:at] if _words(row, further)]
    left = table._replace(rows=table.rows[:at], goes_on=True)
    right = table._replace(rows=(*again, *table.rows[at:]), caption=-1, continued=not again, folded=True)
    return [(left, own), *unfolded(right, further)]


def _turn(rows: Sequence[TaggedRow], parts: Parts) -> int:
    """The first row that stands right of the row before it, and wholly above it; 0 where none does."""
    above: list[Word] = []
    for k, row in enumerate(rows):
        words = _words(row, parts)
        if not words:
            continue
        further = above and min(w.x0 for w in words) > max(w.x1 for w in above)
        if further and max(w.bottom for w in words) < min(w.top for w in above):
            return k
        above = words
    return 0


def _words(row: TaggedRow, parts: Parts) -> list[Word]:
    return [w for cell in row.cells if cell is not None for w in parts[cell.part]]
