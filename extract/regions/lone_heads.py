"""Which lone lines above a table's first line in columns are its head, or a group's name below that head.

Balance                        a title: no part of the table
(mio. kr.)     2023   2024     heads that touch each other, as one text: the head
Assets                         a group's name below it
Buildings     274,1  261,8     the first line in columns
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.geometry import merge, overlap
from extract.grid.head_lines import is_body, is_head_figure
from extract.page.rule_lines import RuleLine
from extract.page.text_lines import Line
from extract.page.word_shapes import is_caption, is_sentence
from extract.regions.reach import heads_by_word

HEAD_WORDS: Final = 3  # words of a line of a lone head, at most
NARROW_HEAD: Final = 2.0  # em that it ends from where its figures do, at most


def trimmed(run: list[Line], wide: Sequence[RuleLine]) -> list[Line]:
    """Without the lone lines above the first one in columns, unless a rule above or their place over the columns
    right of the labels says that they head them."""
    start = 0
    while start < len(run) and len(run[start].chunks) == 1 and not any(lv.y < run[start].bottom - 2 for lv in wide):
        start += 1
    begin = start
    while 0 < start < len(run):
        if _heads_columns_of(run[start - 1], run[start:]):
            begin = start - 1
        elif not _is_label_of(run[start - 1], run[start:]):
            break
        start -= 1
    return run[begin:]


def _heads_columns_of(line: Line, lines: Sequence[Line]) -> bool:
    """The lone line heads columns of the lines below it."""
    return (
        _heads(line, lines[0])
        or _begins_head(line, lines)
        or _stands_over_figures(line, lines)
        or _heads_by_word(line, lines)
    )


def _is_label_of(line: Line, lines: Sequence[Line]) -> bool:
    """The lone line stands among the labels of the lines below it, set like them: a group's name below a head."""
    rows = [below for below in lines if is_body(below)]
    figures = min((c.x0 for row in rows for c in row.chunks[1:] if c.is_value), default=0.0)
    alike = bool(rows) and abs(line.size - rows[0].size) < 1
    return alike and line.x1 < figures and not is_caption(line.text) and not is_sentence(line.text)


def _stands_over_figures(line: Line, lines: Sequence[Line]) -> bool:
    """The line is a word or two right of all labels, over one column of figures and no other, and nothing else heads
    the columns: however far from the figures below it, it is their head. Above other heads it may be a unit."""
    is_amount = any(c.is_value and not is_head_figure(c) for c in line.chunks)
    if len(line.words) > HEAD_WORDS or is_amount or is_caption(line.text):
        return False
    first = next((k for k, below in enumerate(lines) if is_body(below)), 0)
    if any(below.x1 > line.x1 + line.size or len(below.chunks) > 1 for below in lines[:first]):
        return False
    rows = [below for below in lines if is_body(below)]
    figures = [c for row in rows for c in row.chunks if c.is_value]
    labels = [c for row in rows for c in row.chunks if not c.is_value]
    over = [c for c in figures if overlap((c.x0, c.x1), (line.x0, line.x1)) > 0]
    if not over or not labels or line.x0 <= max(c.x1 for c in labels):
        return False
    left, right = min(c.x0 for c in over), max(c.x1 for c in over)
    apart = all(c.x1 <= left + 1 or c.x0 >= right - 1 for c in figures if c not in over)
    return apart and abs(right - line.x1) < NARROW_HEAD * line.size


def _heads_by_word(line: Line, lines: Sequence[Line]) -> bool:
    """The line is heads that touch each other, over the columns of figures below it."""
    if is_caption(line.text) or is_sentence(line.text):
        return False
    rows = [below for below in lines if is_body(below)]
    labels = [c.x1 for row in rows for c in row.chunks[:1] if not c.is_value]
    if not labels or line.x0 <= max(labels):
        return False
    figures = [(c.x0, c.x1) for row in rows for c in row.chunks if c.is_value and c.x0 > max(labels)]
    return heads_by_word(line, merge(figures))


def _heads(line: Line, below: Line) -> bool:
    """The line stands close above, and is centred over what is right of the first chunk below it, not over all."""
    if len(below.chunks) < 3 or below.baseline - line.baseline > 1.6 * below.size or is_caption(line.text):
        return False
    left, right = below.chunks[1].x0, below.x1
    middle = (line.x0 + line.x1) / 2
    return line.x0 >= left - line.size and abs(middle - (left + right) / 2) < 0.1 * (right - left)


def _begins_head(line: Line, lines: Sequence[Line]) -> bool:
    """The line is the first one of a wrapped head: it stands right above one text of a line below it, and in the
    column of no other one. Heads of different heights set on one middle or foot put lines between each other's."""
    if is_caption(line.text) or line.x0 <= min(below.x0 for below in lines) + line.size:
        return False
    for below in lines[:3]:
        if below.baseline - line.baseline > 1.4 * max(below.size, line.size):
            return False
        over = [c for c in below.chunks if overlap((c.x0, c.x1), (line.x0, line.x1)) > -0.5 * line.size]
        if over:
            return len(over) == 1
    return False
