"""What one line of a table has in each column, and the line with it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from extract.geometry import overlap
from extract.grid.columns import NARROW, WIDE, Separator
from extract.model import Word
from extract.page.text_lines import Chunk, Line, chunk_of
from extract.page.word_shapes import is_value
from extract.speed import maker

BESIDE = 0.5  # points by which a word may reach over a gutter's edge

_HI = attrgetter("hi")


class LineCell(NamedTuple):
    """What one line has in columns ``first`` .. ``last``."""

    first: int
    last: int
    chunk: Chunk


_make_cell = maker(LineCell)


def line_cells(
    line: Line,
    separators: Sequence[Separator],
    *,
    space: float = 0.0,
    lowest: bool = False,
    whole: frozenset[int] = frozenset(),
) -> list[LineCell]:
    """What the line has in each column; a text that runs across a separator spans columns.

    ``space`` (given for lines of the head, whose words crowd together over narrow columns) is the usual space
    between words; ``lowest`` says that the line is the head's last one, where every column has its own text;
    ``whole`` are indexes of separators at which the line is not cut.
    """
    cutting = [s for k, s in enumerate(separators) if k not in whole] if whole else separators
    parts = _parts(line, cutting, separators)
    if space:
        crowds = [cell for part in parts for cell in _crowded(part.words, cutting, space, lowest)]
        parts = parts if len(crowds) == len(parts) else list(map(chunk_of, crowds))
    out: list[LineCell] = []
    for chunk in parts:
        first, last = _columns_of(chunk, separators)
        if out and out[-1].last >= first:  # two parts of one column
            joined = chunk_of((*out[-1].chunk.words, *chunk.words))
            out[-1] = LineCell(out[-1].first, max(last, out[-1].last), joined)
        else:
            out.append(_make_cell((first, last, chunk)))
    return out


def _parts(line: Line, cutting: Sequence[Separator], separators: Sequence[Separator]) -> list[Chunk]:
    """The line's text, parted at the separators ``cutting``, some or all of ``separators``."""
    single = len(line.chunks) == 1 and all(s.rule is None for s in separators)
    out: list[Chunk] = []
    for chunk in line.chunks:
        words = chunk.words
        cuts = []
        # Most chunks stand between two separators.
        if len(words) > 1 and _reaches_into_any(chunk, cutting):
            pairs = enumerate(pairwise(words), 1)
            cuts = [k for k, (left, right) in pairs if _are_parted(left, right, line, cutting, single)]
        pieces = [chunk_of(words[a:b]) for a, b in pairwise([0, *cuts, len(words)])] if cuts else [chunk]
        if out and not _are_parted(out[-1].words[-1], words[0], line, cutting, single):
            out[-1] = chunk_of((*out[-1].words, *pieces.pop(0).words))
        out += pieces
    return out


def _reaches_into_any(chunk: Chunk, separators: Sequence[Separator]) -> bool:
    """One of the separators stands in the chunk, or at its edge."""
    k = bisect_left(separators, chunk.x0 - BESIDE, key=_HI)
    return k < len(separators) and separators[k].lo <= chunk.x1 + BESIDE


def _are_parted(left: Word, right: Word, line: Line, separators: Sequence[Separator], single: bool) -> bool:
    """One of the separators parts the two words; ``single``: of a text that may be a title over several columns."""
    # Those further left end before the first of the words begins.
    if not _cut(left, right, line.size, separators, bisect_left(separators, left.x0, key=_HI)):
        return False
    if single and _runs_on(left, right, line.size):
        return False
    return right.x0 - left.x1 >= 0.45 * line.size or not _is_crowded(left, right, line, separators)


def _is_crowded(left: Word, right: Word, line: Line, separators: Sequence[Separator]) -> bool:
    """The gutter between the two words holds another gap as wide as between columns: there the columns part, and the
    others are spaces of a text that is wider than its column."""
    for s in separators:
        if _within(left, right, s):
            gaps = [b.x0 - a.x1 for a, b in pairwise(line.words) if _within(a, b, s)]
            if len(gaps) > 1 and max(gaps) >= WIDE * line.size:
                return True
    return False


def _within(left: Word, right: Word, s: Separator) -> bool:
    """The gap between two words lies in the gutter, or over its edge."""
    return s.rule is None and left.x1 <= s.hi + BESIDE and right.x0 >= s.lo - BESIDE


