"""Fragments on several pages, joined into logical tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import RawTable
from normalize.danish.spelling import Spelling
from normalize.pages.placed_tables import TableInContext
from normalize.table.column_heads import Head, find_head, repeats
from normalize.table.rows import Row, align, rows_of
from normalize.wording.table_words import Words


@dataclass(frozen=True, slots=True)
class HeadedFragment:
    """A fragment with its rows in its own columns and its own head (of no rows where it has none).

    ``skip`` counts the rows above the head that hold only the caption.
    """

    placed: TableInContext
    rows: tuple[Row, ...]
    head: Head
    skip: int

    @property
    def table(self) -> RawTable:
        return self.placed.table


@dataclass(frozen=True, slots=True)
class Joined:
    """The pieces of one logical table and, per piece, the logical column of each of its columns."""

    pieces: tuple[HeadedFragment, ...]
    columns: tuple[tuple[int, ...], ...]
    n_columns: int


def stitch(placed: Sequence[TableInContext], words: Words, spelling: Spelling) -> list[Joined]:
    """The logical tables of a report, in reading order, each with its fragments joined."""
    groups: list[list[HeadedFragment]] = []
    for fragment in placed:
        piece = _piece(fragment, words, spelling)
        going_on = _going_on(groups[-1], piece, words) if groups else None
        if going_on is not None:
            groups[-1].append(going_on)
        else:
            groups.append([piece])
    return [_joined(group) for group in groups]


def _piece(placed: TableInContext, words: Words, spelling: Spelling) -> HeadedFragment:
    table = placed.table
    rows = tuple(rows_of(table, spelling))
    first = rows[0].filled if rows else ()
    skip = int(len(first) == 1 and words.caption_number(first[0].text) is not None)
    if skip and placed.caption is None:
        placed = replace(placed, caption=first[0].text)
    return HeadedFragment(placed, rows, find_head(rows[skip:], max(0, table.header_rows - skip), words), skip)


def _going_on(group: Sequence[HeadedFragment], piece: HeadedFragment, words: Words) -> HeadedFragment | None:
    """The piece as it goes on with the table of ``group``, None where it is another table's.

    It must be the next thing after it (on its page, or first on the next page), have no caption of its own, and
    either print the table's head again or have none and stand in the table's columns.
    """
    last = group[-1].placed
    above, page = last.table.page, piece.table.page
    over_page = page == above + 1 and last.closes_page and piece.placed.opens_page
    if not over_page and not (page == above and piece.placed.follows_table):
        return None
    if not piece.head.named and is_overview(group[0], words):
        return None if words.caption_number(piece.placed.caption or "") else piece
    if piece.placed.caption is not None and not _same_caption(group[0].placed.caption, piece.placed.caption, words):
        return None
    head = next((p.head for p in group if p.head.rows), None)
    if head is not None and repeats(piece.rows[piece.skip :], head, words):
        return piece
    if last.notes or not _fits(group, piece):
        return None
    if not piece.head.rows:
        return piece
    # A named head is followed by lines; what looks like another head there, and is not even bold, is a line.
    mistaken = head is not None and head.named and not piece.head.named and not _bold_head(piece)
    return replace(piece, head=Head(0, ())) if mistaken else None


def is_overview(piece: HeadedFragment, words: Words) -> bool:
    """Whether a piece is headed as an overview of key figures: by its caption, its first row or a title above."""
    if piece.head.named:
        return False
    first = piece.rows[0].filled if piece.rows else ()
    titles = (piece.placed.caption, first[0].text if len(first) == 1 else None, piece.placed.title)
    return any(words.kind_by_caption(title) == "key_figures" for title in titles if title)


def _bold_head(piece: HeadedFragment) -> bool:
    return all(slot.cell.bold for row in piece.rows[piece.skip :][: piece.head.rows] for slot in row.filled)


def _same_caption(first: str | None, own: str, words: Words) -> bool:
    if first is None:
        return first == own
    return words.caption_key(first) == words.caption_key(own)


def _fits(group: Sequence[HeadedFragment], piece: HeadedFragment) -> bool:
    widest = max((p.table for p in group), key=lambda table: table.n_columns)
    narrow, wide = sorted((piece.table, widest), key=lambda table: table.n_columns)
    return align(narrow, wide) is not None


def _joined(group: Sequence[HeadedFragment]) -> Joined:
    """The group in the columns of its widest piece; a piece that does not fit there keeps its own order."""
    widest = max((piece.table for piece in group), key=lambda table: table.n_columns)
    columns = []
    for piece in group:
        same = piece.table.n_columns == widest.n_columns
        found = tuple(range(piece.table.n_columns)) if same else align(piece.table, widest)
        columns.append(found if found is not None else tuple(range(piece.table.n_columns)))
    return Joined(tuple(group), tuple(columns), widest.n_columns)
