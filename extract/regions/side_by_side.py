"""Tables side by side, told from what is drawn: rules or shading of each that never reach across the gap between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.geometry import Interval, clusters, overlap
from extract.model import Page
from extract.page.text_lines import Line, line_of
from extract.page.word_shapes import is_value

SHORT = 40.0  # points: shorter rules say nothing of a table's width
GAP = 6.0  # points between two tables, at least
STEP = 1.7  # line steps (in em) up to which text above or below the rules goes with them


class _Block(NamedTuple):
    """Rules and shading above each other: their extent from left to right, and the heights at which they are."""

    x0: float
    x1: float
    heights: tuple[float, ...]


def side_by_side(lines: Sequence[Line], page: Page) -> list[list[Line]]:
    """The lines (top to bottom), parted where tables stand beside each other; each part runs top to bottom."""
    blocks = _blocks(page)
    for left, right in pairwise(blocks):
        gap = (left.x1, right.x0)
        if gap[1] - gap[0] < GAP or not _level(left, right):
            continue
        first, last = _reach(
            lines, gap, min(left.heights[0], right.heights[0]), max(left.heights[-1], right.heights[-1])
        )
        if first < last and (parts := _sides(lines[first:last], gap)):
            one, other = parts
            every = [list(lines[:first]), one, *side_by_side(other, page), list(lines[last:])]
            return [part for part in every if part]
    return [list(lines)]


def _blocks(page: Page) -> list[_Block]:
    drawn = [(r.x0, r.x1, r.top) for r in page.rulings if r.horizontal and r.x1 - r.x0 >= SHORT]
    drawn += [(f.x0, f.x1, y) for f in page.fills if f.x1 - f.x0 >= SHORT for y in (f.top, f.bottom)]
    groups: list[list[tuple[float, float, float]]] = []
    edge = float("-inf")
    for span in sorted(drawn):
        if span[0] <= edge + 1:
            groups[-1].append(span)
            edge = max(edge, span[1])
        else:
            groups.append([span])
            edge = span[1]
    return [
        _Block(min(s[0] for s in g), max(s[1] for s in g), tuple(c[0] for c in clusters((s[2] for s in g), 2.0)))
        for g in groups
    ]


def _level(left: _Block, right: _Block) -> bool:
    """Both have several rules, at much the same heights."""
    if min(len(left.heights), len(right.heights)) < 2:
        return False
    a, b = (left.heights[0], left.heights[-1]), (right.heights[0], right.heights[-1])
    return overlap(a, b) >= 0.5 * min(a[1] - a[0], b[1] - b[0])


def _reach(lines: Sequence[Line], gap: Interval, top: float, bottom: float) -> tuple[int, int]:
    """First and behind-last index of the lines between the rules and right beside them, none of which may run
    across the gap; (0, 0) where one between the rules does."""
    inside = [k for k, line in enumerate(lines) if top - 3 <= line.baseline <= bottom + 3]
    if not inside or any(_crosses(lines[k], gap) for k in inside):
        return 0, 0
    first, last = inside[0], inside[-1] + 1
    while first > 0 and _near(lines[first - 1], lines[first]) and not _crosses(lines[first - 1], gap):
        first -= 1
    while last < len(lines) and _near(lines[last - 1], lines[last]) and not _crosses(lines[last], gap):
        last += 1
    return first, last


def _near(above: Line, below: Line) -> bool:
    return below.baseline - above.baseline <= STEP * max(above.size, below.size)


def _crosses(line: Line, gap: Interval) -> bool:
    return any(c.x0 < gap[0] and c.x1 > gap[1] for c in line.chunks) or any(
        w.x0 < gap[1] - 1 and w.x1 > gap[0] + 1 for w in line.words
    )


def _sides(lines: Sequence[Line], gap: Interval) -> tuple[list[Line], list[Line]] | None:
    """The lines left and right of the gap; None where a side has none, or the right one has figures but no labels of
    its own: these are columns of one table."""
    middle = (gap[0] + gap[1]) / 2
    left, right = [], []
    for line in lines:
        a = [w for w in line.words if w.x1 <= middle]
        b = [w for w in line.words if w.x1 > middle]
        if a:
            left.append(line if not b else line_of(a))
        if b:
            right.append(line if not a else line_of(b))
    if not left or not right or (_is_labelled(left) and not _is_labelled(right)):
        return None
    return left, right


def _is_labelled(lines: Sequence[Line]) -> bool:
    """Most lines begin with something else than a figure."""
    return 2 * sum(is_value(line.words[0].text) for line in lines) < len(lines)
