"""Outlines within outlines: what a path paints whose subpaths cut holes into each other.

Browsers draw the border of a box as two rectangles in one path, the inner one cut out of the outer one: a
frame, not a shading. What is left of such a figure is given as rectangles, so that thin ones are lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from extract.pdf.frame import Floats
from extract.pdf.outlines import Bools, Ints, Outlines

Rectangle = tuple[float, float, float, float]  # x0, top, x1, bottom

_MOST: Final = 400  # rectangles in one path that are compared with each other
_SLACK: Final = 0.01  # points by which the inner rectangle may stick out


def nesting(shapes: Outlines) -> Bools:
    """Which shapes hold another shape of their path, or lie in one; only those that are rectangles count."""
    nested: Bools = np.zeros(len(shapes.path), dtype=np.bool_)
    for members in _by_path(shapes.path, np.flatnonzero(shapes.solid)):
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
    parts = np.split(chosen, np.flatnonzero(~same) + 1)
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
    edges = np.flatnonzero(np.diff(painted.astype(np.int8), prepend=0)).tolist()
    return list(zip(edges[0::2], edges[1::2], strict=True))
