"""Reports that print the title of a table below it, read as if it stood above, where all else looks for it.

Nothing on one page tells whether a line between two tables names the one above it or the one below it; the report as a
whole does. Where titles stand below, nearly every table has a line of one face right below it, and far fewer have one
right above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from extract.model import PageLayout, RawTable, TextLine
from normalize.danish.units import published_unit
from normalize.pages.running_lines import Running, is_running, running_of
from normalize.wording.table_words import Words

# So many tables, and this part of those with text below them, have a line of one face right below.
FEWEST: Final = 3
MOST: Final = 0.75
# So many line heights a title may stand from its table, and so many apart its own lines.
REACH: Final = 2.4
LEADING: Final = 0.6
MOST_LINES: Final = 4
# A title is no longer than this; a longer line is running text.
LONGEST: Final = 120
LONGEST_UNIT: Final = 12


class _Face(NamedTuple):
    """What titles of one report have in common: their size, to half a point, and weight."""

    half_points: int
    bold: bool


class _Title(NamedTuple):
    """The lines of what may be a table's title, by their places among the items of a page."""

    items: tuple[int, ...]
    face: _Face
    text: str


_Titles = Mapping[int, _Title]  # by the place of the table


def with_captions_above(layouts: Sequence[PageLayout], words: Words) -> list[PageLayout]:
    """The pages, each title that stands below its table moved above it; as they are where titles stand above.

    A table that closes its page and has no title goes on, and has that of the table which opens the next page.
    """
    running = running_of(layouts)
    below = [{i: _below(page, i, running, words) for i in _tables(page)} for page in layouts]
    above = [_above(page, i, running, words) for page in layouts for i in _tables(page)]
    told = sum(_has_text_below(page, i, running) for page in layouts for i in _tables(page))
    face = _face_below([titles for found in below for titles in found.values()], above, told)
    if face is None:
        return list(layouts)
    titles = [{i: t for i, own in found.items() for t in reversed(own) if t.face == face} for found in below]
    afters = [*zip(layouts[1:], titles[1:], strict=True), None]
    going_on = [_going_on(page, own, after, running) for page, own, after in zip(layouts, titles, afters, strict=True)]
    return [_moved(*one) for one in zip(layouts, titles, going_on, strict=True)]


def _tables(page: PageLayout) -> list[int]:
    return [i for i, item in enumerate(page.items) if isinstance(item, RawTable)]


def _face_below(below: Sequence[Sequence[_Title]], above: Sequence[_Title | None], told: int) -> _Face | None:
    """The face of the titles that stand below their tables; None where titles stand above, or nothing tells.

    ``told`` is how many tables have text below them. A line that stands below many tables alike is no title.
    """
    texts: dict[_Face, set[str]] = {}
    for found in below:
        for title in {title.face: title for title in reversed(found)}.values():
            texts.setdefault(title.face, set()).add(title.text)
    over = Counter(title.face for title in above if title is not None)
    face = max(texts, key=lambda one: len(texts[one]), default=None)
    if face is None:
        return None
    count = len(texts[face])
    return face if count >= FEWEST and count >= MOST * told and count > max(over.values(), default=0) else None


def _has_text_below(page: PageLayout, at: int, running: Running) -> bool:
    return any(isinstance(item, TextLine) and not is_running(page, item, running) for item in page.items[at + 1 :])


def _below(page: PageLayout, at: int, running: Running, words: Words) -> list[_Title]:
    """What may be the title of the table that is item ``at``: each few lines right below it, and below each other."""
    foot, face = page.items[at].box.bottom, None
    out: list[_Title] = []
    lines: list[int] = []
    for i, item in enumerate(page.items[at + 1 :], at + 1):
        if not isinstance(item, TextLine) or is_running(page, item, running):
            break
        apart = item.box.top - foot
        if apart > REACH * item.size:
            break
        if lines and (apart > LEADING * item.size or words.is_note(item.text) or _face(item) != face):
            if not _ends(page, lines, words, out):
                return out
            lines = []
        lines.append(i)
        foot, face = item.box.bottom, _face(item)
    _ends(page, lines, words, out)
    return out


