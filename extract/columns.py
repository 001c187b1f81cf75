"""Where the columns of a table are: drawn verticals, and white space that runs down between the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.geometry import Interval, coverage, median, merge, overlap
from extract.lines import Chunk, Line, chunk_of
from extract.model import Box, Word
from extract.rules import Position
from extract.tokens import is_value

# Widths are in units of the font size (em).
WIDE = 0.9  # a gap that no space between words reaches
CLEAR = 0.45  # wider than a space: a column edge if several lines agree
NARROW = 0.12  # between figures only, and where most lines agree
THIN = 0.05  # what is left of a gutter where one line's text bulges into it
EDGE = 4.0  # points: a vertical this near to the frame is the frame


class Separator(NamedTuple):
    """White space lo..hi between two columns, or a drawn line (lo == hi) with the heights it is drawn at."""

    lo: float
    hi: float
    rule: Position | None = None

    @property
    def middle(self) -> float:
        return (self.lo + self.hi) / 2


class Piece(NamedTuple):
    """What one line has in columns ``first`` .. ``last``."""

    first: int
    last: int
    chunk: Chunk


def find_separators(lines: Sequence[Line], head: int, box: Box, down: Sequence[Position], drawn: float) -> list[Separator]:
    """The separators between the columns of ``box``, left to right. The first ``head`` lines, whose text is often
    wider than the column below, count only where there are few others. A vertical parts columns where it is drawn
    over the share ``drawn`` of the height."""
    size = median(line.size for line in lines) or 10.0
    body = lines[head:] if len(lines) - head >= 4 else lines
    ruled = [p for p in down if p.covers(box.top, box.bottom) >= drawn and box.x0 + EDGE < p.x < box.x1 - EDGE]
    bounds = [box.x0 - EDGE, *(p.x for p in ruled), box.x1 + EDGE]
    out: list[Separator] = []
    for k, (left, right) in enumerate(zip(bounds, bounds[1:], strict=False)):
        inside = [words for words in (_words_between(line, left, right) for line in body) if words]
        out += [Separator(lo, hi) for lo, hi in _gutters(inside, size, within_rules=bool(ruled))]
        if k < len(ruled):
            out.append(Separator(right, right, ruled[k]))
    return out


def _words_between(line: Line, left: float, right: float) -> list[Word]:
    return [w for w in line.words if left <= (w.x0 + w.x1) / 2 < right]


def _gutters(rows: Sequence[Sequence[Word]], size: float, *, within_rules: bool) -> list[Interval]:
    """White space that runs down all rows but those that span columns, and that parts columns on the evidence."""
    if len(rows) < 2:
        return []
    spans = [merge(((w.x0, w.x1) for w in row), 0.05 * size) for row in rows]
    x0, x1 = min(s[0][0] for s in spans), max(s[-1][1] for s in spans)
    tolerance = 0 if len(rows) < 5 else max(1, len(rows) // 8)
    rough = [g for g in _white(spans, x0, x1, tolerance) if g[1] - g[0] >= CLEAR * size]
    plain = [k for k, row in enumerate(rows) if not any(_spans(row, g, size) for g in rough)]
    if len(plain) < max(2, 0.4 * len(rows)):
        plain = list(range(len(rows)))
    kept = [rows[k] for k in plain]
    found = [g for g in _white([spans[k] for k in plain], x0, x1, 0) if g[1] - g[0] >= THIN * size]
    return _prune(found, kept, size, within_rules)


def _white(spans: Sequence[Sequence[Interval]], x0: float, x1: float, tolerance: int) -> list[Interval]:
    stretches = merge((lo, hi) for lo, hi, count in coverage(spans, x0, x1) if count <= tolerance)
    return [(lo, hi) for lo, hi in stretches if lo > x0 + 0.01 and hi < x1 - 0.01]


def _spans(row: Sequence[Word], gutter: Interval, size: float) -> bool:
    """The row's text runs across the gutter without a break."""
    left = [w for w in row if w.x0 < gutter[0] - 0.5]
    right = [w for w in row if w.x1 > gutter[1] + 0.5]
    if not left or not right:
        return False
    a, b = max(w.x1 for w in left), min(w.x0 for w in right)
    return b - a < CLEAR * size and not (b > a and is_value(left[-1].text) and is_value(right[0].text))


def _prune(found: list[Interval], rows: Sequence[Sequence[Word]], size: float, within_rules: bool) -> list[Interval]:
    """Take away, narrowest first, the white space that the lines with text on both its sides do not bear out."""
    gutters = list(found)
    while gutters:
        failing = [k for k in range(len(gutters)) if not _parts(gutters, k, rows, size, within_rules)]
        if not failing:
            break
        del gutters[min(failing, key=lambda k: gutters[k][1] - gutters[k][0])]
    return gutters


