"""Outlines within outlines: what a path paints whose subpaths cut holes into each other.

Browsers draw the border of a box as two rectangles in one path, the inner one cut out of the outer one: a
frame, not a shading. What is left of each such figure is given as rectangles, so that thin ones are lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Rectangle = tuple[float, float, float, float]  # x0, top, x1, bottom
Bools = npt.NDArray[np.bool_]

_MOST: Final = 400  # rectangles in one path that are compared with each other
_SLACK: Final = 0.01  # points by which the inner rectangle may stick out


def painted_parts(
    boxes: Sequence[Rectangle], turns: Sequence[int], *, even_odd: bool
) -> tuple[list[Rectangle], list[Rectangle]]:
    """Take apart the rectangles ``boxes`` of one filled path: what is painted, and what cannot be told.

    ``turns`` is 1 or -1 for each, the direction in which it is drawn; by the rule ``even_odd``, or else that of
    the winding number, it decides what is cut out. Rectangles that neither hold another nor lie in one are
    given as they are. A path with too many rectangles comes back as what cannot be told.
    """
    if len(boxes) < 2:
        return list(boxes), []
    if len(boxes) > _MOST:
        return [], list(boxes)
    held = _holders(np.array(boxes))
    painted: list[Rectangle] = []
    for outer in dict.fromkeys(held):
        members = [i for i, holder in enumerate(held) if holder == outer]
        if len(members) == 1:
            painted.append(boxes[outer])
        else:
            painted += _cut([boxes[i] for i in members], [1 if even_odd else turns[i] for i in members], even_odd)
    return painted, []


def _holders(boxes: npt.NDArray[np.float64]) -> list[int]:
    """Give for each box the index of the largest one that holds it, the first of equals; its own if none does."""
    x0, top, x1, bottom = boxes.T
    holds = (
        (x0[:, None] <= x0 + _SLACK)
        & (top[:, None] <= top + _SLACK)
        & (x1[:, None] >= x1 - _SLACK)
        & (bottom[:, None] >= bottom - _SLACK)
    )
    by_size = np.argsort(-(x1 - x0) * (bottom - top), kind="stable")
    first: list[int] = by_size[holds[by_size].argmax(axis=0)].tolist()
    for i in by_size.tolist():  # a holder may itself lie in a larger one that the slack keeps from holding both
        first[i] = first[first[i]]
    return first


def _cut(boxes: list[Rectangle], turns: list[int], even_odd: bool) -> list[Rectangle]:
    """Cut overlapping rectangles into disjoint ones that cover what is painted: bands from top to bottom."""
    xs = sorted({x for box in boxes for x in box[0::2]})
    ys = sorted({y for box in boxes for y in box[1::2]})
    column, row = ({place: i for i, place in enumerate(places)} for places in (xs, ys))
    wound = np.zeros((len(ys), len(xs)), dtype=np.int64)  # the last column and row stay empty
    for (x0, top, x1, bottom), turn in zip(boxes, turns, strict=True):
        wound[row[top] : row[bottom], column[x0] : column[x1]] += turn
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
