"""Where the columns of a table are: drawn verticals, and white space that runs down between the words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from extract.geometry import Interval, median, uncovered
from extract.model import Box, Word
from extract.page.rule_lines import VerticalRule
from extract.page.text_lines import Line, usual_space
from extract.page.word_shapes import is_value

# Widths are in units of the font size (em).
WIDE = 0.9  # a gap that no space between words reaches
CLEAR = 0.45  # wider than a space: a column edge if several lines agree
ALIKE = 0.08  # gaps that differ by no more than this may be one space, in an upright and in a bold face
EVEN = 0.012  # gaps that differ by no more than this were made by the space bar
SPACE = 0.28  # what a space is taken to be
NARROW = 0.12  # between figures only, and where most lines agree
RAGGED = 0.5  # how far gaps of one column edge differ where the texts before it are of all lengths
FAR = 3.0  # times such a gap, that no text has in it
THIN = 0.05  # what is left of a gutter where one line's text bulges into it
APART = 0.5  # share of the rows that have such a gap where drawn lines part groups of columns only
FEWEST = 3  # lines below the head that show where the columns are without it
EDGE = 4.0  # points: a vertical this near to the frame is the frame


class Weights(NamedTuple):
    """What speaks for one number whose thousands stand apart, and against two columns of short figures, in log-odds;
    where the gap is no wider than ``CLEAR`` nothing needs to speak for it."""

    prior: float = -1.0  # a gap wider than a space is more often a gap between columns
    group: float = 0.5  # a row whose right part has just three digits: so have six of ten short figures
    zero: float = 2.5  # a right part that begins with a nought: a figure of its own does not
    even: float = 2.0  # all gaps are the same: figures of a column of its own differ in width
    alike: float = 0.5  # all gaps are about the same
    em: float = -10.0  # a font size by which the gap is wider than ``CLEAR``


WEIGHTS = Weights()

# The parts of one number, date or telephone number: 1 234 567,8  +45 33 12 34 56
_GROUPS = re.compile(r"[(+\-−–]*\d{1,4} \d{2,4}(?!\d)(?![.,:/]\d{3})")
_IN_BRACKETS = re.compile(r"\([^()]*[%\d]\)$")  # behind a figure, its share or error: 4,770 (48.3)
# A number whose thousands stand apart: 1 234  -939 981
_THOUSANDS = re.compile(r"[(+\-−–]*\d{1,3} \d{3}(?:,\d+)?[)%*\-−–]*$")
_SIGNS = frozenset("$€£¥")  # a currency sign at the edge of its column, apart from the figure


_X0 = attrgetter("x0")


class Separator(NamedTuple):
    """White space lo..hi between two columns, or a drawn line (lo == hi) with the heights it is drawn at."""

    lo: float
    hi: float
    rule: VerticalRule | None = None

    @property
    def middle(self) -> float:
        return (self.lo + self.hi) / 2


def find_separators(
    lines: Sequence[Line], head: int, box: Box, down: Sequence[VerticalRule], drawn: float
) -> list[Separator]:
    """The separators between the columns of ``box``, left to right. The first ``head`` lines, whose text is often
    wider than the column below, count only where there are few others. A vertical parts columns where it is drawn
    over the share ``drawn`` of the height."""
    scale = _scale(lines)
    body = lines[head:] if len(lines) - head >= FEWEST else lines
    ruled = [p for p in down if p.covers(box.top, box.bottom) >= drawn and box.x0 + EDGE < p.x < box.x1 - EDGE]
    bounds = [box.x0 - EDGE, *(p.x for p in ruled), box.x1 + EDGE]
    out: list[Separator] = []
    for k, (left, right) in enumerate(pairwise(bounds)):
        inside = [words for words in (_words_between(line, left, right) for line in body) if words]
        one = bool(ruled) and not _fall_apart(inside, scale)
        out += [Separator(lo, hi) for lo, hi in _gutters(inside, scale, within_rules=one)]
        if k < len(ruled):
            out.append(Separator(right, right, ruled[k]))
    return out


class _Scale(NamedTuple):
    """What gaps are measured with: the font size in points, and in units of it the usual space, a gap that is wider
    than a space, and one that no space reaches."""

    size: float
    space: float
    clear: float
    wide: float


def _scale(lines: Sequence[Line]) -> _Scale:
    """Gaps are told from spaces by the space that this text has: typewriter fonts have one of 0.6 em."""
    size = median(line.size for line in lines) or 10.0
    space = usual_space(lines) / size
    return _Scale(size, space, max(CLEAR, 1.25 * space), max(WIDE, 1.7 * space))


def _words_between(line: Line, left: float, right: float) -> list[Word]:
    return [w for w in line.words if left <= (w.x0 + w.x1) / 2 < right]


def _gutters(rows: Sequence[Sequence[Word]], scale: _Scale, *, within_rules: bool) -> list[Interval]:
    """White space that runs down all rows but those that span columns, and that parts columns on the evidence."""
    if len(rows) < 2:
        return []
    size = scale.size
    spans = [_spans(row, THIN * size) for row in rows]
    x0, x1 = min(s[0][0] for s in spans), max(s[-1][1] for s in spans)
    tolerance = 0 if len(rows) < 5 else max(1, len(rows) // 8)
    rough = [g for g in _white(spans, x0, x1, tolerance) if g[1] - g[0] >= scale.clear * size]
    plain = [k for k, row in enumerate(rows) if not rough or not _spans_any(row, rough, scale)]
    if len(plain) < max(2, 0.4 * len(rows)):
        plain = list(range(len(rows)))
    kept = [rows[k] for k in plain]
    found = [g for g in _white([spans[k] for k in plain], x0, x1, 0) if g[1] - g[0] >= THIN * size]
    return _prune(found, kept, scale, within_rules)


def _spans(row: Sequence[Word], gap: float) -> list[Interval]:
    """Where the row has words (left to right), those at most ``gap`` apart joined."""
    out: list[Interval] = []
    start, end = row[0].x0, row[0].x1
    for word in row[1:]:
        if word.x0 - end > gap:
            out.append((start, end))
            start, end = word.x0, word.x1
        elif word.x1 > end:
            end = word.x1
    out.append((start, end))
    return out


def _fall_apart(rows: Sequence[Sequence[Word]], scale: _Scale) -> bool:
    """Most rows between two drawn lines have a gap that is no space: the lines part groups of columns."""
    wide = scale.wide * scale.size
    apart = [row for row in rows if any(b.x0 - a.x1 >= wide for a, b in pairwise(row))]
    if len(rows) == 2 and len(apart) == 1:  # a head and its only row, whose label stands far from its figure
        return any(b.x0 - a.x1 >= FAR * wide and is_value(b.text) and a.text.isalpha() for a, b in pairwise(apart[0]))
    return len(apart) >= max(2, APART * len(rows))


def _white(spans: Sequence[Sequence[Interval]], x0: float, x1: float, tolerance: int) -> list[Interval]:
    stretches = uncovered([interval for row in spans for interval in row], x0, x1, tolerance)
    return [(lo, hi) for lo, hi in stretches if lo > x0 + 0.01 and hi < x1 - 0.01]


def _spans_any(row: Sequence[Word], gutters: Sequence[Interval], scale: _Scale) -> bool:
    """The row's text (left to right) runs across one of the gutters without a break."""
    clear = scale.clear * scale.size
    k, n = 0, len(gutters)
    for left, right in pairwise(row):
        while k < n and gutters[k][0] - 0.5 <= left.x0:  # what follows begins further right
            k += 1
        if k == n:
            return False
        gap = right.x0 - left.x1
        if gap >= clear or (gap > 0 and is_value(left.text) and is_value(right.text)):
            right = left  # a break: only the word itself may run across
        if right.x1 > gutters[k][1] + 0.5:
            return True
    return any(row[-1].x0 < lo - 0.5 and row[-1].x1 > hi + 0.5 for lo, hi in gutters[k:])


