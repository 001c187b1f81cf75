"""Fragments on several pages, joined into logical tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final, NamedTuple

from normalize.danish.spelling import Spelling
from normalize.pages.placed_tables import TableInContext
from normalize.table.by_hand import NOT_A_WORD, ByHand, Spot, spot_of
from normalize.table.column_heads import Head
from normalize.table.evidence import evidence
from normalize.table.head_again import Again, head_again
from normalize.table.pieces import HeadedFragment, is_overview, piece_of
from normalize.table.rows import align
from normalize.wording.table_words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class Joined:
    """The pieces of one logical table and, per piece, the logical column of each of its columns.

    ``joins``: the log-odds by which each piece behind the first was found to go on with those before it; ``follows``:
    those by which the first was found not to go on with the table before.
    """

    pieces: tuple[HeadedFragment, ...]
    columns: tuple[tuple[int, ...], ...]
    n_columns: int
    joins: tuple[float, ...]
    follows: float

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where its pieces stand."""
        return tuple(spot_of(piece.table) for piece in self.pieces)


class _Verdict(NamedTuple):
    """Whether a piece goes on with the table before it, by which log-odds, and how its head then reads."""

    goes_on: bool
    odds: float
    piece: HeadedFragment


class _Group(NamedTuple):
    """The pieces of a table so far, with the log-odds of ``Joined``."""

    pieces: tuple[HeadedFragment, ...]
    joins: tuple[float, ...]
    follows: float


# The log-odds of what cannot be, and of what a person said.
NEVER: Final = -inf
SAID: Final = inf


def stitch(
    placed: Sequence[TableInContext], words: Words, spelling: Spelling, said: ByHand = NOT_A_WORD
) -> list[Joined]:
    """The logical tables of a report, in reading order, their fragments joined as a person ``said``, or by evidence."""
    groups: list[_Group] = []
    for fragment in placed:
        spot = spot_of(fragment.table)
        piece = piece_of(fragment, words, spelling, said.heads.get(spot))
        found = _verdict(groups[-1].pieces, piece, words) if groups else _Verdict(False, NEVER, piece)
        if groups and (joined := said.joined.get(spot)) is not None:
            found = _Verdict(joined, SAID if joined else NEVER, found.piece if joined else piece)
        if found.goes_on:
            last = groups[-1]
            pieces = (*_headed_by(last.pieces, found.piece), found.piece)
            groups[-1] = _Group(pieces, (*last.joins, found.odds), last.follows)
        else:
            groups.append(_Group((piece,), (), found.odds))
    return [_joined(group) for group in groups]


def _verdict(group: Sequence[HeadedFragment], piece: HeadedFragment, words: Words) -> _Verdict:
    """Whether a piece goes on with the table of ``group``.

    Of two readings of its first rows, as a head and as lines, the likelier one counts.
    """
    if not _is_next(group[-1].placed, piece.placed):
        return _Verdict(False, NEVER, piece)
    if not piece.head.named and is_overview(group[0], words):
        goes_on = _goes_on_in_box(group[-1].placed, piece.placed, words)
        return _Verdict(goes_on, evidence(group, piece, words).score(), piece)
    readings = [piece]
    if _may_be_lines(group, piece):
        readings.append(replace(piece, head=Head(0, ())))
    found = [(evidence(group, reading, words), reading) for reading in readings]
    best, reading = max(found, key=lambda pair: pair[0].score())
    odds = best.score()
    return _Verdict(odds > 0, odds, _headed(reading, best.head) if odds > 0 else piece)


def _is_next(last: TableInContext, own: TableInContext) -> bool:
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
    if piece.told or head is None or not piece.head.rows or piece.head.named or piece.bold_head:
        return False
    return head.head.named or head.bold_head


def _headed(piece: HeadedFragment, again: Again) -> HeadedFragment:
    """A piece that goes on, those of its rows marked as head that print the table's head again."""
    if piece.told or again.likeness not in ("whole", "part") or again.rows <= piece.head.rows:
        return piece
    return replace(piece, head=Head(again.rows, piece.head.texts or ("",) * piece.table.n_columns))


def _headed_by(group: tuple[HeadedFragment, ...], piece: HeadedFragment) -> tuple[HeadedFragment, ...]:
    """The pieces of a table of which no head was found; one that is printed again shows where it is."""
    first = group[0]
    if first.told or not piece.head.rows or any(p.head.rows for p in group):
        return group
    again = head_again([piece], first, NO_WORDS)
    if again.likeness != "whole":
        return group
    texts = piece.head.texts if first.table.n_columns == piece.table.n_columns else ("",) * first.table.n_columns
    return (replace(first, head=Head(again.rows, texts)), *group[1:])


def _joined(group: _Group) -> Joined:
    """The group in the columns of its widest piece; a piece that does not fit there keeps its own order."""
    widest = max((piece.table for piece in group.pieces), key=lambda table: table.n_columns)
    columns = []
    for piece in group.pieces:
        same = piece.table.n_columns == widest.n_columns
        found = tuple(range(piece.table.n_columns)) if same else align(piece.table, widest)
        columns.append(found if found is not None else tuple(range(piece.table.n_columns)))
    return Joined(group.pieces, tuple(columns), widest.n_columns, group.joins, group.follows)
