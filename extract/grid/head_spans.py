"""Over which columns a text of the head stands: one, or several whose own heads stand below it.

    |          Budget 2025              Regnskab |      Budget 2025: columns 1-3, Regnskab: column 4
    | Opr.    Tillægs-     Korrigeret     2025   |      each of the others: its own

What speaks for each span is weighed together (``Weights``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extract.geometry import Interval, median, overlap
from extract.grid.head_columns import HeadColumns
from extract.grid.line_cells import PlacedLine, is_bracketed
from extract.page.rule_lines import RuleLine
from extract.page.text_lines import Chunk


class Weights(NamedTuple):
    """What counts for a text's span over columns, in log-odds; distances in units of the font size."""

    off: float = -4.0  # each em between the text and where the span's middle, or its usual edge, would put it
    farthest: float = 2.0  # em beyond which it is simply not there
    other_edge: float = 0.5  # em that an edge is worse at which this table's heads do not stand: it is there by chance
    ruled: float = 6.0  # a rule right below the text runs over just these columns
    bare: float = -0.5  # each column beside a text that stands apart, which nothing heads there though all else is
    most_bare: float = -1.5  # what that comes to at most
    apart: float = 1.0  # several columns, where the text stands as far above what is below it as rows do
    wrapped: float = -3.0  # the same, where it stands as close as wrapped lines do
    unclear: float = -1.0  # the same, where the steps do not tell
    grouped: float = 5.0  # the heads below are the same in the next such group of columns: Udg. Indt. Udg. Indt.
    alone: float = 0.7  # each column more, for a text alone on the head's last line: a unit under all heads
    hangs: float = 3.0  # such a text in brackets stands below a rule that is drawn under its own column's head alone


WEIGHTS: Final = Weights()
WRAP: Final = 1.15  # times the smallest step between lines of one head: more is a row of its own
ROW: Final = 0.96  # of the step between the body's rows: as much is a row of its own, where wrapped lines have less
ROOMY: Final = 1.4  # em between rows from which on wrapped lines stand closer than they do


class HeadSetting(NamedTuple):
    """How this head is set: the edge at which its texts stand ("left", "right", "middle"), and the steps between
    lines from which on they are rows, or up to which wrapped lines (points)."""

    edge: str
    row: float
    wrap: float


def head_setting(head: Sequence[PlacedLine], body: Sequence[PlacedLine], columns: HeadColumns) -> HeadSetting:
    """How the head's texts are set, told from where they stand over the body and from the steps between lines."""
    off: dict[str, float] = {"left": 0.0, "right": 0.0, "middle": 0.0}
    for line in head:
        for cell in line.cells:
            if cell.first == cell.last > 0:
                (x0, x1), chunk = columns.texts[cell.first], cell.chunk
                off["left"] += min(abs(chunk.x0 - x0), line.line.size)
                off["right"] += min(abs(chunk.x1 - x1), line.line.size)
                off["middle"] += min(abs(chunk.x0 + chunk.x1 - x0 - x1) / 2, line.line.size)
    edge = min(off, key=lambda name: off[name])
    texts = [_Text(c.chunk, c.first, c.last, line.line.size) for line in head for c in line.cells]
    size = median(t.size for t in texts)
    steps = sorted(_steps(texts))
    wrap = steps[0] if steps and steps[-1] > WRAP * steps[0] else 0.0
    pitches = [b.line.baseline - a.line.baseline for a, b in pairwise(body) if a.has_figures and b.has_figures]
    pitch = min(pitches, default=0.0)
    if pitch >= ROOMY * size:
        return HeadSetting(edge, min(ROW * pitch, WRAP * wrap) if wrap else ROW * pitch, max(wrap, 0.9 * pitch))
    return HeadSetting(edge, WRAP * wrap if wrap else float("inf"), wrap)


def _steps(texts: Sequence[_Text]) -> Iterator[float]:
    """The steps from each text to the next one below it in the same columns."""
    for text in texts:
        below = [t.baseline - text.baseline for t in texts if (t.first, t.last) == (text.first, text.last)]
        step = min((b for b in below if b > 0.9 * text.size), default=0.0)
        if 0 < step < 2.5 * text.size:
            yield step


class _Text(NamedTuple):
    """A text of the head with the columns that it stands over."""

    chunk: Chunk
    first: int
    last: int
    size: float

    @property
    def baseline(self) -> float:
        return self.chunk.words[0].baseline