def _ends(page: PageLayout, lines: Sequence[int], words: Words, out: list[_Title]) -> bool:
    """Whether below these lines there may be a title still: they are one, which goes to ``out``, or a note."""
    first = page.items[lines[0]] if lines else None
    if not isinstance(first, TextLine) or words.is_note(first.text):
        return first is not None
    title = _title(page, lines)
    out += [title] if title is not None else []
    return title is not None


def _above(page: PageLayout, at: int, running: Running, words: Words) -> _Title | None:
    """What may be the title of the table that is item ``at``: lines of one face right above it."""
    head = page.items[at].box.top
    lines: list[int] = []
    for i in range(at - 1, -1, -1):
        item = page.items[i]
        if not isinstance(item, TextLine) or is_running(page, item, running) or words.is_note(item.text):
            break
        if head - item.box.bottom > (LEADING if lines else REACH) * item.size or len(lines) == MOST_LINES:
            break
        lines.insert(0, i)
        head = item.box.top
    return _title(page, lines)


def _face(line: TextLine) -> _Face:
    return _Face(round(2 * line.size), line.bold)


def _title(page: PageLayout, places: Sequence[int]) -> _Title | None:
    """The lines as a title, None where they are a paragraph: its end has a full stop, or its faces differ."""
    lines = [line for i in places if isinstance(line := page.items[i], TextLine)]
    text = " ".join(line.text for line in lines)
    faces = {_face(line) for line in lines}
    if not lines or len(lines) == MOST_LINES or len(text) > LONGEST or len(faces) > 1 or _is_sentence(text):
        return None
    return _Title(tuple(places), faces.pop(), text)


def _is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; the full stop of a unit ("1.000 kr.") ends none."""
    unit = published_unit(text[-LONGEST_UNIT:])
    return text.endswith((".", ":")) and not (unit is not None and text.endswith(unit))


def _moved(page: PageLayout, titles: _Titles, going_on: Mapping[int, tuple[TextLine, ...]]) -> PageLayout:
    """The page with each of the ``titles``, by the place of its table, moved above that table.

    Tables that are ``going_on`` have theirs on the next page; what stands right above them is a heading in the text.
    """
    gone = {i for title in titles.values() for i in title.items}
    closing = [item for i in going_on if isinstance(item := page.items[i], RawTable)]
    headings = {(line.text, line.box) for table in closing for line in table.caption}
    items: list[TextLine | RawTable] = []
    for i, item in enumerate(page.items):
        if isinstance(item, TextLine):
            if i not in gone:
                items.append(item._replace(role="body") if (item.text, item.box) in headings else item)
            continue
        own = _lines(page, titles[i]) if i in titles else ()
        printed = {(line.text, line.box) for line in own}
        notes = tuple(note for note in item.notes if (note.text, note.box) not in printed)
        lines = tuple(line._replace(role="caption") for line in own)
        items += [*lines, replace(item, caption=going_on.get(i, lines), notes=notes)]
    return replace(page, items=tuple(items))


def _going_on(
    page: PageLayout, titles: _Titles, after: tuple[PageLayout, _Titles] | None, running: Running
) -> dict[int, tuple[TextLine, ...]]:
    """The title of the table that closes the page without one, by its place: that of the table opening the next one."""
    last = next((i for i in reversed(range(len(page.items))) if not _runs(page, page.items[i], running)), None)
    if last is None or last in titles or after is None or not isinstance(page.items[last], RawTable):
        return {}
    following, theirs = after
    first = next((i for i, item in enumerate(following.items) if not _runs(following, item, running)), None)
    if first is None or first not in theirs:
        return {}
    return {last: tuple(line._replace(role="caption") for line in _lines(following, theirs[first]))}


def _lines(page: PageLayout, title: _Title) -> tuple[TextLine, ...]:
    return tuple(line for at in title.items if isinstance(line := page.items[at], TextLine))


def _runs(page: PageLayout, item: TextLine | RawTable, running: Running) -> bool:
    return isinstance(item, TextLine) and is_running(page, item, running)
