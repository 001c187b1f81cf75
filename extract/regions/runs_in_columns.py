"""Stretches of consecutive lines that fall into columns: where a table without a frame may be.

Lines of wrapped text that leave hardly more than a space between two columns are cut there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from extract.geometry import Interval, median, overlap
from extract.model import Box, Word
from extract.page.rule_lines import RuleLine
from extract.page.text_lines import Chunk, Line, chunk_of, fits
from extract.page.word_shapes import is_bullet, is_caption, is_list_marker, is_value

# In units of the font size (em).
GAP = 1.7  # white space between two lines above which a stretch ends
LOOSE = 3.0  # the same between lines that are in line with each other, in a table whose rows stand far apart
LOOSEST = 6.0  # the same where three of their texts are in line, and nearly all
RULED_GAP = 2.6  # the same where a rule is drawn in it
LEADING = 1.6  # the largest step between two lines of one text
LEAD = 3  # short lines above the first one in columns that may be its head
TITLED = 3  # words of a line that show whether it is a numbered title
ROW = 8.0  # the greatest height of a row between two rules
OTHER_SIZE = 0.6  # points by which running text differs at least from a table's, where it stands between its rules
NEAR = 14  # lines above a line that show where its columns are
PENDING = 8  # short lines in a row after which no further one in columns is waited for


@dataclass(slots=True)
class _Stretch:
    """The stretch while it is put together: lines so far, short lines since, short lines before."""

    lines: list[Line] = field(default_factory=list)
    pending: list[Line] = field(default_factory=list)
    lead: list[Line] = field(default_factory=list)
    _starts: dict[int, list[float]] = field(default_factory=dict)  # by the id of a line among ``lines``

    @property
    def last(self) -> Line | None:
        rows = self.pending or self.lines or self.lead
        return rows[-1] if rows else None

    def starts_above(self, line: Line) -> list[list[float]]:
        """Where texts begin in the last of the lines that are set as large as this one."""
        out = []
        for row in self.lines[-NEAR:]:
            if abs(row.size - line.size) < 0.3:
                known = self._starts.get(id(row))
                if known is None:
                    known = self._starts[id(row)] = text_starts(row)
                out.append(known)
        return out

    def take(self, line: Line) -> None:
        """Add a line in columns, with what waited for it."""
        self.lines = [*self.lines, *self.pending, line] if self.lines else [*self.lead[-LEAD:], line]
        self.pending, self.lead = [], []

    def has_step(self, step: float) -> bool:
        """Its rows stand about so far apart, as far as it has several."""
        rows = [line.baseline for line in self.lines if len(line.chunks) > 1]
        return len(rows) < 2 or step <= 1.5 * median(b - a for a, b in pairwise(rows))

    def take_pending(self) -> None:
        """Add what waited: it is text of a column further right."""
        self.lines, self.pending = [*self.lines, *self.pending], []

    def hold(self, line: Line) -> None:
        """Keep a short line until it shows whether the stretch goes on."""
        (self.pending if self.lines else self.lead).append(line)


def stretches(
    lines: Sequence[Line], sides: Interval, rules: Sequence[RuleLine], taken: Sequence[Box]
) -> list[list[Line]]:
    """Runs of consecutive lines (top to bottom) that fall into columns, with the short lines between them.

    ``sides`` are where the text of the page's part begins and ends, beyond these lines too.
    ``rules`` are what is drawn across: lines, and the edges of shading. ``taken`` are boxes of tables found
    already, which part what stands above and below them.
    """
    x0, x1 = sides
    heights = sorted([level.y for level in rules])
    out: list[list[Line]] = []
    current = _Stretch()

    def close() -> _Stretch:
        if current.lines:
            out.append([*current.lines, *_tail(current, rules)])
        return _Stretch()

    for line in lines:
        last = current.last
        if current.lines and last is not None and line.baseline - last.baseline <= LEADING * line.size:
            line = along_columns(line, current.starts_above(line))
        ruled = last is not None and bisect_left(heights, last.bottom - 3) < bisect_right(heights, line.top + 3)
        multi = len(line.chunks) > 1 and not _is_list_item(line)
        inner = not multi and last is not None and _in_column(line, last, current)
        prose = not multi and not inner and _is_prose(line, x0, x1) and not _is_row(line, current, rules, ruled)
        if prose or is_caption(" ".join([w.text for w in line.words[:TITLED]])):
            current = close()
            continue
        if last is not None and (_apart(last, line, ruled, current) or _parted(last, line, taken, x0, x1)):
            current = close()
        if multi:
            current.take(line)
            continue
        current.hold(line)
        if inner and current.lines:
            current.take_pending()
        if len(current.pending) > PENDING:
            waiting = current.pending[-LEAD:]
            current = close()
            current.lead = waiting
    close()
    return out


def _in_column(line: Line, last: Line, stretch: _Stretch) -> bool:
    """The line stands wholly in a column right of the labels: it begins where another line's second or later text
    does, close below the line before."""
    rows = [*stretch.lines, *stretch.lead][-30:]
    starts = [c.x0 for row in rows for c in row.chunks[1:]]
    return line.baseline - last.baseline <= 2.0 * line.size and any(abs(line.x0 - x) <= 2.0 for x in starts)


def _apart(last: Line, line: Line, ruled: bool, stretch: _Stretch) -> bool:
    """White space parts the two lines: more than there is between rows, or than this stretch has between its rows."""
    gap = line.top - last.bottom
    if gap <= (RULED_GAP if ruled else GAP) * line.size:
        return False
    if gap > LOOSEST * line.size or not stretch.has_step(line.baseline - last.baseline):
        return True
    # What stands between two rows may be the end of a label.
    row = next((row for row in (last, *reversed(stretch.lines)) if len(row.chunks) > 1), last)
    return not _in_line(row, line, wholly=gap > LOOSE * line.size)


def _in_line(last: Line, line: Line, *, wholly: bool) -> bool:
    """At least two texts of each (``wholly``: three, and nearly all) are in line, or the lower one is a
    label in line with the other's."""
    if len(line.chunks) == 1:
        return len(last.chunks) > 1 and abs(line.x0 - last.x0) <= 2 * line.size and line.x1 < last.chunks[1].x0
    edges = [(c.x0, c.x1) for c in last.chunks]
    shared = sum(any(_is_in_line(c, x0, x1) for x0, x1 in edges) for c in line.chunks)
    fewer = min(len(edges), len(line.chunks))
    return shared >= (max(3, 0.8 * fewer) if wholly else max(2, 0.6 * fewer))


