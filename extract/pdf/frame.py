"""From PDF user space to the displayed page: crop box taken off, /Rotate applied, y downwards.

User space has y upwards and any origin; a page is shown cut to its crop box and turned clockwise by 0, 90,
180 or 270 degrees (ISO 32000-1, 7.7.3.3). Everything the reader returns is in points from the top left of
what is shown.
"""

from __future__ import annotations

from ctypes import c_float
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from extract.pdf import pdfium

Floats = npt.NDArray[np.float64]
T = TypeVar("T", float, Floats)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in user space, and the clockwise quarter turns it is shown with."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        """Width of the displayed page in points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the displayed page in points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def show(self, x: T, y: T) -> tuple[T, T]:
        """Where a point (or an array of points) of user space is on the displayed page."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    @property
    def matrix(self) -> pdfium.Matrix:
        """``show`` as an affine matrix (a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f."""
        if self.turns == 0:
            return (1.0, 0.0, 0.0, -1.0, -self.left, self.top)
        if self.turns == 1:
            return (0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left)
        if self.turns == 2:
            return (-1.0, 0.0, 0.0, 1.0, self.right, -self.bottom)
        return (0.0, -1.0, -1.0, 0.0, self.top, self.right)


def multiply(first: pdfium.Matrix, then: pdfium.Matrix) -> pdfium.Matrix:
    """Combine two affine matrices: apply ``first``, then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def page_frame(page: Any) -> Frame:
    """Read the frame of an open page: crop box within media box, and /Rotate."""
    box = pdfium.Numbers(c_float, 4)
    pdfium.page_box(page, box.addresses[0])
    left, top, right, bottom = box.values
    return Frame(left, bottom, right, top, pdfium.page_rotation(page) % 4)
