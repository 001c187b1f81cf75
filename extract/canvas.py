"""What painted paths leave on a page: pieces of lines, and areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from extract.model import Fill
from extract.paths import PaintedPath
from extract.rulings import Piece

THIN: Final = 3.0  # points: a filled rectangle up to this thick is a line, a stroke above it an area
STRAIGHT: Final = 0.5  # points a line may lean over its length and still be horizontal or vertical
_PAGE: Final = 0.9  # share of the page that a fill covers to be its background
_WHITE: Final = 253  # a channel from here on up is white to the eye

Rectangle = tuple[float, float, float, float]  # x0, top, x1, bottom


class Area(NamedTuple):
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


def is_white(color: int) -> bool:
    """Whether a color (0xRRGGBB) is white to the eye."""
    return color >> 16 >= _WHITE and color >> 8 & 255 >= _WHITE and color & 255 >= _WHITE


@dataclass(slots=True)
class Canvas:
    """A page of ``width`` by ``height`` points that gathers what is painted on it, cut to the page."""

    width: float
    height: float
    horizontal: list[Piece] = field(default_factory=list)
    vertical: list[Piece] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    def stroke(self, start: Sequence[float], end: Sequence[float], path: PaintedPath) -> None:
        """Draw a straight line: a piece of a ruling, an area if as broad as a bar, nothing if it leans."""
        x0, y0 = start
        x1, y1 = end
        across, down = abs(x1 - x0), abs(y1 - y0)
        flat = down <= STRAIGHT and across > down
        if not flat and (across > STRAIGHT or down <= across):
            return
        if path.width <= THIN:
            if flat:
                self._flat(min(x0, x1), max(x0, x1), (y0 + y1) / 2, path.width)
            else:
                self._upright(min(y0, y1), max(y0, y1), (x0 + x1) / 2, path.width)
            return
        half = path.width / 2
        box = (min(x0, x1), min(y0, y1) - half, max(x0, x1), max(y0, y1) + half)
        if not flat:
            box = (min(x0, x1) - half, min(y0, y1), max(x0, x1) + half, max(y0, y1))
        self.rectangle(box, path.stroke, path.stroke_alpha, path.order)

    def rectangle(self, box: Rectangle, color: int, alpha: int, order: int) -> None:
        """Fill a rectangle: a piece of a ruling if thin, an area otherwise."""
        x0, top, x1, bottom = box
        wide, high = x1 - x0, bottom - top
        if wide > THIN and high > THIN:
            self.area(box, color, alpha, order)
            return
        if is_white(color):
            return
        # A dot may be part of a dotted line in either direction; alone it is dropped after joining.
        if wide >= high or wide <= THIN:
            self._flat(x0, x1, (top + bottom) / 2, high)
        if high > wide or high <= THIN:
            self._upright(top, bottom, (x0 + x1) / 2, wide)

    def area(self, box: Rectangle, color: int | None, alpha: int, order: int) -> None:
        """Paint a region; ``color`` None if it is not one color or no rectangle."""
        x0, top, x1, bottom = box
        x0, top = max(x0, 0.0), max(top, 0.0)
        x1, bottom = min(x1, self.width), min(bottom, self.height)
        if x0 < x1 and top < bottom:
            self.areas.append(Area(x0, top, x1, bottom, color, alpha, order))

    def fills(self) -> tuple[Fill, ...]:
        """List the areas of one color that are neither white nor the page's background, each once."""
        background = _PAGE * self.width * self.height
        return tuple(
            dict.fromkeys(
                Fill(area.x0, area.top, area.x1, area.bottom, area.color)
                for area in self.areas
                if area.color is not None
                and not is_white(area.color)
                and (area.x1 - area.x0) * (area.bottom - area.top) < background
            )
        )

    def _flat(self, start: float, end: float, y: float, width: float) -> None:
        start, end = max(start, 0.0), min(end, self.width)
        if start < end and 0.0 <= y <= self.height:
            self.horizontal.append(Piece(y, start, end, width))

    def _upright(self, start: float, end: float, x: float, width: float) -> None:
        start, end = max(start, 0.0), min(end, self.height)
        if start < end and 0.0 <= x <= self.width:
            self.vertical.append(Piece(x, start, end, width))
