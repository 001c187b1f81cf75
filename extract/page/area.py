"""A part of a page that may be a table, and the heights at which something drawn parts its rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from extract.geometry import merge, overlap, total
from extract.model import Box, Fill, Page, Ruling, Word
from extract.page.rule_lines import RuleLine, VerticalRule
from extract.page.text_lines import Line


class Area(NamedTuple):
    """A part of a page that looks like a table: its lines of text, and what is drawn in it. ``title`` is the numbered
    title that it stands under, as far as one was seen."""

    box: Box
    lines: tuple[Line, ...]
    levels: tuple[RuleLine, ...]
    positions: tuple[VerticalRule, ...]
    fills: tuple[Fill, ...]
    kind: str
    title: tuple[Word, ...] = ()


def row_marks(area: Area) -> list[float]:
    """Heights at which something drawn parts the rows over (most of) the width."""
    box = area.box
    out = [level.y for level in area.levels if level.covers(box.x0, box.x1) >= 0.6]
    if area.kind == "lattice":
        out = [level.y for level in area.levels if level.covers(box.x0, box.x1) >= 0.08]
        if len(out) > 3:  # the borders say it all; shading there is often drawn per line of text
            return sorted(out)
    return sorted(out + shading_edges(area.fills, box))


def shading_edges(fills: Sequence[Fill], box: Box) -> list[float]:
    """Heights where shading begins or ends over most of the box's width; one fill a cell counts as one a row."""
    edges = sorted(
        (y, f.x0, f.x1) for f in fills if f.top > box.top + 2 or f.bottom < box.bottom - 2 for y in (f.top, f.bottom)
    )
    out: list[float] = []
    start = 0
    for k in range(1, len(edges) + 1):
        if k == len(edges) or edges[k][0] - edges[k - 1][0] > 1.5:
            group = edges[start:k]
            if total(merge((max(x0, box.x0), min(x1, box.x1)) for _, x0, x1 in group)) >= 0.6 * box.width:
                out.append(sum(y for y, _, _ in group) / len(group))
            start = k
    return out


def fills_in(page: Page, box: Box) -> tuple[Fill, ...]:
    """The page's shading that reaches into the box."""
    return tuple(
        f
        for f in page.fills
        if overlap((f.x0, f.x1), (box.x0, box.x1)) > 2 and overlap((f.top, f.bottom), (box.top, box.bottom)) > 2
    )


def crossed(words: Sequence[Word], down: Sequence[Ruling], across: Sequence[Ruling]) -> float:
    """The share of words that a line is drawn through: high in charts and maps, nil in tables."""
    if not across and not down:
        return 0.0
    across, down = sorted(across, key=attrgetter("top")), sorted(down, key=attrgetter("x0"))
    ys, xs = [r.top for r in across], [r.x0 for r in down]
    hit = 0
    for w in words:
        through, reach = w.baseline - 0.3 * w.size, 0.2 * w.size
        lo = bisect_right(ys, through - reach)
        if lo < len(ys) and ys[lo] < through + reach:
            hi = bisect_left(ys, through + reach)
            if any(r.x0 < w.x0 + 1 and r.x1 > w.x1 - 1 for r in across[lo:hi]):
                hit += 1
                continue
        lo = bisect_right(xs, w.x0 + 1.5)
        if lo < len(xs) and xs[lo] < w.x1 - 1.5:
            hi, middle = bisect_left(xs, w.x1 - 1.5), (w.top + w.bottom) / 2
            hit += any(r.top < middle < r.bottom for r in down[lo:hi])
    return hit / max(len(words), 1)