def _is_in_line(chunk: Chunk, x0: float, x1: float) -> bool:
    """The text begins, ends or has its middle where the one from ``x0`` to ``x1`` does."""
    left, right = chunk.x0 - x0, chunk.x1 - x1
    return abs(left) <= 1 or abs(right) <= 1 or abs(left + right) <= 2


def _parted(last: Line, line: Line, taken: Sequence[Box], x0: float, x1: float) -> bool:
    return bool(taken) and any(
        b.top > last.bottom - 2 and b.bottom < line.top + 2 and overlap((b.x0, b.x1), (x0, x1)) > 0 for b in taken
    )


def _is_list_item(line: Line) -> bool:
    """A bullet or number, and a text behind it."""
    first = line.chunks[0].words
    if len(line.chunks) != 2 or len(first) != 1:
        return False
    return is_bullet(first[0].text) or (is_list_marker(first[0].text) and len(line.chunks[1].words) > 2)


def _is_prose(line: Line, x0: float, x1: float) -> bool:
    """A line of running text: one chunk that fills most of the width and is words, not figures."""
    if len(line.chunks) != 1 or len(line.words) < 6:
        return False
    if line.x1 - line.x0 <= 0.55 * (x1 - x0):
        return False
    return sum([is_value(w.text) for w in line.words]) < 0.4 * len(line.words)


def _is_row(line: Line, stretch: _Stretch, rules: Sequence[RuleLine], ruled: bool) -> bool:
    """Rules make a row of the line, and it is set as the rows above it are, as far as there are any."""
    if stretch.lines and abs(stretch.lines[-1].size - line.size) > OTHER_SIZE:
        return False
    return _is_ruled_off(line, rules, ruled)


