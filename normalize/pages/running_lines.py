"""Running heads, feet and page numbers: the lines that belong to a report's pages and not to its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extract.model import Box, PageLayout, RawTable, TextLine

# Parts of a page's height that hold running heads and page numbers, as far as no table of the report stands there.
MARGIN = 0.06
# A line that stands at one place, this near to where the report's pages begin or end, on so many pages, and on this
# part of them, runs.
EDGE = 0.1
RUNS_FROM, RUNS_PART = 3, 0.2
# What extraction itself says to be none of the page's text in reading order.
OUTSIDE = ("running", "sideways")

_DIGITS = re.compile(r"\d+")


class Running(NamedTuple):
    """What tells a report's running lines: their keys, and the parts of a page's height above and below its text."""

    keys: frozenset[tuple[str, int]]
    head: float
    foot: float


def running_lines(layouts: Sequence[PageLayout]) -> Callable[[PageLayout, TextLine], bool]:
    """What says whether a line of a page is a running head or foot, or a page number."""
    running = running_of(layouts)
    return lambda layout, line: is_running(layout, line, running)


def running_of(layouts: Sequence[PageLayout]) -> Running:
    """What tells the running lines of a report."""
    keys = _keys(layouts)
    boxes = [(page.height, box) for page in layouts for table in page.tables for box in _boxes(table, keys)]
    head = min((box.top / height for height, box in boxes), default=MARGIN)
    foot = min((1 - box.bottom / height for height, box in boxes), default=MARGIN)
    return Running(keys, min(MARGIN, head), min(MARGIN, foot))


def _boxes(table: RawTable, keys: frozenset[tuple[str, int]]) -> list[Box]:
    """Where a table and its title stand."""
    return [table.box, *(line.box for line in table.caption if _key(line) not in keys)]


def is_running(layout: PageLayout, line: TextLine, running: Running) -> bool:
    """Whether a line of a page is none of its text."""
    above = line.box.bottom < running.head * layout.height
    below = line.box.top > (1 - running.foot) * layout.height
    return line.role in OUTSIDE or above or below or _is_part(_key(line), running.keys)


def _is_part(key: tuple[str, int], keys: frozenset[tuple[str, int]]) -> bool:
    """Whether a line is a running one, or one of its parts where a wide gap cut it."""
    return key in keys or any(place == key[1] and key[0] in text for text, place in keys)


def _keys(layouts: Sequence[PageLayout]) -> frozenset[tuple[str, int]]:
    """The keys of the lines that stand at one place on many pages, numbers aside."""
    upright = [
        (page, item) for page in layouts for item in page.items if isinstance(item, RawTable) or item.role != "sideways"
    ]
    places = [(item.box.top / page.height, item.box.bottom / page.height) for page, item in upright]
    first = min((top for top, _ in places), default=0.0) + EDGE
    last = max((bottom for _, bottom in places), default=1.0) - EDGE
    count: Counter[tuple[str, int]] = Counter()
    for page in layouts:
        lines = (item for item in page.items if isinstance(item, TextLine) and item.role != "heading")
        count.update({_key(line) for line in lines if not first < line.box.top / page.height < last})
    enough = max(RUNS_FROM, RUNS_PART * len(layouts))
    return frozenset(key for key, pages in count.items() if pages >= enough)


def _key(line: TextLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.box.top / 4)
