"""Where each piece of a table stands: its section, its caption and notes, and what is next to it on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import Box, PageLayout, RawTable, TextLine
from normalize.danish.text import published
from normalize.pages.around import Around, Column
from normalize.pages.headings import Place, places
from normalize.pages.regular_grid import regular
from normalize.pages.running_lines import Running, is_running, running_of
from normalize.wording.table_words import Words

MAX_CAPTION_LINES = 4
# A line this many line heights below another belongs to another paragraph.
PARAGRAPH_GAP = 1.2


@dataclass(frozen=True, slots=True)
class TableInContext:
    """A fragment in its surroundings.

    ``title`` is the line right above it where that stands out as a heading, ``lead`` the line right above it,
    whatever it is. ``opens_page``/``closes_page``: only
    running lines and its own caption or notes stand above/below it. ``follows_table``: nothing but its caption and
    notes of the table before stand between it and that table on its page. ``above``/``below`` are the lines between
    it and the table before/after it on its page, or the page's edge, but for its own caption and notes. ``room`` is
    the part of the page's height between its foot and where the report's pages end. ``column``: which of two columns
    of text it stands in; what stands in the other one is neither above nor below it.
    """

    table: RawTable
    section: str | None
    committee: str | None
    caption: str | None
    title: str | None
    notes: tuple[str, ...]
    opens_page: bool
    closes_page: bool
    follows_table: bool
    lead: str | None = None
    above: tuple[TextLine, ...] = ()
    below: tuple[TextLine, ...] = ()
    room: float = 0.0
    column: Column = "only"


def place(layouts: Sequence[PageLayout], words: Words) -> list[TableInContext]:
    """Every fragment of the report in reading order, with its surroundings and a regular grid."""
    begins = places(layouts, words)
    running = running_of(layouts)
    current: Place | None = None
    left_over: tuple[TextLine, ...] = ()
    foot = _lowest(layouts, running)
    out = []
    for layout in layouts:
        here = []
        for i, item in enumerate(layout.items):
            current = begins.get((layout.number, i), current)
            if isinstance(item, RawTable) and (table := regular(item)) is not None:
                placed = _placed(Around(layout, i, running), table, current, words)
                placed = replace(placed, room=foot - _foot(placed) / layout.height)
                here.append(_captioned(placed, left_over) if placed.opens_page else placed)
        out += sorted(here, key=lambda placed: placed.column == "right") if _in_columns(here) else here
        left_over = _left_over(Around(layout, len(layout.items), running).before(), words)
    return out


def _left_over(items: Sequence[TextLine | RawTable], words: Words) -> tuple[TextLine, ...]:
    """The lines of a numbered caption at the foot of a page, whose table stands on the next one.

    Below it there may be what got left of the table's head.
    """
    lines: list[TextLine] = []
    for item in reversed(items):
        if not isinstance(item, TextLine) or len(lines) == MAX_CAPTION_LINES:
            break
        if lines and lines[0].box.top - item.box.bottom > PARAGRAPH_GAP * item.size:
            break
        lines.insert(0, item)
        if words.caption_number(item.text) is not None:
            return tuple(_running_on(lines)) if all(map(_stands_out, lines[1:])) else ()
    return ()


def _running_on(lines: Sequence[TextLine]) -> list[TextLine]:
    """The first line and those that follow it as one paragraph."""
    out = [lines[0]]
    for line in lines[1:]:
        if line.box.top - out[-1].box.bottom > 0.5 * line.size:
            break
        out.append(line)
    return out


def _lowest(layouts: Sequence[PageLayout], running: Running) -> float:
    """How far down the report's pages reach, as a part of their height; running lines aside."""
    return max(
        (
            item.box.bottom / page.height
            for page in layouts
            for item in page.items
            if isinstance(item, RawTable) or not is_running(page, item, running)
        ),
        default=1.0,
    )


def _in_columns(placed: Sequence[TableInContext]) -> bool:
    """Whether all tables of a page stand in one of two text columns."""
    return len(placed) > 1 and all(one.column != "only" for one in placed)


def _foot(placed: TableInContext) -> float:
    """How far down a table and the notes below it reach."""
    return max([placed.table.box.bottom, *(line.box.bottom for line in placed.table.notes)])


def _captioned(placed: TableInContext, left_over: Sequence[TextLine]) -> TableInContext:
    """A table that opens its page with the caption that the page before it left over."""
    if placed.caption is not None or not left_over:
        return placed
    return replace(placed, caption=published([line.text for line in left_over]))


