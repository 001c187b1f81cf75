"""Tables whose cells are framed: lines that cross, and the words between them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.area import Area, fills_in
from extract.lines import Line, visual_lines
from extract.model import Box, Page, Word
from extract.rules import Lattice, Position, levels, positions
from extract.tokens import is_caption


def is_grid(lattice: Lattice) -> bool:
    """More than a frame: a line inside that parts it into columns, and one that parts it into rows."""
    box = lattice.box
    inner_down = [p for p in positions(lattice.down) if box.x0 + 5 < p.x < box.x1 - 5 and p.length > 0.3 * box.height]
    inner_across = [lv for lv in levels(lattice.across) if box.top + 4 < lv.y < box.bottom - 4]
    return len(inner_down) >= 1 and (len(inner_across) >= 1 or len(inner_down) >= 2)


def lattice_area(lattice: Lattice, words: Sequence[Word], page: Page) -> Area:
    """The lattice as an area with the lines of its words, without a title or notes in the same frame."""
    box = lattice.box
    barriers = [(r.x0, r.top, r.bottom) for r in lattice.down]
    down = positions(lattice.down)
    lines = _inner_lines(visual_lines(words, barriers), box, down)
    box = Box(box.x0, max(box.top, lines[0].top - 3), box.x1, min(box.bottom, lines[-1].bottom + 3))
    return Area(box, tuple(lines), tuple(levels(lattice.across)), tuple(down), fills_in(page, box), "lattice")


def _inner_lines(lines: list[Line], box: Box, down: Sequence[Position]) -> list[Line]:
    """Without the title above and the notes below that stand in the same frame, beyond the lines between columns."""
    inner = [s for p in down if box.x0 + 5 < p.x < box.x1 - 5 for s in p.segments]
    top, bottom = min(s[0] for s in inner), max(s[1] for s in inner)
    above = [line for line in lines if line.bottom < top + 2]
    below = [line for line in lines if line.top > bottom - 2]
    start = len(above) if any(is_caption(line.text) for line in above) or len(above) > 2 else 0
    end = len(lines) - (len(below) if any(len(line.words) >= 8 for line in below) else 0)
    return lines[start:end] or lines