def head_spans(
    head: Sequence[PlacedLine], levels: Sequence[RuleLine], columns: HeadColumns, setting: HeadSetting
) -> dict[int, tuple[int, int]]:
    """First and last column of each text of the head, by the id of its chunk."""
    texts = [_Text(c.chunk, c.first, c.last, line.line.size) for line in head for c in line.cells]
    periods = _periods(texts, len(columns.texts))
    out: dict[int, tuple[int, int]] = {}
    for text in texts:
        below = [t for t in texts if t.chunk.top >= text.chunk.top + 0.5 * text.size]
        beside = [t for t in texts if t is not text and _is_beside(t, text)]
        bounds = _bounds(text, beside, out, len(columns.texts))
        spans = {(c, c) for c in range(text.first, text.last + 1) if _is_mostly_in(text, c, columns)}
        spans |= set(_wider(text, below, bounds, texts, columns, setting))
        if len(spans) == 1:  # as on the last line of most heads
            out[id(text.chunk)] = spans.pop()
            continue
        around = _around(text, below, bounds, levels, columns)
        level = [t.chunk.text for t in beside if abs(t.baseline - text.baseline) < 0.3 * text.size]
        titled = any(other != text.chunk.text for other in level)  # else it is a head of two lines, in each group
        group = next((p for p in periods if titled and _is_over(text, p, below, beside, columns)), None)
        worths = [
            (_worth(text, s, around, columns, setting) + WEIGHTS.grouped * (s == group), s[0] - s[1], s) for s in spans
        ]
        out[id(text.chunk)] = max(worths)[2]
    return out


def _wider(
    text: _Text,
    below: Sequence[_Text],
    bounds: tuple[int, int],
    texts: Sequence[_Text],
    columns: HeadColumns,
    setting: HeadSetting,
) -> Iterator[tuple[int, int]]:
    """The columns that the text stands over, and more of them where those are headed below it, or all are above it."""
    heads = {t.first for t in below if t.first == t.last}
    all_above = _headed_above(text, texts, columns, setting)
    for a in range(bounds[0], text.first + 1):
        for b in range(text.last, bounds[1] + 1):
            if (a, b) == (text.first, text.last) or heads.issuperset(range(a, b + 1)) or (a, b) == all_above:
                yield a, b


def _is_beside(other: _Text, text: _Text) -> bool:
    """Much of the one text's height is beside the other."""
    a, b = (other.chunk.top, other.chunk.bottom), (text.chunk.top, text.chunk.bottom)
    return overlap(a, b) > 0.3 * min(other.size, text.size)


def _bounds(text: _Text, beside: Sequence[_Text], known: dict[int, tuple[int, int]], n: int) -> tuple[int, int]:
    """The columns around a text that nothing beside it heads. A table's labels stand in a column of their own."""
    spans = [known.get(id(t.chunk), (t.first, t.last)) for t in beside]
    left = max([last + 1 for _, last in spans if last < text.first], default=min(1, text.first))
    right = min([first - 1 for first, _ in spans if first > text.last], default=n - 1)
    return min(left, text.first), max(right, text.last)


class _Around(NamedTuple):
    """What stands around a text: the texts ``below`` it, the columns (first and last) that nothing beside it heads, the
    step down to what is below it, and the columns over which a rule below or above it runs, where that counts."""

    below: Sequence[_Text]
    bounds: tuple[int, int]
    step: float
    ruled: tuple[int, int] | None
    hangs: tuple[int, int] | None


def _around(
    text: _Text,
    below: Sequence[_Text],
    bounds: tuple[int, int],
    levels: Sequence[RuleLine],
    columns: HeadColumns,
) -> _Around:
    step = min((t.baseline - text.baseline for t in below if text.first <= t.first <= text.last), default=9e9)
    hung = not below and is_bracketed(text.chunk)
    hangs = _ruled_columns(text, levels, columns, above=True) if hung else None
    return _Around(below, bounds, step, _ruled_columns(text, levels, columns), hangs)


def _worth(text: _Text, span: tuple[int, int], around: _Around, columns: HeadColumns, setting: HeadSetting) -> float:
    """What speaks for the text's heading the columns of the span, first to last, in log-odds."""
    w, (first, last), below = WEIGHTS, span, around.below
    more = last - first
    out = w.off * min(_off(text, first, last, below, columns, setting.edge), w.farthest)
    if around.ruled == span:
        out += w.ruled
    if around.hangs == span:
        out += w.hangs
    apart = around.step >= setting.row
    if apart:
        headed = {t.first for t in below if t.first == t.last}
        free = [c for c in range(around.bounds[0], around.bounds[1] + 1) if c in headed]
        out += max(w.most_bare, w.bare * sum([not first <= c <= last for c in free]))
    if more and not below:
        out += more * w.alone
    elif more:
        out += w.apart if apart else w.wrapped if around.step <= setting.wrap else w.unclear
    return out


