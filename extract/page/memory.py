"""What recurs on a document's pages, collected before they are read: running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from extract.geometry import Interval
from extract.model import Page, PageLayout, RawTable, Word
from extract.page.text_lines import Line, visual_lines
from extract.page.turned import main_angle, upright

ZONE: Final = 0.13  # share of the page's height at its top and bottom where running lines stand
APART: Final = 0.7  # of the font size: white space between running lines and what stands inside of them
STEP: Final = 3.0  # points: a running line stands at one height, to within this
PAGES: Final = 2  # pages on which a text must stand to be seen as running
OFTEN: Final = 0.2  # share of the pages on which it must stand: of those of a chapter, or of left or right pages
MOSTLY: Final = 0.6  # the same for what stands further inside
FEW_TEXTS: Final = 2  # texts on a line that runs though a table or text stands right beside it: a title, and its part
MOST_LINES: Final = 3  # lines that a running head or foot has
MOST_TEXTS: Final = 3  # texts beside each other on one of its lines: left, middle and right
FEWEST_COLUMNS: Final = 3  # columns in one place on two pages that are no coincidence
MOST_KEYS: Final = 20_000  # texts remembered; what comes after so many is forgotten first

_TEXT: Final = ("body", "heading", "caption")  # roles of lines after which a table does not close its page
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


class Key(NamedTuple):
    """A text with its numbers masked, and its distance from the page's top (above 0) or bottom (below), in steps."""

    text: str
    height: int


class MarginLine(NamedTuple):
    """A line in a margin, with the keys of its texts."""

    line: Line
    keys: tuple[Key, ...]


class PageMargins(NamedTuple):
    """The lines of a page's upper and lower margins, from the edge inwards."""

    above: tuple[MarginLine, ...]
    below: tuple[MarginLine, ...]


@dataclass(slots=True)
class Memory:
    """What the document's pages so far have in common. Grows with what recurs, not with the pages.

    ``closing`` is where the columns of the table stand that closed the page before, left to right; () where none did.
    """

    closing: tuple[Interval, ...] = ()
    seen: Counter[Key] = field(default_factory=Counter)
    pages: int = 0
    _held: dict[int, PageMargins] = field(default_factory=dict)  # by page, until it is read

    def see(self, pages: Iterable[Page]) -> None:
        """Take in what stands in the margins of some more pages."""
        for page in pages:
            upright_page = _turned_upright(page)
            margins = _margins(upright_page, page.height)
            if upright_page is page:
                self._held[id(page)] = margins
            self.seen.update({key for one in (*margins.above, *margins.below) for key in one.keys})
            self.pages += 1
        if len(self.seen) > MOST_KEYS:
            self.seen = Counter({key: n for key, n in self.seen.items() if n >= PAGES})

    def running(self, page: Page) -> list[Line]:
        """The page's running lines (of the page as it is, turned upright before where its text is sideways)."""
        margins = self._held.pop(id(page), None) or _margins(page, page.height)
        return [*self._outer(margins.above, page, False), *self._outer(margins.below, page, True)]

    def _outer(self, lines: Sequence[MarginLine], page: Page, lower: bool) -> list[Line]:
        """The running ones among a margin's lines: groups of lines from the edge inwards, each set off from the next,
        of which all texts recur; or their outer lines, where those recur on most pages and what stands close to them
        does not. What stands inside another running group must recur on most pages: there the head of a table may
        stand, printed again on each of its pages."""
        found = 0
        for first, last, whole in _groups(lines, page, lower):
            group = lines[first:last]
            often = MOSTLY if found else OFTEN
            whole = whole and len(group) <= MOST_LINES
            if not (whole and all(self._runs(one, often) for one in group)):
                found = first + self._outermost(group)
                break
            found = last
        return [one.line for one in lines[:found]]

    def _outermost(self, group: Sequence[MarginLine]) -> int:
        """How many lines of the group, from the edge inwards, run by themselves: 0 where all or none do."""
        few = [len(one.keys) <= FEW_TEXTS and self._runs(one, MOSTLY) for one in group]
        runs = next((k for k, one in enumerate(few) if not one), 0)
        return runs if runs <= MOST_LINES else 0

    def _runs(self, margin_line: MarginLine, often: float) -> bool:
        """All texts of the line recur at its height, on at least the share ``often`` of the pages."""
        if len(margin_line.keys) > MOST_TEXTS:
            return False
        enough = max(PAGES, often * self.pages)
        return all(
            sum([self.seen[Key(text, height + d)] for d in (-1, 0, 1)]) >= enough for text, height in margin_line.keys
        )


