"""What is drawn on a page besides text: rulings, fills, and the areas that text may stand on.

Paths are taken apart into straight segments and filled outlines, also those inside form XObjects. Curves and
images are no rulings. Clip paths are ignored. The work is linear in the number of segments and capped.
"""

from __future__ import annotations

from ctypes import c_float, c_int
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np

from extract import pdfium
from extract.frame import Frame, multiply
from extract.model import Fill, Ruling
from extract.rulings import Piece, merge_rulings

THIN: Final = 3.0  # points: a filled rectangle up to this thick is a line, a stroke above it an area
STRAIGHT: Final = 0.5  # points a line may lean over its length and still be horizontal or vertical
_SOLID: Final = 0.9  # share of its bounds that an outline fills to count as a rectangle (rounded corners)
_PAGE: Final = 0.9  # share of the page that a fill covers to be its background
_WHITE: Final = 253  # a channel from here on up is white to the eye
_FAINT: Final = 13  # an alpha up to here (of 255) is invisible
_PATTERN: Final = 0xC0C0C0  # what a pattern or gradient counts as
_MAX_SEGMENTS: Final = 200_000  # a page with more is a map or a drawing; the rest of it is not looked at
_MAX_DEPTH: Final = 12  # of forms within forms

Point = tuple[float, float]


class Area(NamedTuple):
    """A painted region of the page in the order of painting: ``order`` counts page objects.

    ``color`` is 0xRRGGBB, or None where it is not one colour (an image, a gradient, an odd shape).
    ``alpha`` is 0 (invisible) to 255 (opaque).
    """

    x0: float
    top: float
    x1: float
    bottom: float
    color: int | None
    alpha: int
    order: int


@dataclass(frozen=True, slots=True)
class Graphics:
    """A page's drawn lines and shadings, and every painted area below the text.

    ``text_order`` tells for each text object (by address) when it is painted, counted like ``Area.order``.
    """

    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    areas: tuple[Area, ...]
    text_order: dict[int, int]


@dataclass(slots=True)
class _Canvas:
    """What one page's objects have left so far."""

    width: float
    height: float
    horizontal: list[Piece] = field(default_factory=list)
    vertical: list[Piece] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    text_order: dict[int, int] = field(default_factory=dict)
    order: int = 0
    segments: int = 0

    def line(self, start: Point, end: Point, width: float) -> None:
        (x0, y0), (x1, y1) = start, end
        if abs(y1 - y0) <= STRAIGHT and abs(x1 - x0) > abs(y1 - y0):
            self._flat(x0, x1, (y0 + y1) / 2, width)
        elif abs(x1 - x0) <= STRAIGHT and abs(y1 - y0) > abs(x1 - x0):
            self._upright(y0, y1, (x0 + x1) / 2, width)

    def _flat(self, x0: float, x1: float, y: float, width: float) -> None:
        start, end = max(min(x0, x1), 0.0), min(max(x0, x1), self.width)
        if start < end and 0.0 <= y <= self.height:
            self.horizontal.append(Piece(y, start, end, width))

    def _upright(self, y0: float, y1: float, x: float, width: float) -> None:
        start, end = max(min(y0, y1), 0.0), min(max(y0, y1), self.height)
        if start < end and 0.0 <= x <= self.width:
            self.vertical.append(Piece(x, start, end, width))

    def rectangle(self, box: tuple[float, float, float, float], color: int | None, alpha: int) -> None:
        x0, top, x1, bottom = box
        wide, high = x1 - x0, bottom - top
        if min(wide, high) > THIN or color is None:
            self.area(box, color, alpha)
            return
        if _is_white(color):
            return
        # A dot may be part of a dotted line in either direction; alone it is dropped after joining.
        if wide >= high or wide <= THIN:
            self._flat(x0, x1, (top + bottom) / 2, high)
        if high > wide or high <= THIN:
            self._upright(top, bottom, (x0 + x1) / 2, wide)

    def area(self, box: tuple[float, float, float, float], color: int | None, alpha: int) -> None:
        x0, top, x1, bottom = box
        x0, top = max(x0, 0.0), max(top, 0.0)
        x1, bottom = min(x1, self.width), min(bottom, self.height)
        if x0 < x1 and top < bottom:
            self.areas.append(Area(x0, top, x1, bottom, color, alpha, self.order))


def _is_white(color: int) -> bool:
    return color >> 16 >= _WHITE and color >> 8 & 255 >= _WHITE and color & 255 >= _WHITE


_points = pdfium.Slots(2, np.float32)
_color = pdfium.Numbers(c_int, 4)
_modes = pdfium.Numbers(c_int, 2)
_matrix = pdfium.Numbers(c_float, 6)
_bounds = pdfium.Numbers(c_float, 4)


def read_graphics(page: Any, frame: Frame) -> Graphics:
    """The rulings, fills and painted areas of an open page, on the page as displayed."""
    canvas = _Canvas(frame.width, frame.height)
    objects = list(map(pdfium.get_object, repeat(page), range(pdfium.count_objects(page))))
    _walk(canvas, objects, frame.matrix, 0)
    page_area = canvas.width * canvas.height
    fills = tuple(
        dict.fromkeys(
            Fill(area.x0, area.top, area.x1, area.bottom, area.color)
            for area in canvas.areas
            if area.color is not None
            and not _is_white(area.color)
            and (area.x1 - area.x0) * (area.bottom - area.top) < _PAGE * page_area
        )
    )
    return Graphics(
        merge_rulings(canvas.horizontal, canvas.vertical), fills, tuple(canvas.areas), canvas.text_order
    )


