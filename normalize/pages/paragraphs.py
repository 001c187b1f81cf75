"""Running text: the lines of a report's pages as paragraphs and sentences, each character traceable to its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.model import Box, PageLayout, TextLine
from normalize.danish.text import published
from normalize.pages.headings import Place, places
from normalize.pages.running_lines import running_lines
from normalize.wording.table_words import Words

# A line this many line heights below another, or set in by this many points, begins another paragraph.
PARAGRAPH_GAP = 0.6
INDENT = 6.0
# Two sizes of type this near each other are one.
SAME_SIZE = 0.5

_ENDS = re.compile(r"[.!?:]['\"”»)\]]*$")
_SENTENCE_END = re.compile(r"[.!?]['\"”»)\]]*\s+(?=['\"“«(\[]?[A-ZÆØÅ])")
_LAST_TOKEN = re.compile(r"\S+$")
_GOES_ON = re.compile(r"[a-zæøåéü0-9(–-]")
_BULLET = re.compile(r"(?:[•·▪■□●○◦‣⁃*–-]|\(?(?:\d{1,2}|[a-z])[.)])\s")


class Spot(NamedTuple):
    """A place on a page."""

    page: int
    box: Box


class PrintedLine(NamedTuple):
    """A printed line in a paragraph's text, from the character ``start`` on."""

    start: int
    line: TextLine


class Sentence(NamedTuple):
    """A sentence, from the character ``start`` of its paragraph on."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of body text that belong together. ``heading`` is the one above; ``listed``: it is an item of a list."""

    text: str
    pieces: tuple[PrintedLine, ...]
    section: str | None
    committee: str | None
    heading: str
    listed: bool

    def sentences(self, abbreviations: frozenset[str]) -> Iterator[Sentence]:
        """The sentences; a point of one of the ``abbreviations`` (lower case) ends none."""
        start = 0
        for found in _SENTENCE_END.finditer(self.text):
            last = _LAST_TOKEN.search(self.text[: found.end()].rstrip())
            if last is None or last.group().lower().lstrip("(") not in abbreviations:
                yield Sentence(self.text[start : found.end()].rstrip(), start)
                start = found.end()
        if start < len(self.text):
            yield Sentence(self.text[start:], start)

    def spot(self, start: int, end: int) -> Spot:
        """Where the characters from ``start`` to ``end`` stand; of those on two lines, the part on the first."""
        piece, following = next(
            (piece, after) for piece, after in _pairs(self.pieces) if after is None or start < after.start
        )
        last = end if following is None else min(end, following.start)
        return Spot(piece.line.page, _box(piece.line, start - piece.start, last - piece.start))


def _pairs(pieces: Sequence[PrintedLine]) -> Iterator[tuple[PrintedLine, PrintedLine | None]]:
    return zip(pieces, [*pieces[1:], None], strict=True)


def _box(line: TextLine, start: int, end: int) -> Box:
    """The box of some characters of a line: of their words, or of the line where its words tell nothing."""
    at, inside = 0, []
    for word in line.words:
        text = published([word.text])
        if at < end and at + len(text) > start:
            inside.append(word.box)
        at += len(text) + 1
    if not inside or at - 1 != len(published([line.text])):
        return line.box
    lefts, tops, rights, bottoms = zip(*inside, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def paragraphs(layouts: Sequence[PageLayout], words: Words) -> list[Paragraph]:
    """The report's body text outside tables, in reading order.

    A paragraph that a page's end or a table interrupts goes on behind it; running lines, captions and notes are no
    part of any.
    """
    begins = places(layouts, words)
    runs = running_lines(layouts)
    place: Place | None = None
    heading: tuple[TextLine, ...] = ()
    interrupted = False
    out: list[Paragraph] = []
    for layout in layouts:
        interrupted = True
        for i, item in enumerate(layout.items):
            opens = begins.get((layout.number, i))
            if isinstance(item, TextLine) and (opens is not None or item.role == "heading"):
                place = opens or place
                heading = (*heading, item) if _same_heading(heading, item) else (item,)
                interrupted = False
                continue
            if not isinstance(item, TextLine) or item.role in ("caption", "note"):
                interrupted = True
                continue
            if runs(layout, item):
                continue
            above = out[-1] if out and out[-1].heading == _text(heading) else None
            if above is not None and _belongs(above, item, interrupted=interrupted):
                out[-1] = _extended(above, item)
            else:
                out.append(_opened(item, place, _text(heading)))
            interrupted = False
    return out


def _same_heading(heading: Sequence[TextLine], line: TextLine) -> bool:
    if not heading or heading[-1].page != line.page or abs(heading[-1].size - line.size) > SAME_SIZE:
        return False
    return line.box.top - heading[-1].box.bottom < PARAGRAPH_GAP * line.size


def _belongs(above: Paragraph, line: TextLine, *, interrupted: bool) -> bool:
    last = above.pieces[-1].line
    if _BULLET.match(line.text):
        return False
    if interrupted:
        unfinished = _ENDS.search(above.text) is None and _GOES_ON.match(line.text) is not None
        return unfinished or line.text[:1].islower()
    same_type = abs(last.size - line.size) <= SAME_SIZE
    near = -line.size < line.box.top - last.box.bottom < PARAGRAPH_GAP * line.size
    set_in = line.box.x0 - last.box.x0 > INDENT and _ENDS.search(above.text) is not None
    return same_type and near and not (set_in and not above.listed)


def _opened(line: TextLine, place: Place | None, heading: str) -> Paragraph:
    return Paragraph(
        text=published([line.text]),
        pieces=(PrintedLine(0, line),),
        section=place.section if place else None,
        committee=place.committee if place else None,
        heading=heading,
        listed=_BULLET.match(line.text) is not None,
    )


def _extended(paragraph: Paragraph, line: TextLine) -> Paragraph:
    """The paragraph with one more line; a word that the line end cut is whole again."""
    # Only its last word can change by what follows; cleaning all of it again would take time for each line.
    whole, space, last = paragraph.text.rpartition(" ")
    text = f"{whole}{space}{published([last, line.text])}"
    start = len(text) - len(published([line.text]))
    return Paragraph(
        text,
        (*paragraph.pieces, PrintedLine(start, line)),
        paragraph.section,
        paragraph.committee,
        paragraph.heading,
        paragraph.listed,
    )


def _text(lines: Sequence[TextLine]) -> str:
    return published([line.text for line in lines])
