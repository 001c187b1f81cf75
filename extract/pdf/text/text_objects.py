"""The text objects of a page: font, size, direction and whether they can be seen, asked for once per object."""

from __future__ import annotations

from collections import deque
from ctypes import c_double, c_int, c_void_p
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from extract.pdf import pdfium
from extract.pdf.frame import Floats, Frame
from extract.pdf.text.fonts import font_styles

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SKEW: Final = 3.0  # degrees that straight text may be off the axes
_TINY: Final = 2.0  # points: below this the declared size is checked against the ink
_INK: Final = 0.7  # height of a capital's ink as a share of the font size


@dataclass(frozen=True, slots=True)
class TextObjects:
    """The text objects of a page, one array entry each. Colors are 0xRRGGBB, alpha 0 to 255."""

    handles: list[c_void_p]
    bold: Bools
    italic: Bools
    descent: Floats  # share of the font size below the baseline
    size: Floats  # displayed font size in points
    quarter: Ints  # direction of reading on the displayed page, quarter turns clockwise
    slanted: Bools  # reads at an odd angle
    heading: Ints  # direction of reading in user space, quarter turns counterclockwise
    direction: Floats  # (n, 2): unit vector of reading in user space
    stretch: Floats  # along the text: user space units per unit of text space
    font_size: Floats  # as declared, before any matrix
    fonts: list[pdfium.Handle]
    mode: Ints  # text rendering mode, -1 if unknown
    color: Ints  # of what paints the glyphs: the fill, or the stroke where only that is painted
    alpha: Ints


_matrices = pdfium.Slots(6, np.float32)
_sizes = pdfium.Slots(1, np.float32)
_colors = pdfium.Slots(4, np.int32, split=True)
_ink = pdfium.Numbers(c_double, 4)
_color = pdfium.Numbers(c_int, 4)


def read_text_objects(textpage: Any, addresses: list[int], firsts: list[int], frame: Frame) -> TextObjects:
    """Look up each text object (by address) through its first character (by index on the text page)."""
    n = len(addresses)
    for slots in (_matrices, _sizes, _colors):
        slots.reserve(n)
    _matrices.array[:n] = pdfium.IDENTITY
    handles = [c_void_p(address) for address in addresses]
    fonts = list(map(pdfium.text_font, handles))
    modes = np.array(list(map(pdfium.text_mode, handles)), dtype=np.int64)
    deque(map(pdfium.char_matrix, repeat(textpage), firsts, _matrices.at), maxlen=0)
    deque(map(pdfium.text_font_size, handles, _sizes.at), maxlen=0)
    deque(map(pdfium.fill_color, handles, *_colors.column), maxlen=0)
    colors = _colors.array[:n].astype(np.int64)
    for i in ((modes == 1) | (modes == 5)).nonzero()[0].tolist():  # only the outline is painted
        pdfium.stroke_color(handles[i], *_color.addresses)
        colors[i] = _color.values[:]
    a, b, c, d = pdfium.finite(_matrices.array[:n, :4]).T
    stretch = np.hypot(a, b)
    stretch[stretch == 0] = 1.0
    declared = np.abs(pdfium.finite(_sizes.array[:n, 0]))
    size = declared * np.abs(a * d - b * c) / stretch
    direction = np.column_stack((a / stretch, b / stretch))
    degrees = np.degrees(np.arctan2(b, a))
    heading = np.rint(degrees / 90).astype(np.int64)
    for i in (size < _TINY).nonzero()[0].tolist():
        size[i] = max(size[i], _ink_size(textpage, firsts[i]))
    styles = font_styles(fonts)
    return TextObjects(
        handles=handles,
        bold=np.array([style.bold for style in styles]),
        italic=np.array([style.italic for style in styles]),
        descent=np.array([style.descent for style in styles]),
        size=size,
        quarter=(frame.turns - heading) % 4,
        slanted=np.abs(degrees - 90 * heading) > _SKEW,
        heading=heading % 4,
        direction=direction,
        stretch=stretch,
        font_size=declared,
        fonts=fonts,
        mode=modes,
        color=colors[:, 0] << 16 | colors[:, 1] << 8 | colors[:, 2],
        alpha=colors[:, 3],
    )


def _ink_size(textpage: Any, index: int) -> float:
    """Estimate the font size from a glyph's ink: fonts drawn by procedures may declare any size."""
    if not pdfium.tight_box(textpage, index, *_ink.addresses):
        return 0.0
    left, right, bottom, top = _ink.values
    return float(min(max(right - left, top - bottom), 100.0)) / _INK
