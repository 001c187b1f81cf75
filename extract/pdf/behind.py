"""What lies behind a spot of the page: painted areas cut to what their clip paths leave of them.

Looked up only for text that seems hidden, because every question to pdfium has its price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import c_float

from extract.pdf import pdfium
from extract.pdf.paint import Area, Painters

_point = pdfium.Numbers(c_float, 2)


def behind(areas: Iterable[Area], before: int, painters: Painters, x: float, y: float) -> Iterator[Area]:
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