def _prune(found: list[Interval], rows: Sequence[Sequence[Word]], scale: _Scale, within_rules: bool) -> list[Interval]:
    """Take away, narrowest first, the white space that the lines with text on both its sides do not bear out."""
    gutters = list(found)
    while gutters:
        failing = [k for k in range(len(gutters)) if not _parts(gutters, k, rows, scale, within_rules)]
        if not failing:
            break
        del gutters[min(failing, key=lambda k: gutters[k][1] - gutters[k][0])]
    return gutters


class _Beside(NamedTuple):
    """What stands on both sides of a gutter: the gaps there (in em), where the right side begins, how many rows
    have a value on the right, and how many on both sides. ``signs`` counts the rows with nothing but a currency sign
    on the left, ``joined`` those that may be parts of one text, also of one number, ``grouped`` those that are one
    number in groups of three, ``zeros`` those of them whose right part begins with a nought."""

    gaps: list[float]
    starts: list[float]
    right_values: int
    values: int
    signs: int
    joined: int
    grouped: int
    zeros: int


def _beside(gutters: Sequence[Interval], k: int, rows: Sequence[Sequence[Word]], size: float) -> _Beside:
    """The rows that have text in both columns beside gutter ``k``."""
    lo, hi = gutters[k]
    left_edge = gutters[k - 1][1] if k else float("-inf")
    right_edge = gutters[k + 1][0] if k + 1 < len(gutters) else float("inf")
    pairs: list[tuple[Word, Word]] = []
    for row in rows:
        at = bisect_left(row, hi - 0.01, key=_X0)
        if at == len(row) or row[at].x1 > right_edge + 0.01:
            continue
        left = at - 1
        while left >= 0 and row[left].x1 > lo + 0.01:
            left -= 1
        if left >= 0 and row[left].x0 >= left_edge - 0.01:
            pairs.append((row[left], row[at]))
    right = [pair for pair in pairs if is_value(pair[1].text) or pair[1].text in _SIGNS]
    values = [(left.text, b.text) for left, b in right if is_value(left.text)]
    signs = sum([left.text in _SIGNS for left, _ in right])
    apart = sum([_GROUPS.match(f"{left} {b}") is None and not _IN_BRACKETS.match(b) for left, b in values])
    grouped = [b.text for a, b in pairs if b.text[0].isdigit() and _THOUSANDS.match(f"{a.text} {b.text}") is not None]
    zeros = sum([text[0] == "0" for text in grouped])
    gaps = [(b.x0 - a.x1) / size for a, b in pairs]
    return _Beside(
        gaps, [b.x0 for _, b in pairs], len(right), len(values), signs, len(pairs) - apart, len(grouped), zeros
    )


