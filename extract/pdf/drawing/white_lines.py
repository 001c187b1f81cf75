"""White lines that a reader sees because what lies beside them is colored: the joints between shaded cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from extract.pdf.drawing.paint import PaintedArea
from extract.pdf.drawing.rulings import GAP, Stroke
from extract.pdf.frame import Floats

_BESIDE: Final = 0.75  # points from the edge of a line to where it is looked what lies beside it
_MOST: Final = 4000  # white lines on a page that are looked at
_AT_ONCE: Final = 100_000  # pairs of a line and an area, so that the arrays stay small


class White(NamedTuple):
    """A white line: the piece, whether it is horizontal, and when it is painted."""

    piece: Stroke
    flat: bool
    order: int


def shown_parts(whites: Sequence[White], colored: Sequence[PaintedArea]) -> tuple[list[Stroke], list[Stroke]]:
    """Cut white lines down to where a colored area lies on either side: the horizontal ones, the vertical ones.

    An area that is painted over a line hides it, and does not count for it.
    """
    flat: list[Stroke] = []
    upright: list[Stroke] = []
    if not colored:
        return flat, upright
    areas = np.array([(*area[:4], area.order) for area in colored])
    each = list(dict.fromkeys(whites))[:_MOST]
    for out, lines, beside in (
        (flat, [white for white in each if white.flat], areas),
        (upright, [white for white in each if not white.flat], areas[:, [1, 0, 3, 2, 4]]),
    ):
        step = max(1, _AT_ONCE // len(areas))
        for k in range(0, len(lines), step):
            out += _between(lines[k : k + step], beside)
    return flat, upright


def _between(whites: Sequence[White], areas: Floats) -> list[Stroke]:
    """Cut lines, taken as horizontal, to where areas (x0, top, x1, bottom, order) lie above and below them."""
    x0, top, x1, bottom, order = areas.T
    lines = np.array([(*white.piece, white.order) for white in whites])
    position, start, end, width, painted = lines.T[:, :, None]
    reach = width / 2 + _BESIDE
    over = (order > painted) & (top < position) & (bottom > position)
    beside = (x0 < end) & (x1 > start) & ~over & (top <= position + reach) & (bottom >= position - reach)
    return [
        Stroke(place, max(a, begin), min(b, stop), wide)
        for k in beside.any(axis=1).nonzero()[0].tolist()
        for place, begin, stop, wide in (whites[k].piece,)
        for a, b in _joined(areas[beside[k]])
        if min(b, stop) > max(a, begin)
    ]


def _joined(areas: Floats) -> list[tuple[float, float]]:
    """Join the extents of areas that touch, or lie no further apart than the pieces of one line."""
    out: list[tuple[float, float]] = []
    for start, end in sorted(zip(areas[:, 0].tolist(), areas[:, 2].tolist(), strict=True)):
        if out and start - out[-1][1] <= GAP:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
