"""Tables side by side, told from what is drawn (rules or shading of each that never reach across the gap between), or
from their labels: a second column of labels, with figures of its own, whose lines go their own way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.geometry import Interval, clusters, overlap
from extract.model import Page
from extract.page.rule_lines import levels, parted_at
from extract.page.text_lines import Chunk, Line, line_of
from extract.page.word_shapes import is_value

SHORT = 40.0  # points: shorter rules say nothing of a table's width
GAP = 6.0  # points between two tables, at least
NARROW_GAP = 1.0  # points between a table's figures and the labels of a second one, at least
ALIGNED = 2.0  # points by which labels begin apart whose figures stand on other lines
LABELLED = 3  # lines with a second label, at least
SKIPPED = 9  # lines without one between two of them, at most
INNER = 0.25  # share of the width at the left where no second label begins
INDENT = 16.0  # points that labels of one column may be set in
OWN_WAY = 0.12  # share of the lines, at least, that only one of two tables has
FIGURES = 1.5  # figures a label, on each side, that no label and its text has in the middle of a table
FEWEST_FIGURES = 0.5  # figures a text, on each side: with fewer, a text that goes on beside others may have some
ROWS = 2  # lines in columns that each of two tables has, at least
OWN_WAY_LINES = 1
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
    found = _own_rules(lines, page) or _second_labels(lines)
    if found is None:
        return [list(lines)]
    gap, first, last = found
    one, other = _sides(lines[first:last], gap) or ([], [])
    if not one:
        return [list(lines)]
    every = [list(lines[:first]), one, other, *side_by_side(lines[last:], page)]
    return [part for part in every if part]


def _own_rules(lines: Sequence[Line], page: Page) -> tuple[Interval, int, int] | None:
    """The gap between two tables whose rules stand at heights of their own, under a head that both may share, and the
    lines (first and behind-last) beside them."""
    if not lines:
        return None
    top, bottom = lines[0].top, lines[-1].bottom
    rules = levels([r for r in page.rulings if r.horizontal and r.x1 - r.x0 >= SHORT and top <= r.top <= bottom], 3.0)
    gap = parted_at(rules)
    if gap is None:
        return None
    own = [r for r in rules if r.x1 <= gap[0] + 3 or r.x0 >= gap[1] - 3]
    first, last = _reach(lines, gap, own[0].y, own[-1].y)
    return (gap, first, last) if first < last else None


class _Label(NamedTuple):
    """Where a text begins that may be a label of a second table: its line's index, its first word and its left edge;
    ``sure`` where a figure stands behind it."""

    line: int
    word: str
    x0: float
    sure: bool


def _second_labels(lines: Sequence[Line]) -> tuple[Interval, int, int] | None:
    """The gap before a second column of labels with figures behind it, and the lines (first and behind-last) that the
    two tables beside it have; None where there is none, or where the lines of both sides always go together."""
    if not lines:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    inner = left + INNER * (right - left)
    labels = [label for k, line in enumerate(lines) if (label := _second_label(k, line, inner)) is not None]
    for begin in range(len(labels)):
        group = _same_place(labels[begin:])
        sure = [k for k, label in enumerate(group) if label.sure]
        group = group[sure[0] : sure[-1] + 1] if sure else []  # what is not sure counts between what is
        if len({label.word for label in group}) < LABELLED:
            continue
        x = min(label.x0 for label in group)
        top, bottom = lines[group[0].line].baseline, lines[group[-1].line].baseline
        beside = [line for line in lines if top - 1 <= line.baseline <= bottom + 1]
        if sum(any(w.x0 > x and is_value(w.text) for w in line.words) for line in beside) < LABELLED:
            continue
        before = [w.x1 for line in beside for w in line.words if w.x0 < x - 1]
        gap = (max(before, default=x), x)
        if gap[1] - gap[0] < NARROW_GAP:
            return None
        first, last = _reach(lines, gap, top, bottom)
        return (gap, first, last) if first < last and _go_their_own_way(lines[first:last], gap) else None
    return None


def _second_label(k: int, line: Line, inner: float) -> _Label | None:
    """The first word right of ``inner`` that stands behind a figure, or begins its line, and is no figure."""
    words = line.words
    for n, word in enumerate(words):
        if word.x0 >= inner and word.text[0].isalpha() and (n == 0 or is_value(words[n - 1].text)):
            return _Label(k, word.text, word.x0, any(is_value(other.text) for other in words[n + 1 :]))
    return None


def _figures(chunks: Sequence[Chunk]) -> float:
    """How many figures a label has, on one side."""
    values = sum(map(_is_figure, chunks))
    return values / max(len(chunks) - values, 1)


def _is_figure(chunk: Chunk) -> bool:
    return is_value(chunk.words[0].text)


def _same_place(labels: Sequence[_Label]) -> list[_Label]:
    """Those of the labels that are in one column with the first one, on lines not far from each other."""
    out = [labels[0]]
    for label in labels[1:]:
        if label.line - out[-1].line > SKIPPED:
            break
        if abs(label.x0 - labels[0].x0) <= (INDENT if label.sure and labels[0].sure else ALIGNED):
            out.append(label)
    return out


def _go_their_own_way(lines: Sequence[Line], gap: Interval) -> bool:
    """Other labels stand beside each other, and several of the lines have text on one side alone, or both sides have
    several columns of figures."""
    middle = (gap[0] + gap[1]) / 2
    sides = [(_part(line, middle, left=True), _part(line, middle, left=False)) for line in lines]
    figures = [_figures([c for side in sides for c in side[which]]) for which in (0, 1)]
    one = sum(not left or not right for left, right in sides)
    pairs = [(left[0].text, right[0].text) for left, right in sides if left and right]
    same = sum(left == right for left, right in pairs)
    rows = sum(any(map(_is_figure, left)) for left, _ in sides)
    if rows < LABELLED or same > 0.3 * len(pairs) or min(figures) < FEWEST_FIGURES:
        return False
    return one >= max(OWN_WAY_LINES, OWN_WAY * len(lines)) or min(figures) >= FIGURES


def _part(line: Line, middle: float, *, left: bool) -> tuple[Chunk, ...]:
    """What of the line stands on one side."""
    words = [w for w in line.words if (w.x1 <= middle) == left]
    return line_of(words).chunks if words else ()


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
    """The line runs on from one side of the gap to the other: no text of it begins where the gap ends."""
    if any(w.x0 < gap[1] - 1 and w.x1 > gap[0] + 1 for w in line.words):
        return True
    across = any(c.x0 < gap[0] and c.x1 > gap[1] for c in line.chunks)
    return across and not any(abs(w.x0 - gap[1]) <= ALIGNED for w in line.words)


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
    fewer, more = sorted(sum(len(line.chunks) > 1 for line in side) for side in (left, right))
    if fewer < ROWS <= more:
        return None  # a single column beside others is no table: words may stand in it where others have figures
    return left, right


def _is_labelled(lines: Sequence[Line]) -> bool:
    """Most lines begin with something else than a figure."""
    return 2 * sum(is_value(line.words[0].text) for line in lines) < len(lines)