def _crowded(part: Sequence[Word], separators: Sequence[Separator], space: float, lowest: bool) -> list[Sequence[Word]]:
    """Words over several columns, parted near each separator at the widest gap that is no usual space."""
    cuts: set[int] = set()
    reach = 3 * part[0].size
    for s in separators:
        if part[0].x0 > s.lo - 1 or part[-1].x1 < s.hi + 1:
            continue  # bulges into the gutter from one side only
        near = [
            (part[k].x0 - part[k - 1].x1, -abs((part[k].x0 + part[k - 1].x1) / 2 - s.middle), k)
            for k in range(1, len(part))
            if s.lo - reach < (part[k].x0 + part[k - 1].x1) / 2 < s.hi + reach
        ]
        if not near:
            continue
        gap, _, k = max(near)
        if gap > 1.25 * space:
            cuts.add(k)
        elif lowest:
            cuts.add(max(near, key=lambda n: n[1])[2])
    edges = [0, *sorted(cuts), len(part)]
    return [part[a:b] for a, b in pairwise(edges)]


def _cut(left: Word, right: Word, size: float, separators: Sequence[Separator], start: int) -> bool:
    """One of the separators (left to right, those from ``start`` on) parts the two words."""
    gap = right.x0 - left.x1
    for k in range(start, len(separators)):
        s = separators[k]
        if s.lo > right.x1:
            break
        if s.rule is not None:
            if not (left.x0 + left.x1) / 2 < s.lo < (right.x0 + right.x1) / 2:
                continue
            if gap >= WIDE * size or s.rule.covers(left.top + 1, left.bottom - 1) > 0.5:
                return True
            if gap > NARROW * size and is_value(left.text) and is_value(right.text):
                return True
        elif left.x1 <= s.hi + BESIDE and right.x0 >= s.lo - BESIDE:
            within = overlap((left.x1, right.x0), (s.lo, s.hi))
            if within >= 0.8 * (s.hi - s.lo) and gap >= NARROW * size:
                return True
            if gap >= 0.34 * size or (gap > 0.05 * size and is_value(left.text) and is_value(right.text)):
                return True
    return False


def _runs_on(left: Word, right: Word, size: float) -> bool:
    """Two words of a title over several columns, whose space happens to lie in a gutter."""
    return right.x0 - left.x1 < 0.34 * size and not is_value(right.text)


def _columns_of(chunk: Chunk, separators: Sequence[Separator]) -> tuple[int, int]:
    """First and last column whose inside the chunk reaches into."""
    x0, x1 = chunk.x0, chunk.x1
    enough = min(2.0, 0.3 * (x1 - x0))
    first = last = -1
    start = bisect_right(separators, x0, key=_HI)  # columns further left end before the chunk begins
    lo = separators[start - 1].hi if start else float("-inf")
    for k in range(start, len(separators)):
        s = separators[k]
        if (x1 if x1 < s.lo else s.lo) - (x0 if x0 > lo else lo) > enough:
            first = k if first < 0 else first
            last = k
        lo = s.hi
        if lo >= x1:
            break
    else:
        if x1 - max(x0, lo) > enough:
            last = len(separators)
            first = last if first < 0 else first
    if first < 0:
        middle = (x0 + x1) / 2
        first = last = sum(s.middle < middle for s in separators)
    return first, last


class PlacedLine(NamedTuple):
    """A line and its cells, the columns that they begin in, and those that hold nothing but a value."""

    line: Line
    cells: tuple[LineCell, ...]
    columns: frozenset[int]
    figures: frozenset[int]

    @property
    def has_figures(self) -> bool:
        """A value stands in a column right of the labels."""
        return bool(self.figures - {0})


def place(line: Line, cells: list[LineCell]) -> PlacedLine:
    """The line with its cells, left to right."""
    figures = frozenset([p.first for p in cells if p.first == p.last and p.chunk.is_value])
    return PlacedLine(line, tuple(cells), frozenset([p.first for p in cells]), figures)


def is_bracketed(chunk: Chunk) -> bool:
    """The chunk is in brackets."""
    return chunk.words[0].text[0] == "(" and chunk.words[-1].text[-1] == ")"
