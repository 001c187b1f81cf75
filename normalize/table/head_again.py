"""A head that comes again further on: whole, in part, or in words that are split into cells in another way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from normalize.danish.text import comparable
from normalize.table.column_heads import Head, has_figures, repeats
from normalize.table.pieces import HeadedFragment
from normalize.table.rows import Row
from normalize.wording.table_words import Words

# The letters of a head's words that must be found in another for them to be one head: extraction may lose some.
LIKE = 0.8
# A head that has this part of the other's letters is the whole of it.
WHOLE = 0.6
# Rows above the first figures that may still belong to a head.
MOST_ROWS = 6

Likeness = Literal["whole", "part", "other", "absent", "unknown"]


class Again(NamedTuple):
    """How the head of a fragment is like that of the table before it, and how many of its rows it takes."""

    likeness: Likeness
    rows: int = 0


def head_again(group: Sequence[HeadedFragment], piece: HeadedFragment, words: Words) -> Again:
    """How ``piece`` prints the head of the table of ``group`` again.

    ``absent``: it has no head where the table has one; ``unknown``: neither has.
    """
    first = next((p for p in group if p.head.rows), None)
    rows = piece.rows[piece.skip :]
    if first is not None:
        count = repeats(rows, first.head, words)
        if count:
            return Again("whole", count)
    own, theirs = _texts(piece), _texts(first or group[0])
    count = _rows_of(rows, piece.head, theirs)
    if count and not _begins_otherwise(piece, first or group[0]):
        whole = _found(theirs, _joined(rows[:count])) >= WHOLE
        return Again("whole" if whole else "part", count)
    if piece.head.rows and any(own):
        return Again("other", piece.head.rows)
    return Again("absent" if first is not None else "unknown")


def is_torn_off(text: str, group: Sequence[HeadedFragment], piece: HeadedFragment) -> bool:
    """Whether a line is torn off a head: its words stand in that of the table or of the fragment, or it stood
    above the table's head too.
    """
    tokens = _tokens([text])
    if not tokens:
        return False
    heads = (_squeezed(_texts(one)) for one in (*group, piece))
    leads = (_tokens([one.placed.lead or ""]) for one in group)
    return any(all(token in head for token in tokens) for head in heads) or tokens in leads


def _rows_of(rows: Sequence[Row], head: Head, theirs: Sequence[str]) -> int:
    """How many rows, from the first on, are made of the words of another head."""
    count = 0
    for row in rows[:MOST_ROWS]:
        texts = [slot.text for slot in row.filled]
        if has_figures(row) or not texts or _found(texts, theirs) < LIKE:
            break
        count += 1
    if count >= head.rows:
        return count
    return head.rows if _found(_joined(rows[: head.rows]), theirs) >= LIKE else 0


def _begins_otherwise(piece: HeadedFragment, first: HeadedFragment) -> bool:
    """Whether two heads name their first columns in other words: those of another kind of line."""
    ours, theirs = (next(iter(p.head.texts), "") for p in (piece, first))
    return bool(ours and theirs) and _found([ours], _texts(first)) < LIKE


def _texts(piece: HeadedFragment) -> list[str]:
    """The texts above a fragment's first figures, or of its head where it has one."""
    rows = piece.head_rows
    if not rows:
        rows = piece.rows[: next((i for i, row in enumerate(piece.rows) if has_figures(row)), 0)][:MOST_ROWS]
    return _joined(rows)


def _joined(rows: Sequence[Row]) -> list[str]:
    return [slot.text for row in rows for slot in row.filled]


def _found(texts: Sequence[str], others: Sequence[str]) -> float:
    """The part of the letters of some texts whose words stand in others, however those are cut."""
    tokens, there = _tokens(texts), _squeezed(others)
    letters = sum(map(len, tokens))
    return sum(len(token) for token in tokens if token in there) / letters if letters else 0.0


def _tokens(texts: Sequence[str]) -> list[str]:
    return [token for text in texts for token in comparable(text).split()]


def _squeezed(texts: Sequence[str]) -> str:
    return "".join(comparable(text).replace(" ", "") for text in texts)
