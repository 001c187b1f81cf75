"""The subpaths of painted paths as arrays: the straight lines they are made of, and the shapes they enclose.

A subpath that the file closes ends in the point it began with: pdfium adds the line back.

Outlines within outlines: what a path paints whose subpaths cut holes into each other.

Browsers draw the border of a box as two rectangles in one path, the inner one cut out of the outer one: a
frame, not a shading. What is left of such a figure is given as rectangles, so that thin ones are lines.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    last = (points.straight & ~points.opens & among[points.path]).nonzero()[0]
    return Lines(points.path[last], points.x[last - 1], points.y[last - 1], points.x[last], points.y[last])


def outlines(points: Points, among: Bools) -> Outlines:
    """Measure the shapes of the paths chosen by ``among`` (one entry for each path), in their order."""
    chosen = among[points.path]
    if not chosen.all():
        points = points.where(chosen)
    starts = points.opens.nonzero()[0]
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


Rectangle = tuple[float, float, float, float]  # x0, top, x1, bottom

_MOST: Final = 400  # rectangles in one path that are compared with each other
_SLACK: Final = 0.01  # points by which the inner rectangle may stick out


def nesting(shapes: Outlines) -> Bools:
    """Which shapes hold another shape of their path, or lie in one; only those that are rectangles count."""
    nested: Bools = np.zeros(len(shapes.path), dtype=np.bool_)
    for members in _by_path(shapes.path, shapes.solid.nonzero()[0]):
        holds = _holds(shapes, members[:_MOST])
        np.fill_diagonal(holds, val=False)
        nested[members[:_MOST]] = holds.any(axis=0) | holds.any(axis=1)
    return nested


def painted_parts(shapes: Outlines, even_odd: Bools) -> tuple[Floats, Ints]:
    """Cut nested rectangles into what is painted of them: (x0, top, x1, bottom) of each part, and its path.

    ``even_odd`` tells for every path whether it is filled by that rule, or else by that of the winding number.
    """
    parts: list[Rectangle] = []
    owners: list[int] = []
    boxes = np.column_stack(shapes[1:5]).tolist()
    turns = shapes.turn.tolist()
    for members in _by_path(shapes.path, np.arange(len(boxes))):
        path = int(shapes.path[members[0]])
        for group in _groups(shapes, members):
            cut = _cut([boxes[i] for i in group], [turns[i] for i in group], bool(even_odd[path]))
            parts += cut
            owners += [path] * len(cut)
    return np.array(parts, dtype=np.float64).reshape(-1, 4), np.array(owners, dtype=np.int64)


def _by_path(path: Ints, chosen: Ints) -> list[Ints]:
    """List the chosen shapes of each path that has several of them."""
    same = np.diff(path[chosen]) == 0
    if not same.any():
        return []
    parts = np.split(chosen, (~same).nonzero()[0] + 1)
    return [part for part in parts if len(part) > 1]


def _holds(shapes: Outlines, members: Ints) -> Bools:
    """Tell for each two of the members whether the first holds the second."""
    x0, top, x1, bottom = (column[members] for column in shapes[1:5])
    holds: Bools = (
        (x0[:, None] <= x0 + _SLACK)
        & (top[:, None] <= top + _SLACK)
        & (x1[:, None] >= x1 - _SLACK)
        & (bottom[:, None] >= bottom - _SLACK)
    )
    return holds


def _groups(shapes: Outlines, members: Ints) -> list[list[int]]:
    """Put each shape to the largest one that holds it."""
    x0, top, x1, bottom = (column[members] for column in shapes[1:5])
    by_size = np.argsort(-(x1 - x0) * (bottom - top), kind="stable")
    largest = by_size[_holds(shapes, members)[by_size].argmax(axis=0)]
    groups: dict[int, list[int]] = {}
    for i, holder in zip(members.tolist(), largest.tolist(), strict=True):
        groups.setdefault(holder, []).append(i)
    return list(groups.values())


def _cut(boxes: Sequence[Rectangle], turns: Sequence[int], even_odd: bool) -> list[Rectangle]:
    """Cut overlapping rectangles into disjoint ones that cover what is painted: bands from top to bottom."""
    xs = sorted({x for box in boxes for x in box[0::2]})
    ys = sorted({y for box in boxes for y in box[1::2]})
    column, row = ({place: i for i, place in enumerate(places)} for places in (xs, ys))
    wound = np.zeros((len(ys), len(xs)), dtype=np.int64)  # the last column and row stay empty
    for (x0, top, x1, bottom), turn in zip(boxes, turns, strict=True):
        wound[row[top] : row[bottom], column[x0] : column[x1]] += 1 if even_odd else turn
    painted: Bools = wound % 2 != 0 if even_odd else wound != 0
    parts: list[Rectangle] = []
    begin = 0
    for end in range(1, len(ys)):
        if not np.array_equal(painted[end], painted[begin]):
            parts += [(xs[i], ys[begin], xs[k], ys[end]) for i, k in _stretches(painted[begin])]
            begin = end
    return parts


def _stretches(painted: Bools) -> list[tuple[int, int]]:
    """Find where a row is painted without a gap: the first place of each stretch, and the one after its last."""
    edges = np.diff(painted.astype(np.int8), prepend=0).nonzero()[0].tolist()
    return list(zip(edges[0::2], edges[1::2], strict=True))
