"""The text that an OCR program put invisibly where the image of a page shows it.

Such text is what a reader sees, unless something visible is printed on the same spot: a page is not read twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.pdf.drawing.outlines import Rectangle
from extract.pdf.text.runs import RISE, Runs

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_INVISIBLE: Final = 3  # the text rendering mode that paints nothing (ISO 32000-1, 9.3.6)
_SPOTS: Final = (0.1, 0.5, 0.9)  # shares of a run's length at which it is looked where it stands
_RASTER: Final = 1000  # squares into which a page's longer side is cut to remember where visible text stands
_REACH: Final = 0.5  # points that text may stand out of its image


class OcrLayer(NamedTuple):
    """Which runs of a page are an image's own text, and the boxes of those images on the displayed page."""

    runs: Bools
    images: tuple[Rectangle, ...]


def ocr_layer(runs: Runs, hidden: Bools, pictures: Sequence[Rectangle], width: float, height: float) -> OcrLayer:
    """The invisible runs that lie on one of the ``pictures`` and not under visible text.

    ``hidden`` are all runs that nobody can see; ``width`` and ``height`` are the page's.
    """
    chosen = np.zeros(len(runs), dtype=np.bool_)
    invisible = hidden & (runs.objects.mode == _INVISIBLE)[runs.object]
    if not pictures or not invisible.any():
        return OcrLayer(chosen, ())
    taken = _printed(runs, ~hidden, width, height)
    images = []
    places = [runs.places(share) for share in _SPOTS]
    free = invisible & ~np.any([taken.at(x, y) for x, y in places], axis=0)
    for picture in dict.fromkeys(pictures):
        on_it = free & np.all([_within(picture, x, y) for x, y in places], axis=0)
        if on_it.any():
            images.append(picture)
            chosen |= on_it
    return OcrLayer(chosen, tuple(images))


class _Raster(NamedTuple):
    """The squares of a page, and which of them something stands on."""

    filled: Bools
    side: float

    def at(self, x: Floats, y: Floats) -> Bools:
        rows, columns = self.filled.shape
        found: Bools = self.filled[
            np.clip(y / self.side, 0, rows - 1).astype(int), np.clip(x / self.side, 0, columns - 1).astype(int)
        ]
        return found


def _printed(runs: Runs, seen: Bools, width: float, height: float) -> _Raster:
    """Where the runs ``seen`` stand, as high as small letters are."""
    side = max(width, height) / _RASTER
    filled = np.zeros((int(height / side) + 1, int(width / side) + 1), dtype=np.bool_)
    air = (RISE * runs.objects.size[runs.object])[seen]
    (x0, y0), (x1, y1) = runs.places(0.0), runs.places(1.0)
    edges = (
        np.minimum(y0, y1)[seen] - air,
        np.maximum(y0, y1)[seen] + air,
        np.minimum(x0, x1)[seen] - air,
        np.maximum(x0, x1)[seen] + air,
    )
    for top, bottom, left, right in np.maximum(np.stack(edges, axis=1) / side, 0).astype(int).tolist():
        filled[top : bottom + 1, left : right + 1] = True
    return _Raster(filled, side)


def _within(box: Rectangle, x: Floats, y: Floats) -> Bools:
    x0, top, x1, bottom = box
    inside: Bools = (x0 - _REACH <= x) & (x <= x1 + _REACH) & (top - _REACH <= y) & (y <= bottom + _REACH)
    return inside