def _is_one_number(beside: _Beside, scale: _Scale) -> bool:
    """What stands on both sides of the gutter is one number in groups of three."""
    rows = len(beside.gaps)
    if beside.grouped < rows:
        return False
    widest = max(beside.gaps)
    if widest < scale.clear:
        return True
    w, spread = WEIGHTS, widest - min(beside.gaps)
    gap = w.em * (widest - scale.clear) + (w.even if spread < EVEN else w.alike if spread < ALIKE else 0.0)
    return w.prior + w.group * rows + w.zero * beside.zeros + gap > 0


def _parts(
    gutters: Sequence[Interval], k: int, rows: Sequence[Sequence[Word]], scale: _Scale, within_rules: bool
) -> bool:
    """Whether gutter ``k`` parts two columns, by the rows that have text in both of them."""
    beside = _beside(gutters, k, rows, scale.size)
    both, width = len(beside.gaps), (gutters[k][1] - gutters[k][0]) / scale.size
    if not both:
        return width >= scale.wide and not within_rules
    typical, spread = median(beside.gaps), max(beside.gaps) - min(beside.gaps)
    spaced = both >= 2 and spread < EVEN and abs(typical - scale.space) < EVEN
    if beside.signs == both or _is_one_number(beside, scale) or (spaced and beside.joined == both):
        return False
    if within_rules:
        values = beside.values >= 0.6 * both and typical >= 0.3
        wide = both >= 3 and typical >= 1.5 and beside.right_values >= 0.7 * both
        texts = both >= 4 and max(beside.starts) - min(beside.starts) < 0.7 and spread > RAGGED
        return (both >= 2 and (values or wide)) or (texts and min(beside.gaps) >= scale.clear)
    if typical >= scale.wide:
        return both >= 2 or width >= scale.wide
    aligned = max(beside.starts) - min(beside.starts) < 0.7
    if both >= 4 and aligned and spread > RAGGED and min(beside.gaps) >= NARROW:
        return True  # texts of all lengths, and what follows begins at one place
    if typical >= scale.clear:
        return both >= 3 or (both >= 2 and (beside.right_values >= 0.5 * both or aligned))
    values = beside.values >= 0.6 * both
    labelled = both >= 6 and beside.right_values >= 0.8 * both and typical >= 1.2 * max(SPACE, scale.space)
    return both >= 3 and typical >= NARROW and (values or labelled)
