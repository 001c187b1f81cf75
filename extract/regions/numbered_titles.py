"""Where numbered titles part a page's tables: each note of a report's accounts has one, whatever stands above it.

                            2024    2023      years printed once, above several notes: the head of the first one
    1  Consumption
       Electricity        55.023  35.474
                         219.903 220.788      white space, and the next number
    2  Cleaning
       Stairs                  0  15.640

A number alone says little: rows and groups of rows are numbered too. What speaks for a title is added up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from extract.geometry import Interval, median, overlap
from extract.grid.head_lines import is_body, is_head_figure
from extract.model import Word
from extract.page.text_lines import Chunk, Line, line_of

_NUMBER: Final = re.compile(r"\d{1,2}[.:]?$")
_NOTE: Final = re.compile(r"not[ea]?$", re.IGNORECASE)


class Weights(NamedTuple):
    """What counts for a line's being the numbered title of what is below it, in log-odds."""

    prior: float = -3.0
    word: float = 2.5  # it says "note" before its number
    counted: float = 2.0  # the titles before or after it have the number before or after its own
    bold: float = 1.5  # bold where the rows are not
    plain: float = -1.0  # not bold
    hangs: float = 1.5  # its number stands left of the labels, where no row below it has anything
    reference: float = -4.0  # rows below it have numbers where it has its own
    apart: float = 1.5  # more white space above it than between rows
    close: float = -2.5  # no more than between rows


WEIGHTS: Final = Weights()
WORDS: Final = 12  # words of a title, at most
LONGEST: Final = 40  # em that a title's line is long, at most
WIDER: Final = 1.35  # times the usual step between lines: as far stands a title below the rows, at least
BESIDE: Final = 0.5  # em of the number's height that a text beside it shares, at least
EDGE: Final = 2.0  # points by which numbers of one column differ in where they begin or end
HEAD_LINES: Final = 4  # lines of a head above a title, at most
LEADING: Final = 2.0  # em between two lines of one head, at most
LARGER: Final = 1.3  # times the size of a head, which may be small: a line set so large is a heading above it
SET_OFF: Final = 1.2  # em of white space above a head that belongs to what is below it, at least
FAR: Final = 8.0  # em that the first row may be below its title


class Section(NamedTuple):
    """The ``lines`` under one numbered title, up to the next. ``head`` are lines above the title that head them."""

    lines: list[Line]
    title: tuple[Word, ...] = ()
    head: tuple[Line, ...] = ()

    def with_head(self, run: list[Line]) -> list[Line]:
        """The first run of its lines with the head above the title, where that stands over the run's columns."""
        heads = [c for line in self.head for c in line.chunks if _has_year(c)]
        figures = [c for line in run if is_body(line) for c in line.chunks if c.is_value]
        over = all(any(overlap((h.x0, h.x1), (c.x0, c.x1)) > 0 for c in figures) for h in heads)
        return [*self.head, *run] if figures and over else run

    def titles(self, run: Sequence[Line]) -> bool:
        """Its title is close enough above the run to be the run's."""
        return bool(self.title) and run[0].top - max(w.bottom for w in self.title) <= FAR * run[0].size


class _Candidate(NamedTuple):
    """A line that may be a numbered title: its index, its number and where that stands, and whether it says "note"."""

    at: int
    number: int
    place: Interval
    named: bool
    words: tuple[Word, ...]
    text: Word | None  # the first word behind the number, None where the text is set beside it on a line of its own


def sections(lines: Sequence[Line]) -> list[Section]:
    """The lines (top to bottom) parted at the numbered titles among them."""
    titles = _titles(lines)
    if not titles:
        return [Section(list(lines))]
    out: list[Section] = []
    last, start = Section([]), 0
    for one in titles:
        above = [*last.lines, *lines[start : one.at]]
        rest = _without(lines[one.at], one.words)
        cut = len(above) if rest else _closing_head(above)
        out.append(last._replace(lines=above[:cut]))
        start = one.at + 1
        title, text = list(one.words), one.text
        if text is None and start < len(lines) and _stands_beside(lines[start], lines[one.at]):
            title, text = [*title, *lines[start].words], lines[start].words[0]
            start += 1
        room = (rest.x0 if rest else title[0].x0 + LONGEST * title[0].size) - title[0].size
        while text is not None and start < len(lines) and _wraps(title[-1], lines[start], text.x0, room):
            title += lines[start].words
            start += 1
        last = Section([rest] if rest else [], tuple(title), tuple(above[cut:]))
    out.append(last._replace(lines=[*last.lines, *lines[start:]]))
    return [section for section in out if section.lines]


def _without(line: Line, words: Sequence[Word]) -> Line | None:
    """What else is on the line, None where nothing is."""
    own = set(map(id, words))
    rest = [w for w in line.words if id(w) not in own]
    return line_of(rest) if rest else None


def _stands_beside(line: Line, title: Line) -> bool:
    """The line is one text that reaches up beside the title's number, in other type."""
    return len(line.chunks) == 1 and title.bottom - line.top > BESIDE * title.size