def _walk(canvas: _Canvas, objects: list[pdfium.Handle], matrix: pdfium.Matrix, depth: int) -> None:
    for thing, kind in zip(objects, map(pdfium.object_type, objects), strict=True):
        canvas.order += 1
        if kind == pdfium.OBJECT_TEXT:
            canvas.text_order[thing.value or 0] = canvas.order
        elif kind == pdfium.OBJECT_PATH:
            if canvas.segments < _MAX_SEGMENTS:
                _paint(canvas, thing, matrix)
        elif kind == pdfium.OBJECT_FORM:
            if depth < _MAX_DEPTH:
                n = pdfium.count_form_objects(thing)
                inner = list(map(pdfium.get_form_object, repeat(thing), range(n)))
                _walk(canvas, inner, multiply(_object_matrix(thing), matrix), depth + 1)
        else:
            canvas.area(_object_bounds(thing, matrix), None, 255)


def _object_matrix(thing: pdfium.Handle) -> pdfium.Matrix:
    if not pdfium.object_matrix(thing, _matrix.addresses[0]):
        return pdfium.IDENTITY
    a, b, c, d, e, f = _matrix.values
    return (a, b, c, d, e, f)


def _object_bounds(thing: pdfium.Handle, matrix: pdfium.Matrix) -> tuple[float, float, float, float]:
    if not pdfium.object_bounds(thing, *_bounds.addresses):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = _bounds.values
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))


def _paint(canvas: _Canvas, thing: pdfium.Handle, parent: pdfium.Matrix) -> None:
    pdfium.draw_mode(thing, *_modes.addresses)
    filled, stroked = _modes.values
    fill, fill_alpha = _color_of(pdfium.fill_color, thing) if filled else (None, 0)
    stroke, stroke_alpha = _color_of(pdfium.stroke_color, thing) if stroked else (None, 0)
    if fill_alpha <= _FAINT and stroke_alpha <= _FAINT:
        return
    matrix = multiply(_object_matrix(thing), parent)
    outlines = _outlines(canvas, thing, matrix)
    if fill_alpha > _FAINT:
        for outline in outlines:
            _fill(canvas, outline, fill, fill_alpha)
    if stroke_alpha > _FAINT and stroke is not None and not _is_white(stroke):
        pdfium.stroke_width(thing, _bounds.addresses[0])
        a, b, c, d, _, _ = matrix
        width = _bounds.values[0] * abs(a * d - b * c) ** 0.5
        for outline in outlines:
            _stroke(canvas, outline, stroke, stroke_alpha, width)


def _color_of(getter: Any, thing: pdfium.Handle) -> tuple[int, int]:
    if not getter(thing, *_color.addresses):
        return _PATTERN, 255
    red, green, blue, alpha = _color.values
    return red << 16 | green << 8 | blue, alpha


class _Outline(NamedTuple):
    """One subpath on the displayed page. ``straight[i]`` tells whether the step to point ``i`` is a line."""

    points: list[Point]
    straight: list[bool]


def _outlines(canvas: _Canvas, thing: pdfium.Handle, matrix: pdfium.Matrix) -> list[_Outline]:
    n = min(pdfium.count_segments(thing), _MAX_SEGMENTS - canvas.segments)
    canvas.segments += n
    _points.reserve(n)
    segments = list(map(pdfium.get_segment, repeat(thing), range(n)))
    for _ in map(pdfium.segment_point, segments, _points.column[0], _points.column[1]):
        pass
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f) for x, y in _points.array[:n].tolist()]
    outlines: list[_Outline] = []
    current = _Outline([], [])
    curve_points = 0
    for point, kind, close in zip(
        points, map(pdfium.segment_type, segments), map(pdfium.segment_close, segments), strict=True
    ):
        if kind == pdfium.SEGMENT_MOVE:
            current = _Outline([point], [False])
            outlines.append(current)
            curve_points = 0
            continue
        if kind == pdfium.SEGMENT_CURVE:
            curve_points = (curve_points + 1) % 3
            if not curve_points:  # two control points, then the end of the curve
                current.points.append(point)
                current.straight.append(False)
        else:
            current.points.append(point)
            current.straight.append(True)
        if close and current.points and current.points[-1] != current.points[0]:
            current.points.append(current.points[0])
            current.straight.append(True)
    return [outline for outline in outlines if len(outline.points) > 1]


def _fill(canvas: _Canvas, outline: _Outline, color: int | None, alpha: int) -> None:
    points = outline.points
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    around = (box[2] - box[0]) * (box[3] - box[1])
    inside = 0.0
    x0, y0 = points[-1]
    for x1, y1 in points:
        inside += x0 * y1 - x1 * y0
        x0, y0 = x1, y1
    if abs(inside) / 2 >= _SOLID * around:
        canvas.rectangle(box, color, alpha)
    else:
        canvas.area(box, None, alpha)


def _stroke(canvas: _Canvas, outline: _Outline, color: int, alpha: int, width: float) -> None:
    before = outline.points[0]
    for point, straight in zip(outline.points, outline.straight, strict=True):
        if straight:
            if width <= THIN:
                canvas.line(before, point, width)
            else:
                _broad(canvas, before, point, color, alpha, width / 2)
        before = point


def _broad(canvas: _Canvas, start: Point, end: Point, color: int, alpha: int, half: float) -> None:
    """A stroke as broad as a bar: some programs shade a row with one."""
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= STRAIGHT:
        canvas.rectangle((min(x0, x1), min(y0, y1) - half, max(x0, x1), max(y0, y1) + half), color, alpha)
    elif abs(x1 - x0) <= STRAIGHT:
        canvas.rectangle((min(x0, x1) - half, min(y0, y1), max(x0, x1) + half, max(y0, y1)), color, alpha)