def _parts(gutters: Sequence[Interval], k: int, rows: Sequence[Sequence[Word]], size: float, within_rules: bool) -> bool:
    """Whether gutter ``k`` parts two columns, by the rows that have text in both of them."""
    lo, hi = gutters[k]
    left_edge = gutters[k - 1][1] if k else float("-inf")
    right_edge = gutters[k + 1][0] if k + 1 < len(gutters) else float("inf")
    gaps: list[float] = []
    starts: list[float] = []
    figures = right_figures = 0
    for row in rows:
        left = right = None
        for w in row:
            if w.x1 <= lo + 0.01:
                left = w if w.x0 >= left_edge - 0.01 else None
            elif w.x0 >= hi - 0.01:
                right = w if w.x1 <= right_edge + 0.01 else None
                break
        if left is not None and right is not None:
            gaps.append((right.x0 - left.x1) / size)
            starts.append(right.x0)
            if is_value(right.text):
                right_figures += 1
                figures += is_value(left.text)
    both, width = len(gaps), (hi - lo) / size
    if not both:
        return width >= WIDE and not within_rules
    typical = median(gaps)
    if within_rules:
        return both >= 2 and ((figures >= 0.6 * both and typical >= 0.3) or (both >= 3 and typical >= 1.5 and right_figures >= 0.7 * both))
    if typical >= WIDE:
        return both >= 2 or width >= WIDE
    if typical >= CLEAR:
        return both >= 3 or (both >= 2 and (right_figures >= 0.5 * both or max(starts) - min(starts) < 0.7))
    return both >= 3 and typical >= NARROW and (figures >= 0.6 * both or (both >= 6 and right_figures >= 0.8 * both and typical >= 0.25))


def usual_space(lines: Sequence[Line]) -> float:
    """The usual space between two words of one text, in points."""
    gaps = [
        right.x0 - left.x1
        for line in lines
        for chunk in line.chunks
        for left, right in zip(chunk.words, chunk.words[1:], strict=False)
    ]
    return median(gaps) or 0.25 * median(line.size for line in lines)


def pieces(line: Line, separators: Sequence[Separator], *, space: float = 0.0, lowest: bool = False) -> list[Piece]:
    """What the line has in each column; a text that runs across a separator spans columns.

    ``space`` (given for lines of the head, whose words crowd together over narrow columns) is the usual space
    between words; ``lowest`` says that the line is the head's last one, where every column has its own text.
    """
    parts: list[list[Word]] = [[line.words[0]]]
    for left, right in zip(line.words, line.words[1:], strict=False):
        if _cut(left, right, line.size, separators):
            parts.append([right])
        else:
            parts[-1].append(right)
    if space:
        parts = [piece for part in parts for piece in _crowded(part, separators, space, lowest)]
    out: list[Piece] = []
    for part in parts:
        chunk = chunk_of(part)
        first, last = _columns_of(chunk, separators)
        if out and out[-1].last >= first:  # two parts of one column
            joined = chunk_of((*out[-1].chunk.words, *part))
            out[-1] = Piece(out[-1].first, max(last, out[-1].last), joined)
        else:
            out.append(Piece(first, last, chunk))
    return out


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
    return [part[a:b] for a, b in zip(edges, edges[1:], strict=False)]


def _cut(left: Word, right: Word, size: float, separators: Sequence[Separator]) -> bool:
    gap = right.x0 - left.x1
    for s in separators:
        if s.rule is not None:
            if not (left.x0 + left.x1) / 2 < s.lo < (right.x0 + right.x1) / 2:
                continue
            if gap >= CLEAR * size or s.rule.covers(left.top + 1, left.bottom - 1) > 0.5:
                return True
        elif left.x1 <= s.hi + 0.5 and right.x0 >= s.lo - 0.5:
            within = overlap((left.x1, right.x0), (s.lo, s.hi))
            if within >= 0.8 * (s.hi - s.lo) and gap >= NARROW * size:
                return True
            if gap >= 0.34 * size or (gap > 0.05 * size and is_value(left.text) and is_value(right.text)):
                return True
    return False


def _columns_of(chunk: Chunk, separators: Sequence[Separator]) -> tuple[int, int]:
    """First and last column whose inside the chunk reaches into."""
    first = last = None
    lo = float("-inf")
    for k in range(len(separators) + 1):
        hi = separators[k].lo if k < len(separators) else float("inf")
        if overlap((chunk.x0, chunk.x1), (lo, hi)) > min(2.0, 0.3 * (chunk.x1 - chunk.x0)):
            first = k if first is None else first
            last = k
        lo = separators[k].hi if k < len(separators) else hi
    if first is None or last is None:
        middle = (chunk.x0 + chunk.x1) / 2
        first = last = sum(s.middle < middle for s in separators)
    return first, last