def _placed(around: Around, table: RawTable, place: Place | None, words: Words) -> TableInContext:
    table = around.own(table)
    before, after = around.before(), around.after()
    caption = _caption_lines(table, before, words)
    following = next((item for item in after if isinstance(item, RawTable)), None)
    notes = _note_lines(table, after, words, _keys(following.caption) if following else frozenset())
    above, below = _without(before, caption), _without(after, notes)
    between = _lines_next_to(above), _lines_next_to(below[::-1])[::-1]
    last = above[-1] if above else None
    while isinstance(last, TextLine) and last.role == "note":
        above = above[:-1]
        last = above[-1] if above else None
    title = before[-1] if before else None
    return TableInContext(
        table=table,
        section=place.section if place else None,
        committee=place.committee if place else None,
        caption=published([line.text for line in caption]) or None,
        title=published([title.text]) if isinstance(title, TextLine) and _stands_out(title) else None,
        notes=_paragraphs(notes),
        opens_page=not above,
        closes_page=not below,
        follows_table=isinstance(last, RawTable),
        lead=published([title.text]) if isinstance(title, TextLine) and not _is_apart(title, [], table) else None,
        above=between[0],
        below=between[1],
        column=around.column(table),
    )


def _lines_next_to(items: Sequence[TextLine | RawTable]) -> tuple[TextLine, ...]:
    """The lines that stand behind the last table among the items."""
    start = max((i for i, item in enumerate(items) if isinstance(item, RawTable)), default=-1) + 1
    return tuple(item for item in items[start:] if isinstance(item, TextLine))


def _stands_out(line: TextLine) -> bool:
    return line.bold or line.role in ("heading", "caption")


def _without(items: Sequence[TextLine | RawTable], lines: Sequence[TextLine]) -> list[TextLine | RawTable]:
    """The items but for ``lines``, which may be the same lines in another role."""
    drop = _keys(lines)
    return [item for item in items if isinstance(item, RawTable) or (item.text, item.box) not in drop]


def _keys(lines: Sequence[TextLine]) -> frozenset[tuple[str, Box]]:
    return frozenset((line.text, line.box) for line in lines)


def _caption_lines(table: RawTable, before: Sequence[TextLine | RawTable], words: Words) -> list[TextLine]:
    """The lines of the table's title: those that extraction found, or a numbered caption right above."""
    lines: list[TextLine] = []
    for item in reversed(before):
        if not isinstance(item, TextLine) or len(lines) == MAX_CAPTION_LINES or _is_apart(item, lines, table):
            break
        lines.insert(0, item)
        if words.caption_number(item.text) is not None:
            return lines
    if table.caption:
        return list(table.caption)
    captions = [line for line in lines if line.role == "caption"]
    return captions if captions and captions[-1] is lines[-1] else []


def _is_apart(item: TextLine, lines: Sequence[TextLine], table: RawTable) -> bool:
    """Whether a line stands too far above the caption's next line, or the table, to belong to it."""
    below = lines[0].box.top if lines else table.box.top
    return below - item.box.bottom > (PARAGRAPH_GAP if lines else 2 * PARAGRAPH_GAP) * item.size


def _note_lines(
    table: RawTable,
    after: Sequence[TextLine | RawTable],
    words: Words,
    titles: frozenset[tuple[str, Box]],
) -> list[TextLine]:
    """The lines of notes below a table; ``titles`` are the lines of the next table's caption."""
    own = _keys(table.notes)
    lines: list[TextLine] = []
    for item in after:
        if not isinstance(item, TextLine) or item.role == "heading" or (item.text, item.box) in titles:
            break
        opens = (item.text, item.box) in own or item.role == "note" or words.is_note(item.text)
        goes_on = bool(lines) and item.box.top - lines[-1].box.bottom < 0.5 * item.size and item.role != "body"
        if not opens and not goes_on:
            break
        lines.append(item)
    return lines or [line for line in table.notes if (line.text, line.box) not in titles]


def _paragraphs(lines: Sequence[TextLine]) -> tuple[str, ...]:
    """Notes as paragraphs: a line that goes on where the one above ended is joined to it."""
    out: list[list[str]] = []
    for i, line in enumerate(lines):
        ended = i == 0 or re.search(r"[.:;!?]\s*$", lines[i - 1].text) is not None
        if ended or line.text[:1].isupper() or not line.text[:1].isalpha():
            out.append([line.text])
        else:
            out[-1].append(line.text)
    return tuple(published(paragraph) for paragraph in out)
