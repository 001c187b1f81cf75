"""The path objects of a page, read in bulk: what is painted, in which colors, and along which points.

One call per path and property, made by ``map``: on a page with hundreds of cell borders the time goes into
what happens between the calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import accumulate, chain, repeat
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from extract import pdfium

MAX_SEGMENTS: Final = 200_000  # a page with more is a map or a drawing; what comes after is not looked at
FAINT: Final = 13  # an alpha up to here (of 255) is invisible
PATTERN: Final = 0xC0C0C0  # the color that a pattern or gradient counts as

Point = list[float]


class Outline(NamedTuple):
    """One subpath on the displayed page. ``straight[i]`` tells whether the step to point ``i`` is a line."""

    points: list[Point]
    straight: list[bool]


class PaintedPath(NamedTuple):
    """A visible path: colors are 0xRRGGBB, an alpha of 0 means not filled or not stroked.

    ``width`` is that of the stroke in points, ``order`` when it is painted.
    """

    outlines: list[Outline]
    fill: int
    fill_alpha: int
    stroke: int
    stroke_alpha: int
    width: float
    order: int


_modes = pdfium.Slots(2, np.int32, split=True)
_fills = pdfium.Slots(4, np.int32, split=True)
_strokes = pdfium.Slots(4, np.int32, split=True)
_widths = pdfium.Slots(1, np.float32)
_matrices = pdfium.Slots(6, np.float32)
_points = pdfium.Slots(2, np.float32, split=True)


def read_paths(handles: list[pdfium.Handle], parents: list[pdfium.Matrix], orders: list[int]) -> Iterator[PaintedPath]:
    """Read path objects, each with the matrix from its container to the displayed page, in the same order."""
    n = len(handles)
    for slots in (_modes, _fills, _strokes, _widths, _matrices):
        slots.reserve(n)
    _matrices.array[:n] = pdfium.IDENTITY
    deque(map(pdfium.draw_mode, handles, *_modes.column), maxlen=0)
    deque(map(pdfium.stroke_width, handles, _widths.at), maxlen=0)
    deque(map(pdfium.object_matrix, handles, _matrices.at), maxlen=0)
    filled = _colors(list(map(pdfium.fill_color, handles, *_fills.column)), _fills.array[:n], _modes.array[:n, 0])
    stroked = _colors(
        list(map(pdfium.stroke_color, handles, *_strokes.column)), _strokes.array[:n], _modes.array[:n, 1]
    )
    matrices = _multiply(_matrices.array[:n].astype(np.float64), np.array(parents))
    scale = np.sqrt(np.abs(matrices[:, 0] * matrices[:, 3] - matrices[:, 1] * matrices[:, 2]))
    widths = (_widths.array[:n, 0] * scale).tolist()
    counts = list(map(pdfium.count_segments, handles))
    ends = list(accumulate(counts))
    within = sum(end <= MAX_SEGMENTS for end in ends)
    points, kinds, closes = _segments(handles[:within], counts[:within], matrices)
    begin = 0
    for end, fill, stroke, width, order in zip(ends[:within], filled, stroked, widths, orders, strict=False):
        if fill[1] or stroke[1]:
            outlines = _outlines(points[begin:end], kinds[begin:end], closes[begin:end])
            yield PaintedPath(outlines, *fill, *stroke, width, order)
        begin = end


def _colors(known: list[int], colors: npt.NDArray[Any], painted: npt.NDArray[Any]) -> list[tuple[int, int]]:
    values = colors.astype(np.int64)
    rgb = values[:, 0] << 16 | values[:, 1] << 8 | values[:, 2]
    unknown = np.array(known) == 0
    rgb = np.where(unknown, PATTERN, rgb)
    alpha = np.where(unknown, 255, values[:, 3])
    alpha = np.where((painted != 0) & (alpha > FAINT), alpha, 0)
    return list(zip(rgb.tolist(), alpha.tolist(), strict=True))


def _multiply(first: npt.NDArray[np.float64], then: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    a, b, c, d, e, f = pdfium.finite(first).T
    g, h, i, j, k, m = pdfium.finite(then).T
    return np.column_stack(
        (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
    )


def _segments(
    handles: list[pdfium.Handle], counts: list[int], matrices: npt.NDArray[np.float64]
) -> tuple[list[Point], list[int], list[int]]:
    """Every point of every path on the displayed page, with its kind and whether it closes a subpath."""
    owners = chain.from_iterable(map(repeat, handles, counts))
    segments = list(map(pdfium.get_segment, owners, chain.from_iterable(map(range, counts))))
    n = len(segments)
    _points.reserve(n)
    deque(map(pdfium.segment_point, segments, *_points.column), maxlen=0)
    x, y = pdfium.finite(_points.array[:n]).T
    a, b, c, d, e, f = np.repeat(matrices[: len(counts)], counts, axis=0).T
    points = np.column_stack((a * x + c * y + e, b * x + d * y + f))
    return points.tolist(), list(map(pdfium.segment_type, segments)), list(map(pdfium.segment_close, segments))


def _outlines(points: list[Point], kinds: list[int], closes: list[int]) -> list[Outline]:
    n = len(points)
    if n > 1 and kinds[0] == pdfium.SEGMENT_MOVE and not any(kinds[1:]) and not any(closes[:-1]):
        if closes[-1] and points[-1] != points[0]:
            return [Outline([*points, points[0]], [True] * (n + 1))]
        return [Outline(points, [True] * n)]
    outlines: list[Outline] = []
    current = Outline([], [])
    control_points = 0
    for point, kind, close in zip(points, kinds, closes, strict=True):
        if kind == pdfium.SEGMENT_MOVE:
            current = Outline([point], [False])
            outlines.append(current)
            control_points = 0
            continue
        if kind == pdfium.SEGMENT_CURVE:
            control_points = (control_points + 1) % 3
            if not control_points:  # two control points, then the end of the curve
                current.points.append(point)
                current.straight.append(False)
        else:
            current.points.append(point)
            current.straight.append(True)
        if close and current.points and current.points[-1] != current.points[0]:
            current.points.append(current.points[0])
            current.straight.append(True)
    return [outline for outline in outlines if len(outline.points) > 1]
