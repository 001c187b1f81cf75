"""What painted paths leave on a page: pieces of lines, and areas."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import Final

import numpy as np

from extract.model import Fill
from extract.pdf.drawing.outlines import Bools, Lines, Rectangle
from extract.pdf.drawing.paint import Boxes, Paint, PaintedArea, are_white, is_white
from extract.pdf.drawing.rulings import Stroke
from extract.pdf.drawing.shading_joints import Tile, joints, undrawn
from extract.pdf.drawing.white_lines import White, shown_parts
from extract.pdf.frame import Floats
from extract.speed import maker

THIN: Final = 3.0  # points: a filled rectangle up to this thick is a line, a stroke above it an area
STRAIGHT: Final = 0.5  # points a line may lean over its length and still be horizontal or vertical
_PAGE: Final = 0.9  # share of the page that a fill covers to be its background

_make_piece: Final = maker(Stroke)


@dataclass(slots=True)
class Canvas:
    """A page of ``width`` by ``height`` points that gathers what is painted on it, cut to the page."""

    width: float
    height: float
    horizontal: list[Stroke] = field(default_factory=list)
    vertical: list[Stroke] = field(default_factory=list)
    areas: list[PaintedArea] = field(default_factory=list)
    _whites: list[White] = field(default_factory=list)

    def strokes(self, lines: Lines, widths: Floats, paint: Paint) -> None:
        """Draw straight lines: a piece of a ruling, an area if as broad as a bar, nothing if it leans."""
        x0, x1 = np.minimum(lines.x0, lines.x1), np.maximum(lines.x0, lines.x1)
        top, bottom = np.minimum(lines.y0, lines.y1), np.maximum(lines.y0, lines.y1)
        across, down = x1 - x0, bottom - top
        flat = (down <= STRAIGHT) & (across > down)
        upright = (across <= STRAIGHT) & (down > across)
        thin = widths <= THIN
        self._lines((lines.y0 + lines.y1) / 2, x0, x1, widths, paint, flat & thin, flat=True)
        self._lines((lines.x0 + lines.x1) / 2, top, bottom, widths, paint, upright & thin, flat=False)
        bars = (flat | upright) & ~thin
        if bars.any():
            aside, along = np.where(flat, 0.0, widths / 2), np.where(flat, widths / 2, 0.0)
            boxes = Boxes(x0 - aside, top - along, x1 + aside, bottom + along)
            self.rectangles(boxes.where(bars), paint.where(bars))

    def rectangles(self, boxes: Boxes, paint: Paint) -> None:
        """Fill rectangles: a piece of a ruling if thin, an area otherwise."""
        x0, top, x1, bottom = boxes
        wide, high = x1 - x0, bottom - top
        thick = (wide > THIN) & (high > THIN)
        if not thick.all():
            # A dot may be part of a dotted line in either direction; alone it is dropped after joining.
            flat = ~thick & ((wide >= high) | (wide <= THIN))
            upright = ~thick & ((high > wide) | (high <= THIN))
            self._lines((top + bottom) / 2, x0, x1, high, paint, flat, flat=True)
            self._lines((x0 + x1) / 2, top, bottom, wide, paint, upright, flat=False)
        if thick.any():
            chosen = paint.where(thick)
            columns = (column.tolist() for column in (*boxes.where(thick), *chosen))
            for each in zip(*columns, strict=True):
                self.area(each[:4], *each[4:])

    def area(self, box: Rectangle, color: int | None, alpha: int, order: int) -> None:
        """Paint a region; ``color`` None if it is not one color or no rectangle."""
        x0, top, x1, bottom = box
        x0, top = max(x0, 0.0), max(top, 0.0)
        x1, bottom = min(x1, self.width), min(bottom, self.height)
        if x0 < x1 and top < bottom:
            self.areas.append(PaintedArea(x0, top, x1, bottom, color, alpha, order))

    def finish(self) -> None:
        """Put the areas in order of painting, and keep of the white lines what shows between colored areas."""
        self.areas.sort(key=lambda area: area.order)
        if self._whites:
            colored = [area for area in self.areas if area.color is not None and not is_white(area.color)]
            flat, upright = shown_parts(self._whites, colored)
            self.horizontal += flat
            self.vertical += upright
        flat, upright = joints([Tile(*fill) for fill in self.fills()])
        self.horizontal += undrawn(flat, self.horizontal)
        self.vertical += undrawn(upright, self.vertical)

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

    def _lines(
        self, position: Floats, start: Floats, end: Floats, width: Floats, paint: Paint, chosen: Bools, *, flat: bool
    ) -> None:
        """Keep the lines that are ``chosen`` and on the page; white ones apart."""
        length, reach = (self.width, self.height) if flat else (self.height, self.width)
        start, end = np.maximum(start, 0.0), np.minimum(end, length)
        chosen = chosen & (start < end) & (position >= 0.0) & (position <= reach)
        if not chosen.any():
            return
        white = chosen & are_white(paint.color)
        colored = chosen & ~white
        columns = (position, start, end, width)
        pieces = self.horizontal if flat else self.vertical
        pieces.extend(map(_make_piece, zip(*(column[colored].tolist() for column in columns), strict=True)))
        if white.any():
            found = map(_make_piece, zip(*(column[white].tolist() for column in columns), strict=True))
            self._whites += map(White, found, repeat(flat), paint.order[white].tolist())
