"""The values of painting: an area, the paint of many shapes, their boxes, and what counts as white."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.pdf import pdfium
from extract.pdf.drawing.outlines import Bools, Ints
from extract.pdf.frame import Floats

_WHITE: Final = 253  # a channel from here on up is white to the eye


class PaintedArea(NamedTuple):
    """A painted region of the page; ``order`` tells when it is painted.

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


class Paint(NamedTuple):
    """How each of a number of shapes is painted: color (0xRRGGBB), alpha, and when."""

    color: Ints
    alpha: Ints
    order: Ints

    def where(self, chosen: Bools | Ints) -> Paint:
        """The paint of the shapes that are chosen, by a mask or by index."""
        return Paint(self.color[chosen], self.alpha[chosen], self.order[chosen])


class Boxes(NamedTuple):
    """Rectangles, one array entry each."""

    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats

    def where(self, chosen: Bools) -> Boxes:
        """The rectangles that are chosen."""
        return Boxes(*(column[chosen] for column in self))


def are_white(color: Ints) -> Bools:
    """Which colors (0xRRGGBB) are white to the eye."""
    white: Bools = (color >> 16 >= _WHITE) & (color >> 8 & 255 >= _WHITE) & (color & 255 >= _WHITE)
    return white


def is_white(color: int) -> bool:
    """Whether a color (0xRRGGBB) is white to the eye."""
    return color >> 16 >= _WHITE and color >> 8 & 255 >= _WHITE and color & 255 >= _WHITE


class Painters(NamedTuple):
    """Path objects: when each is painted (in order), the object, and the matrix from what it is in to the page."""

    orders: Sequence[int]
    handles: Sequence[pdfium.Handle]
    matrices: Sequence[pdfium.Matrix]

    def at(self, order: int) -> tuple[pdfium.Handle, pdfium.Matrix] | None:
        """The path painted then; None where it was none."""
        k = bisect_left(self.orders, order)
        found = k < len(self.orders) and self.orders[k] == order
        return (self.handles[k], self.matrices[k]) if found else None
