"""Putting the pieces of drawn lines together: snap to one position, join end to end.

Small pure functions. Word processors draw a rule under a table cell by cell, browsers draw it as thin
rectangles side by side, dashes come one by one: a reader sees one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from extract.model import Ruling

SNAP: Final = 1.0  # points between lines that are meant to be at one position
GAP: Final = 3.0  # points between the ends of pieces that are meant to be one line
SHORTEST: Final = 4.0  # points; what is still shorter after joining is a dot or a letter's stroke


class Piece(NamedTuple):
    """Part of a horizontal or vertical line: ``position`` across it, ``start`` to ``end`` along it, in points."""

    position: float
    start: float
    end: float
    width: float


def merge_pieces(pieces: Iterable[Piece], *, snap: float = SNAP, gap: float = GAP) -> list[Piece]:
    """Join pieces of parallel lines; sorted by position, then start.

    Pieces whose positions are linked by steps of at most ``snap`` share the middle of their positions; of those,
    pieces that overlap or lie at most ``gap`` apart become one, as wide as the widest. The result does not
    depend on the order of the input, merging it again changes nothing, and no gap above ``gap`` is closed.
    """
    merged: list[Piece] = []
    level: list[Piece] = []
    for piece in sorted(pieces):
        if level and piece.position - level[-1].position > snap:
            merged.extend(_join_level(level, gap))
            level = []
        level.append(piece)
    if level:
        merged.extend(_join_level(level, gap))
    return merged


def _join_level(level: list[Piece], gap: float) -> list[Piece]:
    first, last = level[0].position, level[-1].position
    position = first if first == last else (first + last) / 2
    joined: list[Piece] = []
    ordered = sorted(level, key=lambda piece: (piece.start, piece.end, piece.width))
    _, start, end, width = ordered[0]
    for _, next_start, next_end, next_width in ordered[1:]:
        if next_start - end > gap:
            joined.append(Piece(position, start, end, width))
            start, end, width = next_start, next_end, next_width
        else:
            end = max(end, next_end)
            width = max(width, next_width)
    joined.append(Piece(position, start, end, width))
    return joined


def merge_rulings(
    horizontal: Iterable[Piece], vertical: Iterable[Piece], *, shortest: float = SHORTEST
) -> tuple[Ruling, ...]:
    """Whole lines from pieces, horizontal ones first, each kind sorted by position and start."""
    flat = [
        Ruling(start, position, end, position, width)
        for position, start, end, width in merge_pieces(horizontal)
        if end - start >= shortest
    ]
    upright = [
        Ruling(position, start, position, end, width)
        for position, start, end, width in merge_pieces(vertical)
        if end - start >= shortest
    ]
    return (*flat, *upright)
