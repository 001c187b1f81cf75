"""Whether a page is the picture of a printed sheet whose words nobody gave."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any, Final

import numpy as np

from extract.model import Word
from extract.pdf import pdfium
from extract.pdf.drawing.outlines import Rectangle
from extract.pdf.frame import Frame

_COVERED: Final = 0.5  # share of the page that its pictures cover at least, in one piece or in strips
_FEW: Final = 30  # words: a line stamped on by the archive, a page number
_SIDE: Final = 64  # pixels of the small picture that is looked at
_LIGHT: Final = 200  # of 255: paper, also grey or yellowed
_PAPER: Final = 0.6  # share of a printed sheet that is paper; photographs have less


def is_unread_scan(page: Any, frame: Frame, pictures: Sequence[Rectangle], words: Sequence[Word]) -> bool:
    """Pictures cover most of the page, hardly a word stands on it, and what it shows is mostly light, as paper is."""
    if not pictures or len(words) >= _FEW or _covered(frame, pictures) < _COVERED:
        return False
    return _light(page) >= _PAPER


def _covered(frame: Frame, pictures: Sequence[Rectangle]) -> float:
    """The share of the page that the pictures cover; what two of them cover counts twice."""
    whole = frame.width * frame.height
    if whole <= 0:
        return 0.0
    x0, top, x1, bottom = np.array(pictures).T
    widths = np.clip(np.minimum(x1, frame.width) - np.maximum(x0, 0), 0, None)
    heights = np.clip(np.minimum(bottom, frame.height) - np.maximum(top, 0), 0, None)
    return float((widths * heights).sum()) / whole


def _light(page: Any) -> float:
    """The share of the page as displayed that is light."""
    pixels = np.zeros((_SIDE, _SIDE), dtype=np.uint8)
    bitmap = pdfium.create_bitmap(_SIDE, _SIDE, pdfium.BITMAP_GRAY, c_void_p(pixels.ctypes.data), _SIDE)
    if not bitmap:
        return 0.0
    try:
        pdfium.fill_bitmap(bitmap, 0, 0, _SIDE, _SIDE, pdfium.WHITE)
        pdfium.render_page(bitmap, page, 0, 0, _SIDE, _SIDE, 0, 0)
    finally:
        pdfium.destroy_bitmap(bitmap)
    return float((pixels >= _LIGHT).mean())
