"""Tables whose cells are framed: lines that cross, and the words between them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Box, Page, Ruling, Word
from extract.page.area import Area, fills_in
from extract.page.rule_lines import TOUCH, Lattice, VerticalRule, levels, parted_at, positions
from extract.page.text_lines import Line, visual_lines
from extract.page.word_shapes import is_caption, is_value

FLUSH = 4.0  # points: how far the ends of a table's rules may be from each other
APART = 14.0  # points: groups of rows of one table stand at most this far apart
SAME_HEIGHT = 1.5  # points by which the lines across of one row differ
FEWEST_LEVELS = 4  # lines across that show rows: frames of two charts side by side have two each
ALIKE = 0.8  # share of two lattices' lines across that are at the same heights where both are one table
BARE = 0.6  # share of the lines that begin with a figure where no labels are: the others are heads
HEAD = 90.0  # points that a head above the lines between columns may be high


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


def joined(found: Sequence[Lattice], words: Sequence[Word]) -> list[Lattice]:
    """The lattices (top to bottom), those made one that stand close above each other with the same columns and
    nothing written between: groups of rows set apart."""
    out: list[Lattice] = []
    for lattice in found:
        k = next((k for k, upper in enumerate(out) if _same_columns(upper, lattice)), None)
        if k is None or _written_between(out[k].box, lattice.box, words):
            out.append(lattice)
        else:
            upper = out[k]
            box = Box(upper.box.x0, upper.box.top, upper.box.x1, lattice.box.bottom)
            out[k] = Lattice(box, (*upper.across, *lattice.across), (*upper.down, *lattice.down))
    return _with_columns_beside(out, words)


def _with_columns_beside(found: Sequence[Lattice], words: Sequence[Word]) -> list[Lattice]:
    """The lattices, with each the columns of figures that are framed right beside it, in the same rows."""
    out: list[Lattice] = []
    for lattice in sorted(found, key=lambda g: g.box.x0):
        k = next((k for k, left in enumerate(out) if _same_rows(left, lattice)), None)
        if k is None or not _begins_with_figures(lattice, words):
            out.append(lattice)
            continue
        left = out[k]
        box = Box(
            left.box.x0, min(left.box.top, lattice.box.top), lattice.box.x1, max(left.box.bottom, lattice.box.bottom)
        )
        out[k] = Lattice(box, (*left.across, *lattice.across), (*left.down, *lattice.down))
    return sorted(out, key=lambda g: (g.box.top, g.box.x0))


def _same_rows(left: Lattice, right: Lattice) -> bool:
    """The right lattice stands right beside the left one, as high, and nearly all their lines across stand level."""
    near = 0 <= right.box.x0 - left.box.x1 <= APART
    if not near or abs(left.box.top - right.box.top) > FLUSH or abs(left.box.bottom - right.box.bottom) > FLUSH:
        return False
    ours, theirs = levels(left.across), [level.y for level in levels(right.across)]
    shared = sum(any(abs(level.y - y) <= SAME_HEIGHT for y in theirs) for level in ours)
    return shared >= max(FEWEST_LEVELS, ALIKE * max(len(ours), len(theirs)))


def _begins_with_figures(lattice: Lattice, words: Sequence[Word]) -> bool:
    """No labels: most lines in the lattice have nothing but a figure in its first column."""
    box = lattice.box
    inside = [w for w in words if box.x0 < (w.x0 + w.x1) / 2 < box.x1 and box.top < (w.top + w.bottom) / 2 < box.bottom]
    lines = visual_lines(inside)
    return sum(is_value(line.words[0].text) for line in lines) >= BARE * len(lines) > 0


def apart(lattice: Lattice) -> list[Lattice]:
    """The lattice, or the two that touch side by side in it: most lines across are one's or the other's."""
    gap = parted_at(levels(lattice.across))
    if gap is None:
        return [lattice]
    middle = (gap[0] + gap[1]) / 2
    box = lattice.box
    sides = []
    for x0, x1 in ((box.x0, middle), (middle, box.x1)):
        across = tuple(
            r._replace(x0=max(r.x0, x0), x1=min(r.x1, x1)) for r in lattice.across if r.x0 < x1 - 3 and r.x1 > x0 + 3
        )
        down = tuple(r for r in lattice.down if x0 - 3 <= r.x0 <= x1 + 3)
        if len(across) < 2 or not down:
            return [lattice]
        sides.append(Lattice(Box(x0, min(r.top for r in across), x1, max(r.top for r in across)), across, down))
    return sides


def _same_columns(upper: Lattice, lower: Lattice) -> bool:
    if not 0 <= lower.box.top - upper.box.bottom <= APART:
        return False
    above, below = [p.x for p in positions(upper.down)], [p.x for p in positions(lower.down)]
    return len(above) == len(below) > 3 and all(abs(a - b) <= FLUSH for a, b in zip(above, below, strict=True))


def _written_between(upper: Box, lower: Box, words: Sequence[Word]) -> bool:
    return any(
        upper.bottom < (w.top + w.bottom) / 2 < lower.top and upper.x0 <= w.x1 and w.x0 <= upper.x1 for w in words
    )


def with_head(lattice: Lattice, rulings: Sequence[Ruling], words: Sequence[Word]) -> Lattice:
    """The lattice with the head above it, where the lines between columns begin below the heads: up to the next
    rule, if that is just as wide and what stands between is in columns."""
    box = lattice.box
    own = set(lattice.across)
    others = [r for r in rulings if r.horizontal and r not in own and box.top - HEAD <= r.top < box.top - 4]
    wide = [r for r in others if abs(r.x0 - box.x0) <= FLUSH and abs(r.x1 - box.x1) <= FLUSH]
    if not wide or not any(r.top <= box.top + TOUCH and r.x1 - r.x0 > 0.9 * box.width for r in lattice.across):
        return lattice
    top = max(r.top for r in wide)
    between = [w for w in words if top < (w.top + w.bottom) / 2 < box.top and box.x0 - 2 <= w.x0 and w.x1 <= box.x1 + 2]
    lines = visual_lines(between)
    if not any(len(line.chunks) > 1 for line in lines) or any(is_caption(line.text) for line in lines):
        return lattice
    more = (r for r in others if r.top >= top - 1 and r.x0 >= box.x0 - FLUSH and r.x1 <= box.x1 + FLUSH)
    return Lattice(Box(box.x0, top, box.x1, box.bottom), (*more, *lattice.across), lattice.down)


def _inner_lines(lines: list[Line], box: Box, down: Sequence[VerticalRule]) -> list[Line]:
    """Without the title above and the notes below that stand in the same frame, beyond the lines between columns."""
    inner = [s for p in down if box.x0 + 5 < p.x < box.x1 - 5 for s in p.segments]
    top, bottom = min(s[0] for s in inner), max(s[1] for s in inner)
    above = [line for line in lines if line.bottom < top + 2]
    below = [line for line in lines if line.top > bottom - 2]
    head = next((k for k, line in enumerate(above) if len(line.chunks) > 1), len(above))
    start = head if any(is_caption(line.text) for line in above[:head]) or head > 2 else 0
    end = len(lines) - (len(below) if any(len(line.words) >= 8 for line in below) else 0)
    return lines[start:end] or lines
