"""Putting the pieces of drawn lines together: snap to one position, join end to end.

Small pure functions. Word processors draw a rule under a table cell by cell, browsers draw it as thin
rectangles side by side, dashes come one by one: a reader sees one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from extract.model import Ruling
from extract.speed import maker

SNAP: Final = 1.0  # points between lines that are meant to be at one position
GAP: Final = 3.0  # points between the ends of pieces that are meant to be one line
SHORTEST: Final = 4.0  # points; what is still shorter after joining is a dot or a letter's stroke
_HATCHED: Final = 5  # parallel lines this near to each other, one beside the other, are no lines but a shading ...
_HATCHED_POINTS: Final = 3.0  # ... if they cover more than so many points


class Stroke(NamedTuple):
    """Part of a horizontal or vertical line: ``position`` across it, ``start`` to ``end`` along it, in points."""

    position: float
    start: float
    end: float
    width: float


_make_piece: Final = maker(Stroke)
_ALONG: Final = attrgetter("start", "end", "width")


def merge_pieces(pieces: Iterable[Stroke], *, snap: float = SNAP, gap: float = GAP) -> list[Stroke]:
    """Join pieces of parallel lines; sorted by position, then start.

    Pieces whose positions are linked by steps of at most ``snap`` share the middle of their positions; of those,
    pieces that overlap or lie at most ``gap`` apart become one, as wide as the widest. The result does not
    depend on the order of the input, merging it again changes nothing, and no gap above ``gap`` is closed.
    """
    return [piece for band in _bands(pieces, snap) for piece in _join_level(band, gap)]


def _bands(pieces: Iterable[Stroke], snap: float) -> Iterator[list[Stroke]]:
    """Pieces by position: those that steps of at most ``snap`` link are together."""
    band: list[Stroke] = []
    last = float("-inf")
    for piece in sorted(pieces):
        position = piece[0]
        if position - last > snap and band:
            yield band
            band = []
        band.append(piece)
        last = position
    if band:
        yield band


def _join_level(level: list[Stroke], gap: float) -> list[Stroke]:
    if len(level) == 1:
        return level
    first, last = level[0].position, level[-1].position
    position = first if first == last else (first + last) / 2
    joined: list[Stroke] = []
    # At one position they are in order already.
    ordered = level if first == last else sorted(level, key=_ALONG)
    _, start, end, width = ordered[0]
    for _, next_start, next_end, next_width in ordered[1:]:
        if next_start - end > gap:
            joined.append(_make_piece((position, start, end, width)))
            start, end, width = next_start, next_end, next_width
        else:
            end = max(end, next_end)
            width = max(width, next_width)
    joined.append(_make_piece((position, start, end, width)))
    return joined


def without_hatching(pieces: Iterable[Stroke], *, snap: float = SNAP) -> list[Stroke]:
    """Leave out the pieces that stand side by side too closely to be lines: hatching, gradients drawn in strips."""
    return [piece for band in _bands(pieces, snap) for piece in _unhatched(band)]


def _unhatched(band: list[Stroke]) -> list[Stroke]:
    if len(band) < _HATCHED or band[-1].position - band[0].position <= _HATCHED_POINTS:
        return band
    # The pieces may be parts of lines that only happen to be linked: hatching lies side by side.
    beside = all(
        2 * (min(a.end, b.end) - max(a.start, b.start)) > max(a.end - a.start, b.end - b.start)
        for a, b in pairwise(band)
    )
    return [] if beside and len({piece.position for piece in band}) >= _HATCHED else band


def merge_rulings(
    horizontal: Iterable[Stroke], vertical: Iterable[Stroke], *, shortest: float = SHORTEST
) -> tuple[Ruling, ...]:
    """Whole lines from pieces, horizontal ones first, each kind sorted by position and start."""
    flat = [
        Ruling(start, position, end, position, width)
        for position, start, end, width in _whole_lines(horizontal)
        if end - start >= shortest
    ]
    upright = [
        Ruling(position, start, position, end, width)
        for position, start, end, width in _whole_lines(vertical)
        if end - start >= shortest
    ]
    return (*flat, *upright)


def _whole_lines(pieces: Iterable[Stroke]) -> Iterator[Stroke]:
    """``merge_pieces(without_hatching(pieces))``, sorted only once."""
    for band in _bands(pieces, SNAP):
        if kept := _unhatched(band):
            yield from _join_level(kept, GAP)
