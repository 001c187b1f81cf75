"""Which text nobody can see, and which glyphs are drawn twice.

What lies behind a spot of the page (painted areas cut to what their clip paths leave of them) is looked up only for
text that seems hidden, because every question to pdfium has its price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import c_float, c_void_p
from math import isfinite
from typing import Final

import numpy as np
import numpy.typing as npt

from extract.pdf import pdfium
from extract.pdf.drawing.graphics import Graphics
from extract.pdf.drawing.paint import PaintedArea, Painters
from extract.pdf.drawing.paths import FAINT
from extract.pdf.text.runs import Runs

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_SMALLEST: Final = 1.0  # points: smaller text is no text to the eye
_ALIKE: Final = 8  # colors whose channels differ by no more look the same
_WHITE: Final = 0xFFFFFF
_OPAQUE: Final = 250  # an alpha from here on up covers what is below
_SPOTS: Final = (0.5, 0.1, 0.9)  # shares of a run's length at which it is looked what is behind it
_SAME_SPOT: Final = 0.12  # share of the font size that a glyph drawn again lies from the first

_bounds = pdfium.Numbers(c_float, 4)


def hidden_runs(runs: Runs, width: float, height: float, graphics: Graphics) -> Bools:
    """Find the runs that cannot be seen on a page of this size.

    They are not painted, transparent, too small, outside the page, or in the color of what they stand on.
    """
    objects = runs.objects
    unpainted = (objects.mode == 3) | (objects.mode == 7) | (objects.alpha <= FAINT) | (objects.size < _SMALLEST)
    points = runs.places(0.5)
    hidden: Bools = unpainted[runs.object] | _outside(points, width, height)
    suspects = [i for i in _camouflaged(runs, graphics.areas) if not hidden[i]]
    if suspects:
        bounds = np.array([area[:4] for area in graphics.areas]).reshape(-1, 4).T
        spots = [runs.places(share) for share in _SPOTS]
        for i in suspects:
            hidden[i] = all(_merges(runs, i, float(x[i]), float(y[i]), graphics, bounds) for x, y in spots)
    return hidden


def _merges(runs: Runs, index: int, x: float, y: float, graphics: Graphics, bounds: Floats) -> bool:
    """Whether a run has the color of what is behind it at a point; not if that cannot be told."""
    owner = int(runs.object[index])
    color = int(runs.objects.color[owner])
    order = graphics.text_order.get(runs.objects.handles[owner].value or 0, 1 << 60)
    below = _areas_at(graphics.areas, bounds, x, y)
    ground = ground_color(below, order)
    if ground is None or not alike(color, ground):
        return False
    ground = ground_color(behind(below, order, graphics.painters, x, y), order) if below else ground
    return ground is not None and alike(color, ground)


def _areas_at(areas: tuple[PaintedArea, ...], bounds: Floats, x: float, y: float) -> list[PaintedArea]:
    x0, top, x1, bottom = bounds
    return [areas[k] for k in ((x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)).nonzero()[0].tolist()]


def _camouflaged(runs: Runs, areas: tuple[PaintedArea, ...]) -> list[int]:
    """Find the runs whose color is that of paper or of some area: only they need a look at what is behind them."""
    shades = {_WHITE, *(area.color for area in areas if area.color is not None)}
    known = {color: any(alike(color, shade) for shade in shades) for color in set(runs.objects.color.tolist())}
    if not any(known.values()):
        return []
    return [i for i, color in enumerate(runs.objects.color[runs.object].tolist()) if known[color]]


def alike(one: int, other: int) -> bool:
    """Whether two colors (0xRRGGBB) look the same."""
    return all(abs((one >> shift & 255) - (other >> shift & 255)) <= _ALIKE for shift in (0, 8, 16))


def ground_color(areas: Iterable[PaintedArea], before: int) -> int | None:
    """Mix the color that ``areas``, in order of painting, leave where they all are; None: not one color.

    Only what is painted ``before`` counts. The paper is white.
    """
    ground: int | None = _WHITE
    for area in areas:
        if area.order >= before:
            break
        if area.alpha <= FAINT:
            continue
        if area.color is None:
            ground = None
        elif area.alpha >= _OPAQUE:
            ground = area.color
        elif ground is not None:
            ground = _blend(area.color, ground, area.alpha)
    return ground


def _blend(over: int, under: int, alpha: int) -> int:
    mixed = 0
    for shift in (16, 8, 0):
        a, b = over >> shift & 255, under >> shift & 255
        mixed |= (a * alpha + b * (255 - alpha)) // 255 << shift
    return mixed


def _outside(points: tuple[Floats, Floats], width: float, height: float) -> Bools:
    x, y = points
    out: Bools = (x < 0) | (x > width) | (y < 0) | (y > height)
    return out


def repeated_runs(runs: Runs, order: Ints, line: Ints) -> dict[int, int]:
    """Find runs that are drawn again on (almost) the same spot: the index of each, and of the one it repeats.

    ``order`` has the runs by line, then by start; ``line`` the line of each run. Programs without a bold font
    draw glyphs twice, a little apart; what pdfium does not notice itself is noticed here.
    """
    before, after = order[:-1], order[1:]
    near = _SAME_SPOT * runs.objects.size[runs.object[after]]
    length = runs.last - runs.first
    close = (
        (line[before] == line[after])
        & (length[before] == length[after])
        & (runs.start[after] - runs.start[before] <= near)
        & (np.abs(runs.base[after] - runs.base[before]) <= near)
        & (np.abs(runs.end[after] - runs.end[before]) <= 2 * near)
    )
    repeats: dict[int, int] = {}
    for k in close.nonzero()[0].tolist():
        one, other = int(before[k]), int(after[k])
        if runs.spelling(one) == runs.spelling(other):
            repeats[other] = repeats.get(one, one)
    return repeats


def overprinted_runs(runs: Runs, graphics: Graphics) -> set[int]:
    """Find runs that pdfium itself saw drawn twice: it leaves out the characters, but not the second text object."""
    known = {handle.value for handle in runs.objects.handles}
    left_out = [_bounds_of(c_void_p(address)) for address in graphics.text_order if address not in known]
    left_out = [bounds for bounds in left_out if bounds[2] > bounds[0] and bounds[3] > bounds[1]]  # not spaces alone
    if not left_out:
        return set()
    bounds = np.array([_bounds_of(handle) for handle in runs.objects.handles])
    near = _SAME_SPOT * runs.objects.size
    doubled = np.zeros(len(bounds), dtype=np.bool_)
    for other in left_out:
        doubled |= (np.abs(bounds - other) <= near[:, None]).all(axis=1)
    return set(doubled[runs.object].nonzero()[0].tolist())


def _bounds_of(thing: c_void_p) -> tuple[float, float, float, float]:
    pdfium.object_bounds(thing, *_bounds.addresses)
    left, bottom, right, top = (value if isfinite(value) else 0.0 for value in _bounds.values)
    return left, bottom, right, top


_point = pdfium.Numbers(c_float, 2)


def behind(areas: Iterable[PaintedArea], before: int, painters: Painters, x: float, y: float) -> Iterator[PaintedArea]:
    """Give the areas painted ``before`` that show at the point (x, y) of the displayed page.

    What a clip path cuts away there is left out; what is mixed with the ground in a way that only drawing
    would tell (blend modes, soft masks) comes without a color.
    """
    for area in areas:
        if area.order >= before:
            return
        painter = painters.at(area.order)
        if painter is None:
            yield area
        elif _within_clip(*painter, x, y):
            mixed = area.alpha == 255 and pdfium.has_transparency(painter[0])
            yield area._replace(color=None) if mixed else area


def _within_clip(path: pdfium.Handle, matrix: pdfium.Matrix, x: float, y: float) -> bool:
    """Whether a point lies within the bounds of all clip paths of an object."""
    clip = pdfium.clip_path(path)
    if not clip:
        return True
    for part in range(pdfium.count_clip_paths(clip)):
        xs, ys = [], []
        for i in range(pdfium.count_clip_segments(clip, part)):
            pdfium.segment_point(pdfium.get_clip_segment(clip, part, i), *_point.addresses)
            px, py = _point.values
            a, b, c, d, e, f = matrix
            xs.append(a * px + c * py + e)
            ys.append(b * px + d * py + f)
        if xs and not (min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)):
            return False
    return True
