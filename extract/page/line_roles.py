"""The text around tables: captions above, notes below, headings, and what runs along on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.geometry import overlap
from extract.model import Box, LineRole, PageLayout, RawTable, TextLine
from extract.page.text_lines import Line
from extract.page.word_shapes import is_caption
from extract.speed import maker

_NOTE = re.compile(r"(?:note|noter|anm|kilde|source|sources|abbreviations)\b|[*†‡]|\d?[¹²³⁴]|\d\)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_make_line, _make_box = maker(TextLine), maker(Box)
MARGIN = 0.09  # share of the page's height at its top and bottom where running lines stand


def text_line(page: int, line: Line, role: LineRole = "body") -> TextLine:
    """A line of text outside the tables."""
    x0, x1, top, bottom, _, size, words, _ = line
    bold = [len(w.text) for w in words if w.bold]
    mostly_bold = bool(bold) and 2 * sum(bold) > sum([len(w.text) for w in words])
    return _make_line((page, _make_box((x0, top, x1, bottom)), line.text, words, size, mostly_bold, role))


def body_size(lines: Sequence[TextLine], usual: float = 0.0) -> float:
    """The font size of the running text; ``usual`` (or 10) where the page has none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if len(line.words) >= 7 and not line.bold:
            sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else usual or 10.0


def captions_of(box: Box, lines: Sequence[TextLine], others: Sequence[Box], usual: float) -> tuple[int, ...]:
    """Indexes of the lines (top to bottom) that title the table in ``box``."""
    above = [
        k
        for k, line in enumerate(lines)
        if line.box.bottom <= box.top + 3 and overlap((line.box.x0, line.box.x1), (box.x0, box.x1)) > 0
    ]
    above.sort(key=lambda k: -lines[k].box.bottom)
    found: list[int] = []
    edge = box.top
    for k in above[:4]:
        line = lines[k]
        if edge - line.box.bottom > 2.2 * line.size or any(edge >= o.bottom > line.box.bottom + 1 for o in others):
            break
        found.append(k)
        edge = line.box.top
        if is_caption(line.text):
            return tuple(reversed(found))
    if found and _is_title(lines[found[0]], usual):
        return (found[0],)
    return ()


def _is_title(line: TextLine, usual: float) -> bool:
    """Set apart from running text: bold, or no sentence."""
    return (
        len(line.text) < 120
        and not line.text.rstrip().endswith((".", ":", ","))
        and (line.bold or abs(line.size - usual) > 0.5)
    )


def notes_of(box: Box, lines: Sequence[TextLine], usual: float) -> tuple[int, ...]:
    """Indexes of the lines right below the table that explain it."""
    below = sorted(
        (
            k
            for k, line in enumerate(lines)
            if line.box.top >= box.bottom - 3 and overlap((line.box.x0, line.box.x1), (box.x0, box.x1)) > 0
        ),
        key=lambda k: lines[k].box.top,
    )
    found: list[int] = []
    edge = box.bottom
    for k in below[:12]:
        line = lines[k]
        if line.box.top - edge > 2.0 * line.size:
            break
        if not (opens_note(line.text) or (found and _goes_on(lines[found[-1]], line)) or line.size < 0.9 * usual):
            break
        found.append(k)
        edge = line.box.bottom
    return tuple(found)


def opens_note(text: str) -> bool:
    """The text begins like a note below a table: Note: ..., * ..., 1) ..."""
    return _NOTE.match(text) is not None


def _goes_on(note: TextLine, line: TextLine) -> bool:
    """The line is the note's text wrapped: set alike, close below, and the note's line is full."""
    alike = abs(line.size - note.size) < 0.3 and line.box.top - note.box.bottom < 0.6 * line.size
    return alike and note.box.x1 >= line.box.x1 - 0.25 * line.box.width


def with_roles(lines: Sequence[TextLine], captions: set[int], notes: set[int], usual: float) -> list[TextLine]:
    """The lines with what they are: captions and notes as found, headings by size and weight."""
    out = []
    for k, line in enumerate(lines):
        role: LineRole = "caption" if k in captions else "note" if k in notes else "body"
        if (
            role == "body"
            and len(line.text) <= 120
            and (line.size > 1.12 * usual or (line.bold and not line.text.rstrip().endswith((".", ","))))
        ):
            role = "heading"
        out.append(line._replace(role=role) if role != "body" else line)
    return out


def running_keys(layout: PageLayout) -> frozenset[tuple[str, int]]:
    """Text (digits masked) and height of the lines in the page's top and bottom margins."""
    return frozenset(
        _key(item) for item in layout.items if isinstance(item, TextLine) and _in_margin(item, layout.height)
    )


def _key(line: TextLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.box.top / 6)


def _in_margin(line: TextLine, height: float) -> bool:
    return line.box.bottom <= MARGIN * height or line.box.top >= (1 - MARGIN) * height


def mark_running(layout: PageLayout, neighbours: Sequence[frozenset[tuple[str, int]]]) -> PageLayout:
    """The layout with role ``running`` on margin lines that a neighbouring page has too, and on lone page numbers."""
    items: list[TextLine | RawTable] = []
    for item in layout.items:
        if isinstance(item, TextLine) and _in_margin(item, layout.height):
            text, row = _key(item)
            if any((text, row + d) in keys for keys in neighbours for d in (-1, 0, 1)) or re.fullmatch(
                r"\W*#\W*", text
            ):
                item = item._replace(role="running")
        items.append(item)
    return replace(layout, items=tuple(items))
