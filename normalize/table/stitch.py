"""Fragments on several pages, joined into logical tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.danish.spelling import Spelling
from normalize.pages.placed_tables import TableInContext
from normalize.table.column_heads import Head
from normalize.table.evidence import evidence
from normalize.table.head_again import Again, head_again
from normalize.table.pieces import HeadedFragment, is_overview, piece_of
from normalize.table.rows import align
from normalize.wording.table_words import NO_WORDS, Words


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
        piece = piece_of(fragment, words, spelling)
        going_on = _going_on(groups[-1], piece, words) if groups else None
        if going_on is not None:
            groups[-1] = [*_headed_by(groups[-1], going_on), going_on]
        else:
            groups.append([piece])
    return [_joined(group) for group in groups]


def _going_on(group: Sequence[HeadedFragment], piece: HeadedFragment, words: Words) -> HeadedFragment | None:
    """The piece as it goes on with the table of ``group``, None where it is another table's.

    Of two readings of its first rows, as a head and as lines, the likelier one counts.
    """
    if not is_next(group[-1].placed, piece.placed):
        return None
    if not piece.head.named and is_overview(group[0], words):
        return piece if _goes_on_in_box(group[-1].placed, piece.placed, words) else None
    readings = [piece]
    if _may_be_lines(group, piece):
        readings.append(replace(piece, head=Head(0, ())))
    found = [(evidence(group, reading, words), reading) for reading in readings]
    best, reading = max(found, key=lambda pair: pair[0].score())
    return _headed(reading, best.head) if best.score() > 0 else None


def is_next(last: TableInContext, own: TableInContext) -> bool:
    """Whether a table is the next one: on the same page below it, in the text column beside it, or on the next."""
    above, page = last.table.page, own.table.page
    if above == page:
        return own.table.box.top >= last.table.box.bottom - 1 or (last.column == "left" and own.column == "right")
    return page == above + 1 and last.column != "left"


def _goes_on_in_box(last: TableInContext, own: TableInContext, words: Words) -> bool:
    """Whether an overview box goes on: nothing stands between its parts, and none has a number."""
    over_page = last.table.page != own.table.page and last.closes_page and own.opens_page
    return (over_page or own.follows_table) and not words.caption_number(own.caption or "")


def _may_be_lines(group: Sequence[HeadedFragment], piece: HeadedFragment) -> bool:
    """Whether a fragment's head may be its first lines: the table's head stands out, and this one does not."""
    head = next((p for p in group if p.head.rows), None)
    if head is None or not piece.head.rows or piece.head.named or piece.bold_head:
        return False
    return head.head.named or head.bold_head


def _headed(piece: HeadedFragment, again: Again) -> HeadedFragment:
    """A piece that goes on, those of its rows marked as head that print the table's head again."""
    if again.likeness not in ("whole", "part") or again.rows <= piece.head.rows:
        return piece
    return replace(piece, head=Head(again.rows, piece.head.texts or ("",) * piece.table.n_columns))


def _headed_by(group: Sequence[HeadedFragment], piece: HeadedFragment) -> list[HeadedFragment]:
    """The pieces of a table of which no head was found; one that is printed again shows where it is."""
    first = group[0]
    if not piece.head.rows or any(p.head.rows for p in group):
        return list(group)
    again = head_again([piece], first, NO_WORDS)
    if again.likeness != "whole":
        return list(group)
    texts = piece.head.texts if first.table.n_columns == piece.table.n_columns else ("",) * first.table.n_columns
    return [replace(first, head=Head(again.rows, texts)), *group[1:]]


def _joined(group: Sequence[HeadedFragment]) -> Joined:
    """The group in the columns of its widest piece; a piece that does not fit there keeps its own order."""
    widest = max((piece.table for piece in group), key=lambda table: table.n_columns)
    columns = []
    for piece in group:
        same = piece.table.n_columns == widest.n_columns
        found = tuple(range(piece.table.n_columns)) if same else align(piece.table, widest)
        columns.append(found if found is not None else tuple(range(piece.table.n_columns)))
    return Joined(tuple(group), tuple(columns), widest.n_columns)
