"""Which rows of a fragment head its columns, and whether two heads are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from normalize.danish.numbers import looks_like_year
from normalize.danish.text import comparable, published
from normalize.danish.units import published_unit
from normalize.table.rows import Row
from normalize.wording.table_words import Words

MAX_HEAD_ROWS = 4
MIN_MEASURES, MIN_STATUS_PARTS = 2, 3


class Head(NamedTuple):
    """A table's head: its rows, and one text per column (spanning heads stand over each of theirs).

    ``inferred``: extraction saw no head there. ``named``: the profile's words name its columns.
    """

    rows: int
    texts: tuple[str, ...]
    inferred: bool = False
    named: bool = False


def has_figures(row: Row) -> bool:
    """Whether a row has an amount behind its first column; "1.000 kr." alone is a unit."""
    return any(slot.printed.is_figure and not _is_unit(slot.text) for slot in row.slots if slot.column > 0)


def _is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit."""
    unit = published_unit(text)
    return unit is not None and comparable(unit) == comparable(text)


def find_head(rows: Sequence[Row], declared: int, words: Words) -> Head:
    """The head of a fragment of which extraction took ``declared`` rows for one.

    A row with amounts heads nothing, but for a declared one whose figures are all years, each with its unit. Rows that
    name measures or the parts of a status table are a head even where extraction saw none. Below measures, a declared
    row belongs to the head too where it has text over the figures (a unit over all of them); text rows of a status
    table below its head are lines.
    """
    body = next((i for i, row in enumerate(rows) if has_figures(row) and not (i < declared and _dated(row))), len(rows))
    status = _status_rows(rows[:body], words)
    measures = 0 if status else _measure_rows(rows[:body], words)
    named = status or measures
    count = named or min(declared, body)
    if measures:
        more = rows[measures : min(declared, body)]
        count += max((i for i, row in enumerate(more, 1) if _stands_over_figures(row)), default=0)
    return Head(count, _joined(rows[:count]), inferred=count > 0 and declared == 0, named=named > 0)


def given_head(rows: Sequence[Row], count: int, words: Words) -> Head:
    """The head of the first ``count`` rows, whatever they are."""
    own = rows[:count]
    return Head(len(own), _joined(own), named=bool(_status_rows(own, words) or _measure_rows(own, words)))


def _dated(row: Row) -> bool:
    """Whether every figure of a row is a year with the unit of its column."""
    texts = [slot.text for slot in row.filled if slot.printed.is_figure and not _is_unit(slot.text)]
    units = [published_unit(text) for text in texts]
    return all(unit and looks_like_year(text.replace(unit, "")) for text, unit in zip(texts, units, strict=True))


def _stands_over_figures(row: Row) -> bool:
    """Whether a row has text behind its first column, or text that spans it and others."""
    return any(slot.column + slot.column_span > 1 for slot in row.filled)


def repeats(rows: Sequence[Row], head: Head, words: Words) -> int:
    """How many of ``rows``, from the first on, print ``head`` again; 0 where they do not."""
    if not head.rows or not any(head.texts):
        return 0
    for count in range(1, min(len(rows), head.rows + 2) + 1):
        if has_figures(rows[count - 1]):
            return 0
        if same_head(_joined(rows[:count]), head.texts, words):
            return count
    return 0


def same_head(left: Sequence[str], right: Sequence[str], words: Words) -> bool:
    """Whether two heads are the same: in their letters, or, where both name measures, in those and the first."""
    ours, theirs = [_squeezed(text) for text in left], [_squeezed(text) for text in right]
    if [text for text in ours if text] == [text for text in theirs if text]:
        return any(ours)
    if ours[0] != theirs[0]:
        return False
    measures = [[m for text in texts if (m := words.measure(text))] for texts in (left, right)]
    return len(measures[0]) >= MIN_MEASURES and measures[0] == measures[1]


def _status_rows(rows: Sequence[Row], words: Words) -> int:
    """The number of rows at the top that, together, name the parts of a status table; 0 where none do."""
    for count in range(1, min(len(rows), MAX_HEAD_ROWS) + 1):
        texts = _joined(rows[:count])
        if len({part for text in texts if (part := words.status_part(text))}) >= MIN_STATUS_PARTS:
            return count
    return 0


def _measure_rows(rows: Sequence[Row], words: Words) -> int:
    """The number of rows at the top that, together, name measures, and head on below; 0 where none do."""
    for count in range(1, min(len(rows), MAX_HEAD_ROWS) + 1):
        texts = _joined(rows[:count])
        if len({measure for text in texts[1:] if (measure := words.measure(text))}) >= MIN_MEASURES:
            more = rows[count:MAX_HEAD_ROWS]
            return count + next((i for i, row in enumerate(more) if not _heads_on(row)), len(more))
    return 0


def _heads_on(row: Row) -> bool:
    """Whether a row without amounts goes on with heads: most of its columns behind the first have text."""
    texts = row.texts[1:]
    return 2 * sum(bool(text) for text in texts) > len(texts)


def _joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """The text over each column, top to bottom; a cell that spans columns stands over each of them."""
    if not rows:
        return ()
    out = []
    for column in range(len(rows[0].cover)):
        slots = [row.cover[column] for row in rows]
        own = [slot for i, slot in enumerate(slots) if slot and slot.text and (i == 0 or slot is not slots[i - 1])]
        out.append(published([slot.text for slot in own]))
    return tuple(out)


def _squeezed(text: str) -> str:
    return comparable(text).replace(" ", "")


def is_year_row(row: Row) -> bool:
    """Whether a row holds nothing but years: the heads of a block's columns."""
    return bool(row.filled) and all(looks_like_year(slot.text) for slot in row.filled)