def _wraps(last: Word, line: Line, left: float, room: float) -> bool:
    """The line goes on with the title, whose text begins at ``left``: set alike, right below its ``last`` word, begun
    with a word that had no ``room`` beside it."""
    first = line.words[0]
    alike = first.bold == last.bold and abs(first.size - last.size) < 0.3 and len(line.chunks) == 1
    close = abs(first.x0 - left) <= EDGE and line.baseline - last.baseline <= 1.5 * last.size
    return alike and close and last.x1 + 0.3 * last.size + first.x1 - first.x0 > room


def _titles(lines: Sequence[Line]) -> list[_Candidate]:
    found = [one for k, line in enumerate(lines) if (one := _candidate(k, line)) is not None]
    if not found:
        return []
    usual = median([b.baseline - a.baseline for a, b in pairwise(lines)])
    bold = 2 * sum(line.words[0].bold for line in lines) > len(lines)
    out = []
    for n, one in enumerate(found):
        begin = found[n - 1].at + 1 if n else 0
        end = found[n + 1].at if n + 1 < len(found) else len(lines)
        counted = any(b.number - a.number == 1 for a, b in pairwise(found[max(0, n - 1) : n + 2]))
        worth = _worth(one, lines, begin, end, usual) + _as_set(one, bold) + WEIGHTS.counted * counted
        if worth > 0:
            out.append(one)
    return out


def _candidate(k: int, line: Line) -> _Candidate | None:
    """The line begins with a number and a text, and has nothing else but years."""
    first = line.words[0].text
    named = _NOTE.match(first) is not None
    if not (named or _NUMBER.match(first)):
        return None
    at = 1 if named else 0
    if len(line.words) <= at or not _NUMBER.match(line.words[at].text):
        return None
    own = [line.chunks[0], *takewhile(lambda chunk: not _has_year(chunk), line.chunks[1:])]
    words = tuple([w for chunk in own for w in chunk.words])
    rest = line.chunks[len(own) :]
    if len(words) > WORDS or not all(map(_has_year, rest)):
        return None
    number = line.words[at]
    place = (line.x0, number.x1)
    if len(words) == at + 1:  # nothing behind the number: only years and the word "note" make it a title
        return _Candidate(k, int(number.text.rstrip(".:")), place, named, words, None) if named and rest else None
    text = words[at + 1]
    together = len(own) == 1 or (
        text is own[-1].words[0] and len(own) <= at + 2
    )  # but for white space behind the number
    if not together or not text.text[0].isupper() or words[-1].text.endswith((".", ",", ":")):
        return None
    return _Candidate(k, int(number.text.rstrip(".:")), place, named, words, text)


def _worth(one: _Candidate, lines: Sequence[Line], begin: int, end: int, usual: float) -> float:
    """What speaks for the title by its number and its place among the lines from ``begin`` up to ``end``, where the
    candidates before and after it are."""
    w = WEIGHTS
    out = w.prior + w.word * one.named
    rows = [line for line in lines[one.at + 1 : end] if is_body(line)]
    if any(_is_beside(line, one.place) for line in rows):
        out += w.reference
    elif rows and min(line.x0 for line in rows) > one.place[1]:
        out += w.hangs
    if one.at and lines[one.at].baseline - lines[one.at - 1].baseline >= WIDER * usual:
        out += w.apart
    elif any(map(is_body, lines[begin : one.at])):
        out += w.close  # heads may stand close above it
    return out


def _as_set(one: _Candidate, bold: bool) -> float:
    return 0.0 if bold else WEIGHTS.bold if one.words[0].bold or one.words[-1].bold else WEIGHTS.plain


def _is_beside(line: Line, place: Interval) -> bool:
    """The row has a number where the title has its own."""
    first = line.words[0]
    return first.text[0].isdigit() and (abs(first.x0 - place[0]) <= EDGE or abs(first.x1 - place[1]) <= EDGE)


def _closing_head(lines: Sequence[Line]) -> int:
    """Index of the first of the last lines that are a head, set off from what is above: years and words over them."""
    start = len(lines)
    for k in range(len(lines) - 1, max(-1, len(lines) - 1 - HEAD_LINES), -1):
        if not _is_head(lines[k], lines[start:]):
            break
        start = k
    head = lines[start:]
    if not any(map(_has_years, head)) or start == 0:
        return start if any(map(_has_years, head)) else len(lines)
    first, above = lines[start], lines[start - 1]
    set_off = len(above.chunks) == 1 or first.top - above.bottom >= SET_OFF * first.size
    return start if set_off else len(lines)


def _is_head(line: Line, below: Sequence[Line]) -> bool:
    """The line is of words and years, no title or sentence, and no farther from the head's lines ``below`` than they
    are from each other."""
    if not all(_has_year(c) or not c.is_value for c in line.chunks):
        return False
    if len(line.chunks) == 1 and len(line.words) > 3:
        return False
    if not below:
        return True
    size = max(other.size for other in below)
    return line.size <= LARGER * size and below[0].baseline - line.baseline <= LEADING * max(size, line.size)


def _has_years(line: Line) -> bool:
    """All texts of the line but one have a year."""
    return sum(map(_has_year, line.chunks)) >= max(1, len(line.chunks) - 1)


def _has_year(chunk: Chunk) -> bool:
    return any(is_head_figure(chunk._replace(words=(w,))) for w in chunk.words)
