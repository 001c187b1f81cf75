"""Which lines at the top of a table head its columns.

Driftsvirksomhed     Budget 2024    Regnskab     head
mio. kr.                                         head: text set off like the heads
Skatter og tilskud                               body: a label alone, set like the labels below it
  Skatter                  512,0       513,4     body: figures
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from extract.geometry import merge, overlap, total
from extract.grid.line_cells import is_bracketed
from extract.model import Fill
from extract.page.area import Area
from extract.page.rule_lines import RuleLine
from extract.page.text_lines import Chunk, Line

# A year, a span of years, or a column's number: what stands in heads
_HEAD_FIGURE: Final = re.compile(
    r"[(]?(?:19|20)\d\d(?:[-/–](?:\d\d)?\d\d)?[)*¹²³]?$|\(\d{1,2}\)|\([%\w]\)$|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d$|\d{1,2}/\d{1,2}$|-?(?:19|20)\d\d-\d\d-\d\d$"
)

_RANGE: Final = re.compile(r"\d\s?[-–]\s?[$€£]?\d|\d[-–]$|[<>≤≥]\s?\d")  # what figures in heads look like: 10-14, <5


class Weights(NamedTuple):
    """What counts for a line's being one of the head, or for the head's end below it, in log-odds."""

    over_figures: float = 2.5  # text, no figure, in a column right of the labels
    label_alone: float = -2.5  # nothing but a text at the left
    between: float = 3.0  # that text stands beside others of the head, between their lines
    bracketed: float = 1.0  # all of it is in brackets, which explain the heads above
    colon: float = -2.0  # it ends with a colon: what stands below it belongs to it
    bold: float = 1.5  # bold over a body that is not
    plain: float = -1.5  # not bold under a line of the head that is
    shaded: float = 2.0  # on the shading of the line above, where the body has another or none
    unshaded: float = -2.0  # on another shading than the line above
    smaller: float = -0.5  # set in another size than the line above
    ruled: float = 2.5  # a rule over most of the width right below it, where rules are few
    ruled_often: float = 0.3  # the same where rules part most rows
    edge: float = 1.0  # the shading ends below it
    gap: float = 1.0  # white space below it, beyond what the rows have


WEIGHTS: Final = Weights()
WIDE: Final = 0.6  # share of the width that a rule or shading covers at least to say something of a whole line
FEW: Final = 0.4  # rules a line of text, at most, for a rule to be more than a row's edge
FEW_MARKS: Final = 3  # with more rules than these, rules part the rows and not just head and body
FIGURES: Final = (
    0.15  # share of the lines that have figures, below which those are dates and amounts in a table of words
)
COUNTED: Final = 2  # rows below that begin with a number, at least, where the first line is one of them
MARK: Final = 2  # letters of a reference or mark among the labels, at most
LEFTMOST: Final = 20  # a figure in so many may stand further left, in a label
SAMPLE: Final = 12  # lines of the body that say how it is set


class _Look(NamedTuple):
    """How a line is set: bold throughout, its size, the colour behind it (-1: none)."""

    bold: bool
    size: float
    shade: int


def count_head_lines(area: Area, marks: Sequence[float]) -> int:
    """How many lines at the top head the columns, by what they hold, how they are set and what is drawn below them."""
    lines = area.lines
    bodies = [k for k, line in enumerate(lines) if is_body(line)]
    if len(bodies) < FIGURES * len(lines):
        return _of_words(lines, marks)
    body = bodies[0]
    if body == 0:
        return 0
    drawn = _figures_in_head(lines, marks, body)
    if drawn:
        return drawn
    looks = [_look(line, area) for line in lines[: body + SAMPLE]]
    usual = looks[body:]
    bold_body = 2 * sum(look.bold for look in usual) > len(usual)
    shades = {look.shade for look in usual}
    rules = [level for level in area.levels if level.covers(area.box.x0, area.box.x1) >= WIDE]
    often = len(rules) > FEW * len(lines)
    figures = _first_figures([lines[k] for k in bodies])
    best, score, sums = body, float("-inf"), 0.0
    for count in range(body + 1):
        if count:
            sums += _head_worth(lines, count - 1, looks, bold_body, shades, figures)
        ends = sums + (_end_worth(lines, count, rules, often, looks) if count else 0.0)
        if ends > score:
            best, score = count, ends
    return best


def _head_worth(
    lines: Sequence[Line], k: int, looks: Sequence[_Look], bold_body: bool, shades: set[int], figures: float
) -> float:
    """What speaks for line ``k`` as one of the head."""
    w, line, look = WEIGHTS, lines[k], looks[k]
    alone = line.x1 <= figures and not _heads_references(line, lines)
    out = w.label_alone if alone else w.over_figures
    if line.chunks[0].text.endswith(":") and len(line.chunks) == 1:
        out += w.colon
    if alone and _stands_between(lines, k):
        out += w.between
    if look.bold and not bold_body and not alone:
        out += w.bold
    if k:
        above = looks[k - 1]
        out += w.bracketed * (not alone and all(is_bracketed(c) for c in line.chunks))
        out += w.plain * (above.bold and not look.bold)
        out += w.smaller * (abs(above.size - look.size) > 0.3)
        if look.shade != above.shade:
            out += w.unshaded
        elif look.shade >= 0 and look.shade not in shades:
            out += w.shaded
    return out


def _first_figures(bodies: Sequence[Line]) -> float:
    """Where the leftmost of the columns of amounts begins, right of the labels (points)."""
    starts = sorted([c.x0 for line in bodies for c in line.chunks[1:] if c.is_value and not _is_mark(c)])
    return starts[len(starts) // LEFTMOST] if starts else float("inf")


def _is_mark(chunk: Chunk) -> bool:
    """The value is so short that it may be a reference or mark among the labels."""
    return len(chunk.words) == 1 and len(chunk.words[0].text) <= MARK


def _heads_references(line: Line, lines: Sequence[Line]) -> bool:
    """The line is a word over a column of references and marks that stands between the labels and the amounts."""
    if len(line.words) > 1:
        return False
    rows = [other.chunks for other in lines if is_body(other)]
    marks = [c for row in rows for c in row[1:-1] if c.is_value and _is_mark(c)]
    labels = [row[0] for row in rows if not row[0].is_value]
    over = any(overlap((c.x0, c.x1), (line.x0, line.x1)) > 0 for c in marks)
    return over and bool(labels) and line.x0 > max(c.x1 for c in labels)


def _stands_between(lines: Sequence[Line], k: int) -> bool:
    """The next line or the one before is so near that both stand beside each other, or it is one of the head that
    a label's wrapped words go on from."""
    line = lines[k]
    near = [other for other in lines[max(0, k - 1) : k + 2] if other is not line]
    return any(abs(other.baseline - line.baseline) < 0.85 * line.size for other in near)


