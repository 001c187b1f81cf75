"""The path objects of a page, read in bulk: what is painted, in which colors, and along which points.

One call per path and property, made by ``map``: on a page with hundreds of cell borders the time goes into
what happens between the calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, islice, repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from extract.pdf import pdfium
from extract.pdf.frame import Floats
from extract.pdf.outlines import Bools, Ints, Points, end_points

MAX_SEGMENTS: Final = 200_000  # a page with more is a map or a drawing; what comes after is not looked at
FAINT: Final = 13  # an alpha up to here (of 255) is invisible
PATTERN: Final = 0xC0C0C0  # the color that a pattern or gradient counts as
_AT_ONCE: Final = 4096  # segments, so that buffers stay small on drawings

Kinds = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Paths:
    """The visible paths of a page, one array entry each, in order of painting, and the points they run along.

    Colors are 0xRRGGBB, an alpha of 0 means not filled or not stroked. ``width`` is that of the stroke in
    points, ``order`` when the path is painted.
    """

    fill: Ints
    fill_alpha: Ints
    even_odd: Bools
    stroke: Ints
    stroke_alpha: Ints
    width: Floats
    order: Ints
    points: Points


_modes = pdfium.Slots(2, np.int32, split=True)
_colors = pdfium.Slots(4, np.int32, split=True)
_widths = pdfium.Slots(1, np.float32)
_matrices = pdfium.Slots(6, np.float32)
_points = pdfium.Slots(2, np.float32, split=True)


def read_paths(handles: Sequence[pdfium.Handle], parents: Sequence[pdfium.Matrix], orders: Sequence[int]) -> Paths:
    """Read path objects, each with the matrix from its container to the displayed page, in order of painting."""
    n = len(handles)
    _modes.reserve(n)
    deque(map(pdfium.draw_mode, handles, *_modes.column), maxlen=0)
    modes = _modes.array[:n].copy()
    fill, fill_alpha = _paint(pdfium.fill_color, handles, modes[:, 0] != 0)
    stroke, stroke_alpha = _paint(pdfium.stroke_color, handles, modes[:, 1] != 0)
    seen = (fill_alpha > 0) | (stroke_alpha > 0)
    visible = list(compress(handles, seen.tolist()))
    counts = list(map(pdfium.count_segments, visible))
    within = sum(end <= MAX_SEGMENTS for end in accumulate(counts))
    visible, counts = visible[:within], counts[:within]
    kept = np.flatnonzero(seen)[:within]
    matrices = _placed(visible, np.array(parents, dtype=np.float64).reshape(-1, 6)[kept])
    return Paths(
        fill=fill[kept],
        fill_alpha=fill_alpha[kept],
        even_odd=modes[kept, 0] == pdfium.FILL_EVEN_ODD,
        stroke=stroke[kept],
        stroke_alpha=stroke_alpha[kept],
        width=_stroke_widths(visible, stroke_alpha[kept] > 0, matrices),
        order=np.array(orders, dtype=np.int64)[kept],
        points=_read_points(visible, counts, matrices),
    )


def _paint(ask: Any, handles: Sequence[pdfium.Handle], painted: Bools) -> tuple[Ints, Ints]:
    """Ask for the color (0xRRGGBB) and alpha of the paths that are ``painted`` at all; 0 for the others."""
    color, alpha = np.zeros((2, len(handles)), dtype=np.int64)
    asked = list(compress(handles, painted.tolist()))
    n = len(asked)
    if n:
        _colors.reserve(n)
        known = np.array(list(map(ask, asked, *_colors.column)), dtype=np.bool_)
        red, green, blue, opacity = _colors.array[:n].astype(np.int64).T
        color[painted] = np.where(known, red << 16 | green << 8 | blue, PATTERN)
        opacity = np.where(known, opacity, 255)
        alpha[painted] = np.where(opacity > FAINT, opacity, 0)
    return color, alpha


def _placed(handles: list[pdfium.Handle], parents: Floats) -> Floats:
    """Combine each path's own matrix with that of what it is in."""
    n = len(handles)
    _matrices.reserve(n)
    _matrices.array[:n] = pdfium.IDENTITY
    deque(map(pdfium.object_matrix, handles, _matrices.at), maxlen=0)
    a, b, c, d, e, f = pdfium.finite(_matrices.array[:n]).T
    g, h, i, j, k, m = pdfium.finite(parents).T
    return np.column_stack(
        (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
    )


def _stroke_widths(handles: list[pdfium.Handle], stroked: Bools, matrices: Floats) -> Floats:
    widths: Floats = np.zeros(len(handles))
    asked = list(compress(handles, stroked.tolist()))
    if asked:
        _widths.reserve(len(asked))
        deque(map(pdfium.stroke_width, asked, _widths.at), maxlen=0)
        a, b, c, d = matrices[stroked, :4].T
        widths[stroked] = _widths.array[: len(asked), 0] * np.sqrt(np.abs(a * d - b * c))
    return widths


def _read_points(handles: list[pdfium.Handle], counts: list[int], matrices: Floats) -> Points:
    """Read the points that the paths run through, on the displayed page."""
    owners = chain.from_iterable(map(repeat, handles, counts))
    numbers = chain.from_iterable(map(range, counts))
    read: list[tuple[Kinds, Floats]] = []
    while segments := list(map(pdfium.get_segment, islice(owners, _AT_ONCE), islice(numbers, _AT_ONCE))):
        read.append(_read_segments(segments))
    if not read:
        read.append((np.zeros(0, dtype=np.int8), np.zeros((0, 2))))
    kinds = np.concatenate([part for part, _ in read])
    x, y = np.concatenate([part for _, part in read]).T
    path = np.repeat(np.arange(len(counts)), counts)
    curved = kinds == pdfium.SEGMENT_CURVE
    if curved.any():
        passed = end_points(curved)
        kinds, path, x, y = kinds[passed], path[passed], x[passed], y[passed]
    a, b, c, d, e, f = matrices[path].T
    return Points(path, a * x + c * y + e, b * x + d * y + f, kinds == pdfium.SEGMENT_LINE, _opening(kinds, path))


def _read_segments(segments: list[pdfium.Handle]) -> tuple[Kinds, Floats]:
    n = len(segments)
    _points.reserve(n)
    deque(map(pdfium.segment_point, segments, *_points.column), maxlen=0)
    return np.fromiter(map(pdfium.segment_type, segments), dtype=np.int8, count=n), pdfium.finite(_points.array[:n])


def _opening(kinds: Kinds, path: Ints) -> Bools:
    """Which points begin a subpath."""
    opens: Bools = kinds == pdfium.SEGMENT_MOVE
    opens[:1] = True
    opens[1:] |= path[1:] != path[:-1]
    return opens
