"""Shaded cells side by side: where they tile two columns and three rows or more, their joints are lines to the eye."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extract.pdf.drawing.rulings import GAP, Stroke

_SAME: Final = 1.0  # points by which the edges of two cells in line may differ
_OVERLAP: Final = 0.5  # points by which neighbours may overlap
_OPEN: Final = 0.2  # points from which on a gap between two cells shows
_COLUMNS: Final = 2
_ROWS: Final = 3
_MOST: Final = 5000  # shaded cells on a page that are compared


class Tile(NamedTuple):
    """A shaded cell: its box, and its color (0xRRGGBB)."""

    x0: float
    top: float
    x1: float
    bottom: float
    color: int


class _Joint(NamedTuple):
    """The line between two neighbours, by index; ``shown`` tells whether it can be seen."""

    one: int
    other: int
    piece: Stroke
    shown: bool


def joints(tiles: Sequence[Tile]) -> tuple[list[Stroke], list[Stroke]]:
    """Find the lines that can be seen between tiles: the horizontal ones, the vertical ones."""
    if not _COLUMNS * _ROWS <= len(tiles) <= _MOST:
        return [], []
    down = _beside([Tile(tile.top, tile.x0, tile.bottom, tile.x1, tile.color) for tile in tiles])
    across = _beside(tiles)
    group = _groups(len(tiles), [*down, *across])
    members: dict[int, list[Tile]] = {}
    for tile, root in zip(tiles, group, strict=True):
        members.setdefault(root, []).append(tile)
    grids = {root for root, each in members.items() if _is_grid(each)}
    flat, upright = ([joint for joint in found if group[joint.one] in grids] for found in (down, across))
    # A shaded column alone has joints at its rows' edges, too; the rows of its neighbours have none there.
    wide = Counter((group[joint.one], _level(joint)) for joint in flat)
    return (
        [joint.piece for joint in flat if joint.shown and wide[group[joint.one], _level(joint)] >= _COLUMNS],
        [joint.piece for joint in upright if joint.shown],
    )


def _level(joint: _Joint) -> int:
    return round(joint.piece.position / _SAME)


def undrawn(found: Sequence[Stroke], drawn: Sequence[Stroke]) -> list[Stroke]:
    """Leave out the joints that a line is drawn along: that says better where it is."""
    if not found:
        return []
    lines = sorted(drawn)
    places = [line.position for line in lines]
    return [
        joint
        for joint in found
        if not any(
            line.start <= (joint.start + joint.end) / 2 <= line.end
            for line in lines[bisect_left(places, joint.position - GAP) : bisect_right(places, joint.position + GAP)]
        )
    ]


def _is_grid(tiles: Sequence[Tile]) -> bool:
    return _levels([tile.x0 for tile in tiles]) >= _COLUMNS and _levels([tile.top for tile in tiles]) >= _ROWS


def _levels(places: Sequence[float]) -> int:
    ordered = sorted(places)
    return 1 + sum(b - a > GAP for a, b in pairwise(ordered))


def _beside(tiles: Sequence[Tile]) -> list[_Joint]:
    """Find the neighbours from left to right: equally high, and no more than a line's width apart."""
    rows: dict[int, list[tuple[float, int]]] = {}  # by height in steps of _SAME: who begins where
    for i, tile in enumerate(tiles):
        rows.setdefault(round(tile.top / _SAME), []).append((tile.x0, i))
    for row in rows.values():
        row.sort()
    found: list[_Joint] = []
    for i, tile in enumerate(tiles):
        at = round(tile.top / _SAME)
        for row in (rows[k] for k in (at - 1, at, at + 1) if k in rows):
            for k in range(bisect_left(row, (tile.x1 - _OVERLAP, -1)), len(row)):
                left, number = row[k]
                if left - tile.x1 > GAP:
                    break
                other = tiles[number]
                if abs(other.top - tile.top) <= _SAME and abs(other.bottom - tile.bottom) <= _SAME:
                    gap = max(left - tile.x1, 0.0)
                    piece = Stroke((tile.x1 + left) / 2, tile.top, tile.bottom, gap)
                    found.append(_Joint(i, number, piece, gap >= _OPEN or other.color != tile.color))
    return found


def _groups(n: int, links: Sequence[_Joint]) -> list[int]:
    """Number the groups of tiles that joints link, by one of their members."""
    parent = list(range(n))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for link in links:
        parent[root(link.one)] = root(link.other)
    return [root(k) for k in range(n)]
