"""The subpaths of painted paths as arrays: the straight lines they are made of, and the shapes they enclose.

A subpath that the file closes ends in the point it began with: pdfium adds the line back.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.pdf.frame import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_SOLID: Final = 0.9  # share of its bounds that an outline fills to count as a rectangle (rounded corners)


class Points(NamedTuple):
    """The points that paths run through on the displayed page, without the control points of curves.

    ``path`` is the index of each point's path, ``straight`` whether the step to it is a line, ``opens`` whether
    a subpath begins with it.
    """

    path: Ints
    x: Floats
    y: Floats
    straight: Bools
    opens: Bools

    def where(self, chosen: Bools) -> Points:
        """The points that are chosen."""
        return Points(self.path[chosen], self.x[chosen], self.y[chosen], self.straight[chosen], self.opens[chosen])


class Lines(NamedTuple):
    """Straight lines from (x0, y0) to (x1, y1), each of the path with index ``path``."""

    path: Ints
    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats


class Outlines(NamedTuple):
    """The shapes that paths enclose: their bounds, and whether they fill these like a rectangle.

    ``turn`` is 1 or -1 for the two directions in which a shape may be drawn.
    """

    path: Ints
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    solid: Bools
    turn: Ints

    def where(self, chosen: Bools) -> Outlines:
        """The shapes that are chosen."""
        path, x0, top, x1, bottom, solid, turn = self
        box = (x0[chosen], top[chosen], x1[chosen], bottom[chosen])
        return Outlines(path[chosen], *box, solid[chosen], turn[chosen])


def end_points(curved: Bools) -> Bools:
    """Which segments end in a point of the path: a curve is two control points, then its end."""
    index = np.arange(len(curved))
    before = np.maximum.accumulate(np.where(curved, -1, index))
    passed: Bools = ~curved | ((index - before) % 3 == 0)
    return passed


def straight_lines(points: Points, among: Bools) -> Lines:
    """List the straight lines of the paths chosen by ``among`` (one entry for each path), in their order."""
    last = np.flatnonzero(points.straight & ~points.opens & among[points.path])
    return Lines(points.path[last], points.x[last - 1], points.y[last - 1], points.x[last], points.y[last])


def outlines(points: Points, among: Bools) -> Outlines:
    """Measure the shapes of the paths chosen by ``among`` (one entry for each path), in their order."""
    chosen = among[points.path]
    if not chosen.all():
        points = points.where(chosen)
    starts = np.flatnonzero(points.opens)
    if not len(starts):
        nothing: Floats = np.zeros(0)
        return Outlines(starts, nothing, nothing, nothing, nothing, np.zeros(0, dtype=np.bool_), starts)
    x, y = points.x, points.y
    lengths = np.diff(starts, append=len(x))
    before = np.arange(-1, len(x) - 1)
    before[starts] = starts + lengths - 1
    # Twice the enclosed area, by the shoelace formula.
    twice = np.add.reduceat(x[before] * y - x * y[before], starts)
    x0, x1 = np.minimum.reduceat(x, starts), np.maximum.reduceat(x, starts)
    top, bottom = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    solid = np.abs(twice) / 2 >= _SOLID * (x1 - x0) * (bottom - top)
    every = Outlines(points.path[starts], x0, top, x1, bottom, solid, np.where(twice < 0, -1, 1))
    real = lengths > 1
    return every if real.all() else every.where(real)
