"""Parting a page that sets its running text in columns, so that lines beside each other are not read as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extract.geometry import Interval, merge
from extract.model import Page, Ruling, Word
from extract.page.text_lines import Chunk, Line, line_of

PROSE = 5  # words in a chunk that is running text
FEW = 12  # chunks of running text below which a page has no columns of it
PARAGRAPH = 4  # lines of running text in a row that are no wrapped label
REACH = 250.0  # points: rules across the columns at most this far apart hold what is between them together


def zones(lines: Sequence[Line], page: Page) -> list[list[Line]]:
    """The page's lines, parted where its text is set in columns. Each zone runs top to bottom; what spans the
    columns, or is held together by rules or shading across them, is a zone of its own."""
    prose = [c for line in lines for c in line.chunks if len(c.words) >= PROSE]
    gutter = _gutter(prose, lines, page.width) if len(prose) >= FEW else None
    if gutter is None:
        return [list(lines)]
    together = _together(lines, page, gutter)
    out: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    whole: list[Line] = []
    for line, kept in zip(lines, together, strict=True):
        if kept:
            out += [zone for part in (left, right) if part for zone in zones(part, page)]
            left, right = [], []
            whole.append(line)
            continue
        if whole:
            out.append(whole)
            whole = []
        a, b = _sides(line, gutter)
        if a:
            left.append(line if not b else line_of(a))
        if b:
            right.append(line if not a else line_of(b))
    if whole:
        out.append(whole)
    return [*out, *(zone for part in (left, right) if part for zone in zones(part, page))]


def _together(lines: Sequence[Line], page: Page, gutter: Interval) -> list[bool]:
    """Which lines are not to be parted: those that run across the gutter, those in a row of lines without running
    text that others of it run across, and what rules or shading hold together."""
    spanning = [_spans(line, gutter) for line in lines]
    prose = [_beside_gutter(line, gutter) for line in lines]
    held = _held_together(page, gutter, _paragraphs(lines, prose))
    out = list(spanning)
    start = 0
    for k in range(len(lines) + 1):
        if k == len(lines) or prose[k]:
            if sum(spanning[start:k]) >= max(2, 0.2 * (k - start)):
                out[start:k] = [True] * (k - start)
            start = k + 1
    for k, line in enumerate(lines):
        middle = (line.top + line.bottom) / 2
        out[k] = out[k] or any(top <= middle <= bottom for top, bottom in held)
    return out


def _beside_gutter(line: Line, gutter: Interval) -> bool:
    """The line has running text on one side of the gutter."""
    return any(len(c.words) >= PROSE and (c.x1 <= gutter[0] + 1 or c.x0 >= gutter[1] - 1) for c in line.chunks)


def _sides(line: Line, gutter: Interval) -> tuple[list[Word], list[Word]]:
    middle = (gutter[0] + gutter[1]) / 2
    return [w for w in line.words if (w.x0 + w.x1) / 2 < middle], [w for w in line.words if (w.x0 + w.x1) / 2 >= middle]


def _spans(line: Line, gutter: Interval) -> bool:
    return any(w.x0 < gutter[0] + 1 and w.x1 > gutter[1] - 1 for w in line.words) or any(
        c.x0 < gutter[0] - 2 and c.x1 > gutter[1] + 2 for c in line.chunks
    )


def _paragraphs(lines: Sequence[Line], prose: Sequence[bool]) -> list[float]:
    """Baselines of running text: of several lines in a row, not of one long label."""
    out: list[float] = []
    run: list[float] = []
    for line, is_prose in zip(lines, prose, strict=True):
        run = [*run, line.baseline] if is_prose else []
        if len(run) >= PARAGRAPH:
            out += run if len(run) == PARAGRAPH else run[-1:]
    return out


def _held_together(page: Page, gutter: Interval, texts: Sequence[float]) -> list[Interval]:
    """Heights between rules, or within shading, that run across the gutter: a table's, not a text's. Rules far from
    each other hold what is between them if they are a frame's, or if that is no running text (``texts``)."""
    lo, hi = gutter[0] - 10, gutter[1] + 10
    across = sorted((r for r in page.rulings if r.horizontal and r.x0 < lo and r.x1 > hi), key=lambda r: r.top)
    held = [
        (a.top - 2, b.top + 2)
        for a, b in pairwise(across)
        if b.top - a.top <= REACH or _framed(page, a, b) or not any(a.top < y < b.top for y in texts)
    ]
    held += [(f.top - 2, f.bottom + 2) for f in page.fills if f.x0 < lo and f.x1 > hi and f.bottom - f.top <= REACH]
    return merge(held, 60.0)


def _framed(page: Page, upper: Ruling, lower: Ruling) -> bool:
    """Verticals join the ends of the two rules."""
    return all(
        any(abs(r.x0 - x) <= 3 and r.top <= upper.top + 3 and r.bottom >= lower.top - 3 for r in page.rulings)
        for x in (upper.x0, upper.x1)
    )


def _gutter(prose: Sequence[Chunk], lines: Sequence[Line], width: float) -> Interval | None:
    """The white strip between two columns of running text, the left one of which begins at the page's margin."""
    margin = min(line.x0 for line in lines)
    starts: defaultdict[int, int] = defaultdict(int)
    for chunk in prose:
        starts[round(chunk.x0 / 4)] += 1
    strong = sorted(k for k, n in starts.items() if n + starts.get(k + 1, 0) >= max(6, 0.15 * len(prose)))
    for k in strong:
        x = 4 * k - 3
        left = [c for c in prose if c.x0 < x - 0.15 * width]
        if len(left) < 6 or min(c.x0 for c in left) > margin + 0.06 * width:
            continue
        inside = [c for c in left if c.x1 < x + 1]
        end = max((c.x1 for c in inside), default=x)
        if (
            len(inside) >= 0.85 * len(left)
            and x - end >= 3
            and sum(c.x0 <= margin + 0.06 * width for c in inside) >= 0.5 * len(inside)
        ):
            # Figures behind the labels of a table reach further than running text.
            every = (c.x1 for line in lines for c in line.chunks if c.x1 < x + 1)
            return (max(end, max(every, default=end)), x)
    return None
