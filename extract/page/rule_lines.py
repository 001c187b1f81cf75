"""What drawn lines say together: lattices (lines that cross) and stacks (horizontal lines above each other)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extract.geometry import Interval, clusters, merge, overlap, total
from extract.model import Box, Ruling

TOUCH = 3.0  # lines whose ends come this near to each other meet
SAME = 3.5  # lines this near to each other are one (double rules, cell borders with a gap)


class Lattice(NamedTuple):
    """Lines that cross or touch each other: the frame around them and the lines."""

    box: Box
    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]


class RuleLine(NamedTuple):
    """All horizontal lines at one height: ``segments`` are their disjoint extents."""

    y: float
    segments: tuple[Interval, ...]

    @property
    def x0(self) -> float:
        return self.segments[0][0]

    @property
    def x1(self) -> float:
        return self.segments[-1][1]

    def covers(self, x0: float, x1: float) -> float:
        """The share of x0..x1 that is drawn."""
        return sum(max(0.0, overlap((x0, x1), s)) for s in self.segments) / max(x1 - x0, 0.1)


def lattices(rulings: Sequence[Ruling]) -> list[Lattice]:
    """Groups of lines that meet, each with at least two heights and two verticals, top to bottom."""
    across = sorted((r for r in rulings if r.horizontal), key=lambda r: r.top)
    down = sorted((r for r in rulings if not r.horizontal), key=lambda r: r.x0)
    if len(across) < 2 or len(down) < 2:
        return []
    heights = [r.top for r in across]
    parent = list(range(len(across) + len(down)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for k, v in enumerate(down):
        for i in range(bisect_left(heights, v.top - TOUCH), bisect_right(heights, v.bottom + TOUCH)):
            if across[i].x0 - TOUCH <= v.x0 <= across[i].x1 + TOUCH:
                parent[root(len(across) + k)] = root(i)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, r in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(r)
    for k, r in enumerate(down):
        groups.setdefault(root(len(across) + k), ([], []))[1].append(r)
    out = [
        Lattice(_frame(hs, vs), tuple(hs), tuple(vs))
        for hs, vs in groups.values()
        if len(clusters((h.top for h in hs), SAME)) >= 2 and len(clusters((v.x0 for v in vs), SAME)) >= 2
    ]
    return sorted(out, key=lambda lattice: (lattice.box.top, lattice.box.x0))


def _frame(across: Sequence[Ruling], down: Sequence[Ruling]) -> Box:
    every = (*across, *down)
    return Box(
        min(r.x0 for r in every), min(r.top for r in every), max(r.x1 for r in every), max(r.bottom for r in every)
    )


def levels(across: Sequence[Ruling], gap: float = 2.0) -> list[RuleLine]:
    """Horizontal lines by height, top to bottom; pieces at most ``gap`` apart are joined."""
    out: list[RuleLine] = []
    ordered = sorted(across, key=lambda r: r.top)
    start = 0
    for k in range(1, len(ordered) + 1):
        if k == len(ordered) or ordered[k].top - ordered[k - 1].top > 1.5:
            group = ordered[start:k]
            y = sum(r.top for r in group) / len(group)
            out.append(RuleLine(y, tuple(merge(((r.x0, r.x1) for r in group), gap))))
            start = k
    return out


class VerticalRule(NamedTuple):
    """Vertical lines at one x: ``segments`` are their disjoint extents in y."""

    x: float
    segments: tuple[Interval, ...]

    def covers(self, top: float, bottom: float) -> float:
        """The share of top..bottom that is drawn."""
        return sum(max(0.0, overlap((top, bottom), s)) for s in self.segments) / max(bottom - top, 0.1)

    @property
    def length(self) -> float:
        return total(self.segments)


def positions(down: Sequence[Ruling], tolerance: float = SAME) -> list[VerticalRule]:
    """Vertical lines by place, left to right; lines at most ``tolerance`` apart are one."""
    ordered = sorted(down, key=lambda r: r.x0)
    out: list[VerticalRule] = []
    start = 0
    for k in range(1, len(ordered) + 1):
        if k == len(ordered) or ordered[k].x0 - ordered[k - 1].x0 > tolerance:
            group = ordered[start:k]
            x = sum(r.x0 for r in group) / len(group)
            out.append(VerticalRule(x, tuple(merge(((r.top, r.bottom) for r in group), TOUCH))))
            start = k
    return out
