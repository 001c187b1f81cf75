"""Headings in reading order, and which section and committee each place in the report belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from extract.model import PageLayout, TextLine
from normalize.danish.text import comparable, published
from normalize.wording.table_words import Words

# Two sizes of type this near each other are one.
SAME_SIZE = 0.5


class Place(NamedTuple):
    """A heading's section; ``committee`` is None outside the committees' sections."""

    section: str
    committee: str | None


class Heading(NamedTuple):
    """A heading, its lines joined. ``page`` and ``item`` say where its last line stands."""

    page: int
    item: int
    text: str
    size: float
    committee: str | None


def places(layouts: Sequence[PageLayout], words: Words) -> dict[tuple[int, int], Place]:
    """Return, by (page, item) of each heading, the section that begins there."""
    headings = list(_headings(layouts, words))
    flat = _is_flat(headings)
    out: dict[tuple[int, int], Place] = {}
    opener: Heading | None = None
    for heading in headings:
        if heading.committee is not None:
            opener = heading
        elif opener is not None and _leaves(heading, opener, flat=flat):
            opener = None
        if opener is None:
            out[heading.page, heading.item] = Place(heading.text, None)
        else:
            out[heading.page, heading.item] = Place(opener.committee or heading.text, opener.committee)
    return out


def _leaves(heading: Heading, opener: Heading, *, flat: bool) -> bool:
    """Whether a heading that names no committee ends the section of the committee's heading ``opener``."""
    larger = heading.size - opener.size
    return larger > SAME_SIZE or (larger >= -SAME_SIZE and not flat)


def _is_flat(headings: Sequence[Heading]) -> bool:
    """Whether headings inside a committee's section are as large as the committee's own.

    They are when one of that size comes back ("Anlæg") under a second committee.
    """
    under: dict[str, set[str]] = {}
    opener: Heading | None = None
    for heading in headings:
        if heading.committee is not None:
            opener = heading
        elif opener is not None and opener.committee and abs(heading.size - opener.size) <= SAME_SIZE:
            under.setdefault(comparable(heading.text), set()).add(opener.committee)
    return any(len(committees) > 1 for committees in under.values())


def _headings(layouts: Sequence[PageLayout], words: Words) -> Iterable[Heading]:
    usual = _usual_size(layouts)
    for layout in layouts:
        run: list[TextLine] = []
        for i, item in enumerate(layout.items):
            if not isinstance(item, TextLine) or not _may_head(item, usual, words):
                run = []
                continue
            complete = words.committee(_text(run)) is not None
            run = [*run, item] if run and not complete and _continues(run[-1], item) else [item]
            yield Heading(layout.number, i, _text(run), item.size, words.committee(_text(run)))


def _text(lines: Sequence[TextLine]) -> str:
    return published([line.text for line in lines])


def _may_head(line: TextLine, usual: float, words: Words) -> bool:
    if line.role == "heading":
        return True
    stands_out = line.bold or line.size > usual + SAME_SIZE
    return line.role == "body" and stands_out and words.committee(line.text) is not None


def _continues(above: TextLine, line: TextLine) -> bool:
    below = -0.5 * line.size < line.box.top - above.box.bottom < 0.6 * line.size
    return below and abs(line.size - above.size) <= 0.1 and line.bold == above.bold


def _usual_size(layouts: Sequence[PageLayout]) -> float:
    sizes = [item.size for page in layouts for item in page.items if isinstance(item, TextLine) and item.role == "body"]
    return median(sizes) if sizes else 0.0
