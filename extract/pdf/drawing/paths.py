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
from extract.pdf.drawing.outlines import Bools, Ints, Points, end_points
from extract.pdf.frame import Floats

MAX_SEGMENTS: Final = 200_000  # a page with more is a map or a drawing; what comes after is not looked at
FAINT: Final = 13  # an alpha up to here (of 255) is invisible
PATTERN: Final = 0xC0C0C0  # the color that a pattern or gradient counts as
_AT_ONCE: Final = 4096  # segments, so that buffers stay small on drawings

_RECTANGLE: Final = 5  # segments: the first corner, and four sides
_MIDDLE: Final = 2  # the segment that a curve of any path of five would take in

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


def read_paths(
    handles: Sequence[pdfium.Handle], counts: Sequence[int], parents: Sequence[pdfium.Matrix], orders: Sequence[int]
) -> Paths:
    """Read path objects, each with its number of segments and the matrix from its container to the displayed page,
    in order of painting."""
    n = len(handles)
    _modes.reserve(n)
    deque(map(pdfium.draw_mode, handles, *_modes.column), maxlen=0)
    modes = _modes.array[:n].copy()
    fill, fill_alpha = _paint(pdfium.fill_color, handles, modes[:, 0] != 0)
    stroke, stroke_alpha = _paint(pdfium.stroke_color, handles, modes[:, 1] != 0)
    seen = (fill_alpha > 0) | (stroke_alpha > 0)
    visible, lengths = list(compress(handles, seen.tolist())), list(compress(counts, seen.tolist()))
    within = sum(end <= MAX_SEGMENTS for end in accumulate(lengths))
    visible, lengths = visible[:within], lengths[:within]
    kept = seen.nonzero()[0][:within]
    matrices = _placed(visible, np.array(parents, dtype=np.float64).reshape(-1, 6)[kept])
    return Paths(
        fill=fill[kept],
        fill_alpha=fill_alpha[kept],
        even_odd=modes[kept, 0] == pdfium.FILL_EVEN_ODD,
        stroke=stroke[kept],
        stroke_alpha=stroke_alpha[kept],
        width=_stroke_widths(visible, stroke_alpha[kept] > 0, matrices),
        order=np.array(orders, dtype=np.int64)[kept],
        points=_read_points(visible, lengths, matrices),
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
    kinds, points = _read_segments(handles, counts)
    x, y = points.T
    path = np.repeat(np.arange(len(counts)), counts)
    curved = kinds == pdfium.SEGMENT_CURVE
    if curved.any():
        passed = end_points(curved)
        kinds, path, x, y = kinds[passed], path[passed], x[passed], y[passed]
    a, b, c, d, e, f = matrices[path].T
    return Points(path, a * x + c * y + e, b * x + d * y + f, kinds == pdfium.SEGMENT_LINE, _opening(kinds, path))


def _read_segments(handles: list[pdfium.Handle], counts: list[int]) -> tuple[Kinds, Floats]:
    """Read the kind and the point of every segment. Paths whose points say that they are rectangles are asked for the
    kind of one segment only, which tells curves: cell borders are most of what is drawn on a page with tables."""
    lengths = np.array(counts, dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    likely = lengths == _RECTANGLE
    asked = np.repeat(~likely, lengths)
    asked[starts[likely] + _MIDDLE] = True
    points = np.zeros((len(asked), 2))
    kinds: Kinds = np.full(len(asked), pdfium.SEGMENT_LINE, dtype=np.int8)
    kinds[starts[likely]] = pdfium.SEGMENT_MOVE
    owners = chain.from_iterable(map(repeat, handles, counts))
    numbers = chain.from_iterable(map(range, counts))
    done = 0
    while segments := list(map(pdfium.get_segment, islice(owners, _AT_ONCE), islice(numbers, _AT_ONCE))):
        here = slice(done, done + len(segments))
        done += len(segments)
        _points.reserve(len(segments))
        deque(map(pdfium.segment_point, segments, *_points.column), maxlen=0)
        points[here] = pdfium.finite(_points.array[: len(segments)])
        which = asked[here]
        if which.any():
            kinds[here][which] = list(map(pdfium.segment_type, compress(segments, which.tolist())))
    sure = _are_rectangles(points[starts[likely, None] + np.arange(_RECTANGLE)])
    sure &= kinds[starts[likely] + _MIDDLE] == pdfium.SEGMENT_LINE
    for k in likely.nonzero()[0][~sure].tolist():
        each = [pdfium.segment_type(pdfium.get_segment(handles[k], i)) for i in range(_RECTANGLE)]
        kinds[starts[k] : starts[k] + _RECTANGLE] = each
    return kinds, points


def _are_rectangles(corners: Floats) -> Bools:
    """Which of (n, 5, 2) points go round a rectangle with upright sides, back to where they began."""
    one, two, three, four, five = corners.transpose(1, 2, 0)
    across = (one[1] == two[1]) & (two[0] == three[0]) & (three[1] == four[1]) & (four[0] == one[0])
    down = (one[0] == two[0]) & (two[1] == three[1]) & (three[0] == four[0]) & (four[1] == one[1])
    rectangles: Bools = (across | down) & (one == five).all(axis=0)
    return rectangles


def _opening(kinds: Kinds, path: Ints) -> Bools:
    """Which points begin a subpath."""
    opens: Bools = kinds == pdfium.SEGMENT_MOVE
    opens[:1] = True
    opens[1:] |= path[1:] != path[:-1]
    return opens