def _groups(lines: Sequence[MarginLine], page: Page, lower: bool) -> Iterator[tuple[int, int, bool]]:
    """First and behind-last index of the lines that stand close to each other, from the edge inwards, and whether
    these are all: the last group of a margin may go on in the text, unless it stands at the page's edge."""
    start = 0
    for k in range(1, len(lines) + 1):
        if k < len(lines):
            outer, inner = lines[k - 1].line, lines[k].line
            gap = outer.top - inner.bottom if lower else inner.top - outer.bottom
            if gap < APART * outer.size:
                continue
        yield start, k, k < len(lines) or not _is_cut_off(lines[k - 1].line, page, lower)
        start = k


def _is_cut_off(line: Line, page: Page, lower: bool) -> bool:
    """The line is the innermost of its margin, and what stands inside of it may belong to it."""
    inner = line.top - 2 * line.size if lower else line.bottom + 2 * line.size
    return inner < (1 - ZONE) * page.height if lower else inner > ZONE * page.height


def closing_columns(layout: PageLayout) -> tuple[Interval, ...]:
    """Where the columns stand of the table that closes the page: nothing but its notes and running lines follow."""
    last = next((item for item in reversed(layout.items) if isinstance(item, RawTable) or item.role in _TEXT), None)
    if not isinstance(last, RawTable):
        return ()
    words: list[list[Word]] = [[] for _ in range(last.n_columns)]
    for cell in last.cells:
        if cell.column_span == 1:
            words[cell.column] += cell.words
    return tuple((min(w.x0 for w in own), max(w.x1 for w in own)) for own in words if own)


def are_those(columns: Sequence[Interval], closing: Sequence[Interval]) -> bool:
    """Each of the columns begins or ends where that of the table on the page before does."""
    same = len(columns) == len(closing) >= FEWEST_COLUMNS
    return same and all(min(abs(a - c), abs(b - d)) <= STEP for (a, b), (c, d) in zip(columns, closing, strict=True))


def without(page_words: Sequence[Word], lines: Sequence[Line]) -> tuple[Word, ...]:
    """The words that are not in the lines."""
    gone = {id(word) for line in lines for word in line.words}
    return tuple([word for word in page_words if id(word) not in gone])


def _turned_upright(page: Page) -> Page:
    angle = main_angle(page)
    return upright(page, angle) if angle else page


def _margins(page: Page, height: float) -> PageMargins:
    """The lines in the page's margins, and the first one of the text inside each; ``height`` is that of the page as it
    is drawn."""
    top, bottom = ZONE * page.height, (1 - ZONE) * page.height
    above = visual_lines([w for w in page.words if w.bottom <= top and w.angle == 0])
    below = visual_lines([w for w in page.words if w.top >= bottom and w.angle == 0])
    return PageMargins(
        tuple([_margin_line(line, 0.0) for line in above]),
        tuple([_margin_line(line, height) for line in reversed(below)]),
    )


def _margin_line(line: Line, edge: float) -> MarginLine:
    """The line with its keys; ``edge`` is the height of the page's edge that it stands near."""
    height = round((line.baseline - edge) / STEP)
    return MarginLine(line, tuple([Key(_DIGITS.sub("#", chunk.text.casefold()), height) for chunk in line.chunks]))