def _end_worth(
    lines: Sequence[Line], count: int, rules: Sequence[RuleLine], often: bool, looks: Sequence[_Look]
) -> float:
    """What speaks for the head's end above line ``count``."""
    w, above, below = WEIGHTS, lines[count - 1], lines[count]
    lo, hi = above.baseline - 0.1 * above.size, below.baseline - 0.5 * below.size
    out = 0.0
    if any(lo <= level.y <= hi for level in rules):
        out += w.ruled_often if often else w.ruled
    if looks[count - 1].shade != looks[count].shade:
        out += w.edge
    pitch = min((b.baseline - a.baseline for a, b in zip(lines[count:], lines[count + 1 :], strict=False)), default=0.0)
    if 0 < pitch < below.baseline - above.baseline - 0.3 * below.size:
        out += w.gap
    return out


def _look(line: Line, area: Area) -> _Look:
    return _Look(all(c.words[0].bold for c in line.chunks), line.size, _shade(line, area.fills, area))


def _shade(line: Line, fills: Sequence[Fill], area: Area) -> int:
    """The colour behind most of the table's width at the height of the line, -1 where there is none."""
    middle = (line.top + line.bottom) / 2
    behind = [f for f in fills if f.top <= middle <= f.bottom]
    if not behind:
        return -1
    x0, x1 = area.box.x0, area.box.x1
    for color in {f.color for f in behind}:
        parts = merge(
            (max(f.x0, x0), min(f.x1, x1)) for f in behind if f.color == color and overlap((f.x0, f.x1), (x0, x1)) > 0
        )
        if total(parts) >= WIDE * (x1 - x0):
            return color
    return -1


def _of_words(lines: Sequence[Line], marks: Sequence[float]) -> int:
    """The head of a table of words ends at the first mark below a line, or with what is bold above what is not:
    shading of every other row does not part the head from the first row."""
    if _counts(lines[0]) and sum(_counts(line) for line in lines[1:]) >= COUNTED:
        return 0  # each row has its number, and the first line has one too
    first = next((y for y in marks if y > lines[0].baseline), None)
    count = sum(line.baseline < first for line in lines) % len(lines) if first is not None else 1
    bold = next((k for k, line in enumerate(lines) if not all(c.words[0].bold for c in line.chunks)), 0)
    return min(count, bold) or count


def _counts(line: Line) -> bool:
    """The line begins with a number or code of its own: 3.4.1., A12."""
    return len(line.chunks) > 1 and len(line.chunks[0].words) == 1 and any(map(str.isdigit, line.chunks[0].text))


def _figures_in_head(lines: Sequence[Line], marks: Sequence[float], body: int) -> int:
    """Lines of a head that has figures itself, as in "$10,000-14,999": it is told from the body by the rule below;
    0 where a mark ends the head above the first figures, or rules are many."""
    if any(lines[0].baseline < y < lines[body].baseline for y in marks) or len(marks) > FEW_MARKS:
        return 0
    if not any(_RANGE.search(chunk.text) for line in lines[max(0, body - 1) : body + 2] for chunk in line.chunks):
        return 0
    return _until_mark(lines, marks, min(5, len(lines) // 3))


def is_body(line: Line) -> bool:
    """Most of what stands right of the label is figures that are neither years nor the columns' numbers."""
    cells = line.chunks[1:] if not line.chunks[0].is_value or len(line.chunks) > 3 else line.chunks
    values = sum([c.is_value and not is_head_figure(c) for c in cells])
    if values <= 0.6 * len(cells):
        return False
    # One unit under all heads, or one across them, is no row: 1.000 kr.
    worded = (len(cells) > 1 or len(line.chunks) == 1) and cells[0].words[-1].text[:1].isalpha()
    return not (worded and len({c.text for c in cells}) == 1)


def is_head_figure(chunk: Chunk) -> bool:
    """A year, a date or a column's number, as heads have them."""
    return _is_head_text(chunk.words[0].text)


@lru_cache(maxsize=8192)
def _is_head_text(text: str) -> bool:
    return _HEAD_FIGURE.match(text) is not None


def _until_mark(lines: Sequence[Line], marks: Sequence[float], limit: int) -> int:
    """Lines above the last mark that lies above line ``limit``."""
    count = 0
    for y in marks:
        above = sum((line.top + line.bottom) / 2 < y for line in lines)
        if 0 < above <= limit and above < len(lines):
            count = above
    return count
