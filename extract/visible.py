"""Which text nobody can see, and which glyphs are drawn twice."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import c_float, c_void_p
from itertools import product
from math import isfinite
from typing import Final

import numpy as np
import numpy.typing as npt

from extract import pdfium
from extract.canvas import Area
from extract.graphics import Graphics
from extract.paths import FAINT
from extract.runs import Runs

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_SMALLEST: Final = 1.0  # points: smaller text is no text to the eye
_ALIKE: Final = 8  # colors whose channels differ by no more look the same
_WHITE: Final = 0xFFFFFF
_OPAQUE: Final = 250  # an alpha from here on up covers what is below
_RISE: Final = 0.3  # share of the font size from the baseline up to the middle of small letters
_SAME_SPOT: Final = 0.12  # share of the font size that a glyph drawn again lies from the first

_bounds = pdfium.Numbers(c_float, 4)


def hidden_runs(runs: Runs, width: float, height: float, graphics: Graphics) -> Bools:
    """Find the runs that cannot be seen on a page of this size.

    They are not painted, transparent, too small, outside the page, or in the color of what they stand on.
    """
    objects = runs.objects
    unpainted = (objects.mode == 3) | (objects.mode == 7) | (objects.alpha <= FAINT) | (objects.size < _SMALLEST)
    points = _middles(runs)
    hidden: Bools = unpainted[runs.object] | _outside(points, width, height)
    suspects = _camouflaged(runs, graphics.areas)
    if suspects:
        bounds = np.array([area[:4] for area in graphics.areas]).reshape(-1, 4).T
        for i in suspects:
            owner = int(runs.object[i])
            order = graphics.text_order.get(objects.handles[owner].value or 0, 1 << 60)
            below = _areas_at(graphics.areas, bounds, float(points[0][i]), float(points[1][i]))
            ground = ground_color(below, order)
            hidden[i] |= ground is not None and alike(int(objects.color[owner]), ground)
    return hidden


def _areas_at(areas: tuple[Area, ...], bounds: Floats, x: float, y: float) -> list[Area]:
    x0, top, x1, bottom = bounds
    return [areas[k] for k in np.flatnonzero((x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)).tolist()]


def _camouflaged(runs: Runs, areas: tuple[Area, ...]) -> list[int]:
    """Find the runs whose color is that of paper or of some area: only they need a look at what is behind them."""
    shades = {_WHITE, *(area.color for area in areas if area.color is not None)}
    known = {color: any(alike(color, shade) for shade in shades) for color in set(runs.objects.color.tolist())}
    if not any(known.values()):
        return []
    return [i for i, color in enumerate(runs.objects.color[runs.object].tolist()) if known[color]]


def alike(one: int, other: int) -> bool:
    """Whether two colors (0xRRGGBB) look the same."""
    return all(abs((one >> shift & 255) - (other >> shift & 255)) <= _ALIKE for shift in (0, 8, 16))


def ground_color(areas: Iterable[Area], before: int) -> int | None:
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


def _middles(runs: Runs) -> tuple[Floats, Floats]:
    """Give the middle of each run on the displayed page, a little above its baseline."""
    along = (runs.start + runs.end) / 2
    across = runs.base - _RISE * runs.objects.size[runs.object]
    quarter = runs.objects.quarter[runs.object]
    x: Floats = np.choose(quarter, (along, -across, -along, across))
    y: Floats = np.choose(quarter, (across, along, -across, -along))
    return x, y


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
    for k in np.flatnonzero(close).tolist():
        one, other = int(before[k]), int(after[k])
        if runs.spelling(one) == runs.spelling(other):
            repeats[other] = repeats.get(one, one)
    return repeats


def overprinted_runs(runs: Runs, graphics: Graphics) -> set[int]:
    """Find runs that pdfium itself saw drawn twice: it leaves out the characters, but not the second text object."""
    known = {handle.value for handle in runs.objects.handles}
    left_out = [address for address in graphics.text_order if address not in known]
    if not left_out:
        return set()
    places: dict[tuple[int, int], list[tuple[int, tuple[float, ...]]]] = {}
    for i, handle in enumerate(runs.objects.handles):
        bounds = _bounds_of(handle)
        places.setdefault((round(bounds[0]), round(bounds[1])), []).append((i, bounds))
    doubled: set[int] = set()
    sizes = runs.objects.size.tolist()
    for address in left_out:
        bounds = _bounds_of(c_void_p(address))
        x, y = round(bounds[0]), round(bounds[1])
        if bounds[2] <= bounds[0] or bounds[3] <= bounds[1]:
            continue  # spaces alone
        for cell in product((x - 1, x, x + 1), (y - 1, y, y + 1)):
            doubled.update(
                i
                for i, other in places.get(cell, ())
                if all(abs(a - b) <= _SAME_SPOT * sizes[i] for a, b in zip(bounds, other, strict=True))
            )
    return set(np.flatnonzero(np.isin(runs.object, sorted(doubled))).tolist())


def _bounds_of(thing: c_void_p) -> tuple[float, float, float, float]:
    pdfium.object_bounds(thing, *_bounds.addresses)
    left, bottom, right, top = (value if isfinite(value) else 0.0 for value in _bounds.values)
    return left, bottom, right, top
