"""What is drawn on a page besides text: rulings, fills, and the areas that text may stand on.

Paths are taken apart into straight segments and filled outlines, also those inside form XObjects. Curves and
images are no rulings, and a long path of curves (a map, a drawing) is taken for an image. Clip paths are ignored.
The work is linear in the number of segments and capped.
"""

from __future__ import annotations

from ctypes import c_float
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final

import numpy as np

from extract.model import Fill, Ruling
from extract.pdf import pdfium
from extract.pdf.drawing.canvas import Canvas
from extract.pdf.drawing.outlines import Rectangle, nesting, outlines, painted_parts, straight_lines
from extract.pdf.drawing.paint import Boxes, Paint, PaintedArea, Painters
from extract.pdf.drawing.paths import Paths, read_paths
from extract.pdf.drawing.rulings import merge_rulings
from extract.pdf.frame import Frame, multiply

_MAX_DEPTH: Final = 12  # of forms within forms
_LONG: Final = 256  # a path with more segments may be a drawing
_PEEK: Final = 64  # how many of them are looked at


@dataclass(frozen=True, slots=True)
class Graphics:
    """A page's drawn lines and shadings, and every painted area in the order of painting.

    ``text_order`` tells for each text object (by address) when it is painted, counted like ``PaintedArea.order``;
    ``painters`` give the path that is painted at a time, with the matrix of what it is in. ``nested_text`` are the
    text objects (by address) inside forms, ``pictures`` the boxes of raster images.
    """

    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    areas: tuple[PaintedArea, ...]
    text_order: dict[int, int]
    painters: Painters
    nested_text: frozenset[int] = frozenset()
    pictures: tuple[Rectangle, ...] = ()


@dataclass(slots=True)
class _Objects:
    """The objects of a page, forms taken apart: paths with the matrix of what they are in, and the rest."""

    paths: list[pdfium.Handle] = field(default_factory=list)
    parents: list[pdfium.Matrix] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    text_order: dict[int, int] = field(default_factory=dict)
    images: list[tuple[Rectangle, int]] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    nested_text: set[int] = field(default_factory=set)
    order: int = 0


_matrix = pdfium.Numbers(c_float, 6)
_bounds = pdfium.Numbers(c_float, 4)


def read_graphics(page: Any, frame: Frame) -> Graphics:
    """Read the rulings, fills and painted areas of an open page, on the page as displayed."""
    objects = _Objects()
    _walk(objects, list(map(pdfium.get_object, repeat(page), range(pdfium.count_objects(page)))), frame.matrix, 0)
    canvas = Canvas(frame.width, frame.height)
    counts = _without_drawings(objects)
    for box, order in objects.images:
        canvas.area(box, None, 255, order)
    if objects.paths:
        paths = read_paths(objects.paths, counts, objects.parents, objects.orders)
        _fill(canvas, paths)
        _stroke(canvas, paths)
    canvas.finish()
    return Graphics(
        merge_rulings(canvas.horizontal, canvas.vertical),
        canvas.fills(),
        tuple(canvas.areas),
        objects.text_order,
        Painters(objects.orders, objects.paths, objects.parents),
        frozenset(objects.nested_text),
        tuple(objects.pictures),
    )


def _walk(objects: _Objects, things: list[pdfium.Handle], matrix: pdfium.Matrix, depth: int) -> None:
    for thing, kind in zip(things, map(pdfium.object_type, things), strict=True):
        objects.order += 1
        if kind == pdfium.OBJECT_TEXT:
            objects.text_order[thing.value or 0] = objects.order
            if depth:
                objects.nested_text.add(thing.value or 0)
        elif kind == pdfium.OBJECT_PATH:
            objects.paths.append(thing)
            objects.parents.append(matrix)
            objects.orders.append(objects.order)
        elif kind == pdfium.OBJECT_FORM:
            if depth < _MAX_DEPTH:
                n = pdfium.count_form_objects(thing)
                inner = list(map(pdfium.get_form_object, repeat(thing), range(n)))
                _walk(objects, inner, multiply(_object_matrix(thing), matrix), depth + 1)
        else:
            box = _object_bounds(thing, matrix)
            objects.images.append((box, objects.order))
            if kind == pdfium.OBJECT_IMAGE:
                objects.pictures.append(box)


def _without_drawings(objects: _Objects) -> list[int]:
    """Make images of the paths that are outlines of maps and the like; give the number of segments of the others."""
    counts = list(map(pdfium.count_segments, objects.paths))
    if max(counts, default=0) <= _LONG:
        return counts
    drawn = {k for k, n in enumerate(counts) if n > _LONG and _is_drawing(objects.paths[k])}
    for k in sorted(drawn):
        objects.images.append((_object_bounds(objects.paths[k], objects.parents[k]), objects.orders[k]))
    for column in (objects.paths, objects.parents, objects.orders, counts):
        column[:] = [value for k, value in enumerate(column) if k not in drawn]
    return counts


def _is_drawing(path: pdfium.Handle) -> bool:
    """Whether a long path begins as one line that bends again and again: no table is drawn so."""
    kinds = [pdfium.segment_type(pdfium.get_segment(path, i)) for i in range(1, _PEEK)]
    return pdfium.SEGMENT_MOVE not in kinds and 3 * kinds.count(pdfium.SEGMENT_CURVE) >= _PEEK


def _object_matrix(thing: pdfium.Handle) -> pdfium.Matrix:
    if not pdfium.object_matrix(thing, _matrix.addresses[0]):
        return pdfium.IDENTITY
    a, b, c, d, e, f = _matrix.values
    return (a, b, c, d, e, f)


def _object_bounds(thing: pdfium.Handle, matrix: pdfium.Matrix) -> Rectangle:
    if not pdfium.object_bounds(thing, *_bounds.addresses):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = _bounds.values
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))


def _fill(canvas: Canvas, paths: Paths) -> None:
    filled = paths.fill_alpha > 0
    if not filled.any():
        return
    paint = Paint(paths.fill, paths.fill_alpha, paths.order)
    shapes = outlines(paths.points, filled)
    nested = shapes.solid & nesting(shapes)
    plain = shapes.solid & ~nested
    if plain.any():
        chosen = shapes.where(plain)
        canvas.rectangles(Boxes(*chosen[1:5]), paint.where(chosen.path))
    if nested.any():
        chosen = shapes.where(nested)
        parts, owners = painted_parts(chosen, paths.even_odd)
        canvas.rectangles(Boxes(*parts.T), paint.where(owners))
    if not shapes.solid.all():
        odd = shapes.where(~shapes.solid)
        for box, path in zip(np.column_stack(odd[1:5]).tolist(), odd.path.tolist(), strict=True):
            canvas.area(box, None, int(paths.fill_alpha[path]), int(paths.order[path]))


def _stroke(canvas: Canvas, paths: Paths) -> None:
    stroked = paths.stroke_alpha > 0
    if stroked.any():
        lines = straight_lines(paths.points, stroked)
        paint = Paint(paths.stroke, paths.stroke_alpha, paths.order)
        canvas.strokes(lines, paths.width[lines.path], paint.where(lines.path))