def _off(text: _Text, first: int, last: int, below: Sequence[_Text], columns: HeadColumns, edge: str) -> float:
    """How far the text is from where it would stand over the columns, in em."""
    chunk = text.chunk
    own = [t.chunk for t in below if first <= t.first and t.last <= last]
    los = [columns.texts[first][0], min((c.x0 for c in own), default=columns.texts[first][0])]
    his = [columns.texts[last][1], max((c.x1 for c in own), default=columns.texts[last][1])]
    middle = (chunk.x0 + chunk.x1) / 2
    middles = (*columns.middles(first, last), (min(los) + max(his)) / 2, (los[-1] + his[-1]) / 2)
    off = {
        "middle": min(abs(middle - m) for m in middles),
        "left": min(abs(chunk.x0 - x) for x in los),
        "right": min(abs(chunk.x1 - x) for x in his),
    }
    return min(o / text.size + (WEIGHTS.other_edge if name not in ("middle", edge) else 0.0) for name, o in off.items())


def _ruled_columns(
    text: _Text, levels: Sequence[RuleLine], columns: HeadColumns, *, above: bool = False
) -> tuple[int, int] | None:
    """First and last of the columns over which the rule right below (or above) the text runs, if not over all."""
    edge, far = (text.chunk.top, -1.2 * text.size) if above else (text.chunk.bottom, 1.2 * text.size)
    lo, hi = sorted((edge - far / 3, edge + far))
    for level in levels:
        if lo <= level.y <= hi:
            for segment in level.segments:
                if overlap(segment, (text.chunk.x0, text.chunk.x1)) > 0.6 * (text.chunk.x1 - text.chunk.x0):
                    over = [c for c, t in enumerate(columns.texts) if _covers(segment, t)]
                    return (over[0], over[-1]) if over and len(over) < len(columns.texts) else None
    return None


def _covers(segment: Interval, text: Interval) -> bool:
    return overlap(segment, text) > 0.5 * max(text[1] - text[0], 1.0)


def _is_mostly_in(text: _Text, column: int, columns: HeadColumns) -> bool:
    """The column holds most of a text that bulges over its edge."""
    lo, hi = columns.edges[column]
    return overlap((lo, hi), (text.chunk.x0, text.chunk.x1)) > 0.6 * (text.chunk.x1 - text.chunk.x0)


def _headed_above(
    text: _Text, texts: Sequence[_Text], columns: HeadColumns, setting: HeadSetting
) -> tuple[int, int] | None:
    """First and last of the columns right of the labels that are headed, where the text is alone on the head's last
    line, a row of its own, under heads of all that follow the first of them; else None."""
    others = [t for t in texts if t is not text]
    lowest = max([t.chunk.bottom for t in others], default=0.0)
    if text.chunk.bottom - lowest < min(setting.row, 3 * text.size) or any(_is_beside(t, text) for t in others):
        return None
    headed = [t.first for t in others if t.first > 0]
    return (min(headed), len(columns.texts) - 1) if headed else None


def _periods(texts: Sequence[_Text], n: int) -> list[tuple[int, int]]:
    """The groups of columns whose heads are the same in each group: Udg. Indt. Udg. Indt."""
    lowest = {t.first: t.chunk.text for t in sorted(texts, key=lambda t: t.chunk.bottom) if t.first == t.last}
    for start in range(min(3, n)):
        heads = [lowest.get(c) for c in range(start, n)]
        if None in heads:
            continue
        for size in range(2, len(heads) // 2 + 1):
            groups = [heads[k : k + size] for k in range(0, len(heads), size)]
            if len(heads) % size == 0 and len(set(groups[0])) == size and all(g == groups[0] for g in groups):
                return [(start + k, start + k + size - 1) for k in range(0, len(heads), size)]
    return []


def _is_over(
    text: _Text,
    group: tuple[int, int],
    below: Sequence[_Text],
    beside: Sequence[_Text],
    columns: HeadColumns,
) -> bool:
    """The text heads a group: its middle is over it, the group's own heads are below, and nothing is beside it."""
    lo, hi = columns.texts[group[0]][0], columns.texts[group[1]][1]
    heads = {t.first for t in below if t.first == t.last}
    inside = [t for t in beside if t.first <= group[1] and t.last >= group[0]]
    middle = (text.chunk.x0 + text.chunk.x1) / 2
    return not inside and lo - text.size <= middle <= hi + text.size and heads.issuperset(range(group[0], group[1] + 1))