def _is_ruled_off(line: Line, rules: Sequence[RuleLine], ruled: bool) -> bool:
    """Rules make a row of the line (``ruled``: one is above it), or of some lines with it."""
    if ruled and _is_boxed(line, rules):
        return True
    reach = ROW * line.size
    over = [v for v in rules if line.bottom - reach <= v.y <= line.top + reach and v.covers(line.x0, line.x1) > 0.9]
    return any(
        a.y <= line.top + 3 and b.y >= line.bottom - 3 and b.y - a.y <= reach and _same_ends(a, b)
        for a, b in product(over, over)
    )


def _same_ends(one: RuleLine, other: RuleLine) -> bool:
    return abs(one.x0 - other.x0) <= 3 and abs(one.x1 - other.x1) <= 3


def _is_boxed(line: Line, rules: Sequence[RuleLine]) -> bool:
    """A rule runs right below the line, over its whole length: it is a row across the table."""
    return any(
        line.bottom - 3 <= level.y <= line.bottom + line.size and level.covers(line.x0, line.x1) > 0.9
        for level in rules
    )


def _tail(stretch: _Stretch, rules: Sequence[RuleLine]) -> list[Line]:
    """Of the short lines after the last one in columns, those that belong to its row: drawn in with it, or
    wrapped text of a column further right."""
    run, pending = stretch.lines, stretch.pending
    if not pending:
        return []
    starts = [c.x0 for line in run for c in line.chunks[1:]]
    end = pending[-1].bottom + pending[-1].size
    x0, x1 = min(line.x0 for line in run), max(line.x1 for line in run)
    closing = max((v.y for v in rules if run[-1].bottom - 3 < v.y < end and v.covers(x0, x1) > 0.7), default=0.0)
    kept = 0
    last = run[-1]
    for k, line in enumerate(pending):
        wrapped = line.baseline - last.baseline <= 1.5 * line.size and any(abs(line.x0 - x) <= 2.0 for x in starts)
        wrapped = wrapped or _wraps_label(line, [*run, *pending[:k]], run)
        if line.bottom <= closing + 2 or (wrapped and kept == k):
            kept = k + 1
        last = line
    return pending[:kept]


def _wraps_label(line: Line, above: Sequence[Line], run: Sequence[Line]) -> bool:
    """The line goes on from the label above it: set alike, close below, begun with a word that would not have fitted
    there, and no wider than labels are. Between them there may be the figures, set on the middle of the row."""
    left = min(row.x0 for row in run) + 2 * line.size  # the second line of a head has no text over the labels
    last = next((row for row in reversed(above[-2:]) if row.x0 <= left), None)
    if last is None or (last is not above[-1] and len(last.chunks) > 1):
        return False
    label, word = last.chunks[0], line.words[0]
    right = max(row.chunks[0].x1 for row in run if row.x0 <= left)
    if line.baseline - last.baseline > 1.35 * line.size or abs(line.size - last.size) > 0.3 or line.x1 > right + 1:
        return False
    alike = word.bold == label.words[-1].bold and -0.5 * line.size <= line.x0 - label.x0 <= 2 * line.size
    return alike and not fits(label, line.chunks[0], right)


def text_starts(line: Line) -> list[float]:
    """Where the line's texts begin that are no figures, left to right."""
    return [chunk.x0 for chunk in line.chunks if not is_value(chunk.words[0].text)]


def along_columns(line: Line, above: Sequence[Sequence[float]]) -> Line:
    """The line with its chunks parted where a word begins just where a column of the lines right above does (their
    ``text_starts``): wrapped text may leave hardly more than a space between two columns."""
    inner = line.x0 + line.size
    starts = [x for row in above if row and row[-1] > inner for x in row if x > inner]
    if not starts:
        return line
    parts: list[Chunk] = []
    for chunk in line.chunks:
        cuts = [k for k, (a, b) in enumerate(pairwise(chunk.words), 1) if _at_column(a, b, starts, line.size)]
        parts += [chunk_of(chunk.words[a:b]) for a, b in pairwise([0, *cuts, len(chunk.words)])] if cuts else [chunk]
    return line._replace(chunks=tuple(parts)) if len(parts) > len(line.chunks) else line


def _at_column(left: Word, right: Word, starts: Sequence[float], size: float) -> bool:
    gap = right.x0 - left.x1
    if gap <= 0.1 * size:
        return False
    return sum([abs(right.x0 - x) < 0.8 for x in starts]) >= (1 if gap > 0.5 * size else 2)
