"""Rows that a page break tore off their table, too few to look like one: read in the columns that close the page.

Both pages are known here, and nothing else: what is read stays as it is, but for lines of text that become rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.model import Box, PageLayout, RawTable, TextLine
from extract.page.line_roles import opens_note
from extract.page.word_shapes import is_caption, is_sentence
from extract.regions.column_fit import (
    FittedRow,
    KnownColumns,
    Parts,
    cells_of,
    columns_of,
    goes_on,
    n_values,
    parts_of,
    rows_of,
    sorted_into,
)

# In units of the font size (em).
GAP = 1.8  # white space between two rows
MOST_LINES = 8  # lines of a page's edge that are looked at: more of them are a table that is found without help
SURE = 0.9  # confidence in rows that were found through another page's columns

_Items = tuple[TextLine | RawTable, ...]


def with_torn_rows(before: PageLayout, after: PageLayout) -> tuple[PageLayout, PageLayout]:
    """Two pages that follow each other, each with the rows that the break between them tore off."""
    last = _last_table(before)
    if last is None or not (_lines_below(before, last) or _top_lines(after)):
        return before, after
    columns = columns_of(last)
    if columns is not None:
        if last.goes_on is None:  # else its tags name all rows that it has on the page
            before = _with_foot(before, last, columns, after)
        last = _last_table(before) or last
        if _closes(before, last):
            after = _with_top(after, last, columns)
    return before, after


def _last_table(page: PageLayout) -> RawTable | None:
    """The table that closes the page: the lowest one, where nothing stands beside it."""
    table = max(page.tables, key=lambda one: one.box.bottom, default=None)
    if table is None or any(one is not table and one.box.bottom > table.box.top for one in page.tables):
        return None
    return table


def _closes(page: PageLayout, table: RawTable) -> bool:
    """Nothing but notes stands below the table."""
    below = (item for item in text_items(page.items) if item.box.top >= table.box.bottom - 3)
    return all(isinstance(item, TextLine) and item.role == "note" for item in below)


def text_items(items: Iterable[TextLine | RawTable]) -> list[TextLine | RawTable]:
    """The items but for lines at the edge of the page or at another angle."""
    return [item for item in items if isinstance(item, RawTable) or item.role not in ("running", "sideways")]


def _lines_below(page: PageLayout, table: RawTable) -> list[TextLine]:
    below = [i for i in text_items(page.items) if isinstance(i, TextLine) and i.box.top >= table.box.bottom - 3]
    return sorted(below, key=lambda line: line.box.top)


def _with_foot(page: PageLayout, table: RawTable, columns: KnownColumns, after: PageLayout) -> PageLayout:
    """The page whose last table takes in the lines below it that end the page, as far as they fit its columns."""
    below = _lines_below(page, table)
    if not below or len(below) > MOST_LINES or not _begins_alike(after, table, columns):
        return page
    found = _fitting(below, columns, table.box.bottom)
    if len(found) != len(below):
        return page
    return _replaced(page, table, _extended(table, [parts for _, parts in found], columns), below)


def _begins_alike(page: PageLayout, table: RawTable, columns: KnownColumns) -> bool:
    """The next page begins with a table, or a row, in the same columns."""
    first = next(iter(text_items(page.items)), None)
    if isinstance(first, RawTable):
        own = columns_of(first)
        return own is not None and len(own.places) == len(columns.places) and _alike(own, columns)
    lines = _top_lines(page)
    if not lines or first is None:
        return False
    return any((parts := parts_of(line, columns)) is not None and n_values(parts, columns) > 0 for line in lines) or (
        _next_table_alike(page, columns)
    )


def _next_table_alike(page: PageLayout, columns: KnownColumns) -> bool:
    table = next(iter(page.tables), None)
    own = columns_of(table) if table is not None else None
    return own is not None and len(own.places) == len(columns.places) and _alike(own, columns)


def _alike(own: KnownColumns, other: KnownColumns) -> bool:
    """Each column stands where the other table's does."""
    pairs = zip(own.places, other.places, strict=True)
    return all(min(a[1], b[1]) > max(a[0], b[0]) for a, b in pairs) and own.values == other.values


def _fitting(lines: Sequence[TextLine], columns: KnownColumns, edge: float) -> list[tuple[TextLine, Parts]]:
    """The first lines that fit the columns, each close below the one before (the first one below ``edge``)."""
    out: list[tuple[TextLine, Parts]] = []
    for line in lines:
        if line.box.top - edge > GAP * line.size or (line.role == "note" and not line.bold and not line.words):
            break
        parts = parts_of(line, columns)
        if parts is None or is_caption(line.text) or opens_note(line.text):
            break
        if is_sentence(line.text) and any(columns.values) and not any(parts[1:]):
            break  # among the labels of figures stands no sentence
        out.append((line, parts))
        edge = line.box.bottom
    return out


def _extended(table: RawTable, fitted: Sequence[Parts], columns: KnownColumns) -> RawTable:
    """The table with more rows below; a line that goes on with the label of its last row is part of it."""
    rows = rows_of(fitted)
    cells = list(table.cells)
    last = next((cell for cell in cells if cell.row == table.n_rows - 1 and cell.column == 0), None)
    if last is not None and last.words and not any(rows[0].cells[1:]) and goes_on([last.words], fitted[0]):
        more = rows[0].cells[0]
        words = (*last.words, *(word for line in more for word in line))
        texts = (*last.lines, *(" ".join(word.text for word in line) for line in more))
        box = last.box._replace(x1=max(w.x1 for w in words) + 1, bottom=max(w.bottom for w in words))
        cells[cells.index(last)] = last._replace(words=words, lines=texts, box=box)
        rows = rows[1:]
    for at, row in enumerate(rows, table.n_rows):
        cells += cells_of(row, at, columns)
    return _boxed(replace(table, cells=tuple(cells), n_rows=table.n_rows + len(rows)))


def _boxed(table: RawTable) -> RawTable:
    words = [word for cell in table.cells for word in cell.words]
    box = Box(
        min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )
    return replace(table, box=box)


def _with_top(page: PageLayout, last: RawTable, columns: KnownColumns) -> PageLayout:
    """The page with its first lines as rows, where they fit the columns of the table before it."""
    lines = _top_lines(page)
    if not lines:
        return page
    titles = list(takewhile(lambda line: _is_title_of(line, last), lines[:2]))
    rest = lines[len(titles) :]
    heads = _head_lines(rest, last)
    body = rest[len(heads) :]
    found = _fitting(body, columns, body[0].box.top) if body else []
    table = next(iter(page.tables), None)
    taken = [*heads, *(line for line, _ in found)]
    if table is not None and found and not heads and len(found) == len(body) and _goes_above(table, found, columns):
        return _replaced(page, table, _prepended(table, [parts for _, parts in found], columns), taken)
    sure = [k for k, (_, parts) in enumerate(found, 1) if n_values(parts, columns) > 0]
    if not sure or not _is_row([parts for _, parts in found[: sure[-1]]], columns, headed=bool(heads)):
        return page
    kept = [parts for _, parts in found[: sure[-1]]]
    new = new_table(page.number, heads, kept, columns, titles)
    return inserted(page, new, [*heads, *(line for line, _ in found[: sure[-1]])], titles)


def _is_row(fitted: Sequence[Parts], columns: KnownColumns, *, headed: bool) -> bool:
    """One of the lines fills most of the columns of values; below a head printed again any value will do."""
    told = sum(columns.values)
    most = max(n_values(parts, columns) for parts in fitted)
    labelled = any(words for parts in fitted for words, value in zip(parts, columns.values, strict=True) if not value)
    return told > 0 and (2 * most > told or headed) and labelled


def _top_lines(page: PageLayout) -> list[TextLine]:
    """The first lines of a page, to its first table."""
    items = takewhile(lambda item: isinstance(item, TextLine), text_items(page.items))
    return [item for item in items if isinstance(item, TextLine)][:MOST_LINES]


def _is_title_of(line: TextLine, table: RawTable) -> bool:
    """The line is made of the table's title: most words of either stand in the other."""
    known = {word for item in table.caption for word in item.text.casefold().split()}
    words = set(line.text.casefold().split())
    return 2 * len(known & words) > max(len(known), len(words))


def _head_lines(lines: Sequence[TextLine], table: RawTable) -> list[TextLine]:
    """The lines that print the table's head again: all of their words stand in it."""
    known = {word for cell in table.cells if cell.header for line in cell.lines for word in line.split()}
    return list(takewhile(lambda line: all(word in known for word in line.text.split()), lines)) if known else []


def _goes_above(table: RawTable, found: Sequence[tuple[TextLine, Parts]], columns: KnownColumns) -> bool:
    """The lines stand close above a table without a head, in its columns."""
    own = columns_of(table)
    gap = table.box.top - found[-1][0].box.bottom
    if own is None or table.header_rows or len(own.places) != len(columns.places) or not _alike(own, columns):
        return False
    return -3 <= gap <= GAP * columns.size


def _prepended(table: RawTable, fitted: Sequence[Parts], columns: KnownColumns) -> RawTable:
    """The table with more rows above; the last of them may be the beginning of its first row's label."""
    rows = rows_of(fitted)
    cells = list(table.cells)
    first = next((cell for cell in cells if cell.row == 0 and cell.column == 0), None)
    if first is not None and first.words and not any(rows[-1].cells[1:]) and first.words[0].text[:1].islower():
        label = rows[-1].cells[0]
        words = (*(word for line in label for word in line), *first.words)
        texts = (*(" ".join(word.text for word in line) for line in label), *first.lines)
        box = first.box._replace(x1=max(w.x1 for w in words) + 1, top=min(w.top for w in words))
        cells[cells.index(first)] = first._replace(words=words, lines=texts, box=box)
        rows = rows[:-1]
    cells = [cell._replace(row=cell.row + len(rows)) for cell in cells]
    above = [cell for at, row in enumerate(rows) for cell in cells_of(row, at, columns)]
    return _boxed(replace(table, cells=(*above, *cells), n_rows=table.n_rows + len(rows)))


def new_table(
    page: int, heads: Sequence[TextLine], fitted: Sequence[Parts], columns: KnownColumns, titles: Sequence[TextLine]
) -> RawTable:
    """A table of the lines, with the head lines as one row."""
    cells = []
    n_head = 0
    if heads:
        by_line = [sorted_into(line.words, columns) or _all_in_first(line, columns) for line in heads]
        head = FittedRow(tuple(tuple(parts[c] for parts in by_line if parts[c]) for c in range(len(columns.places))))
        cells += cells_of(head, 0, columns, header=True)
        n_head = 1
    rows = rows_of(fitted)
    for at, row in enumerate(rows, n_head):
        cells += cells_of(row, at, columns)
    table = RawTable(
        page, Box(0, 0, 0, 0), n_head + len(rows), len(columns.places), tuple(cells), n_head, tuple(titles), (), SURE
    )
    return _boxed(table)


def _all_in_first(line: TextLine, columns: KnownColumns) -> Parts:
    return (tuple(line.words), *(() for _ in columns.places[1:]))


def _replaced(page: PageLayout, old: RawTable, new: RawTable, gone: Sequence[TextLine]) -> PageLayout:
    """The page with a table in place of another one, without the lines that are in it."""
    keys = {(line.text, line.box) for line in gone}
    caption = tuple(line for line in new.caption if (line.text, line.box) not in keys)
    notes = tuple(line for line in new.notes if (line.text, line.box) not in keys)
    new = replace(new, caption=caption, notes=notes)
    kept = [item for item in page.items if isinstance(item, RawTable) or (item.text, item.box) not in keys]
    return replace(page, items=tuple(new if item is old else item for item in kept))


def inserted(page: PageLayout, table: RawTable, gone: Sequence[TextLine], titles: Sequence[TextLine]) -> PageLayout:
    """The page with one more table, in place of the lines that are in it."""
    named = {(line.text, line.box) for line in titles}
    keys = {(line.text, line.box) for line in gone}
    out: list[TextLine | RawTable] = []
    for item in page.items:
        if isinstance(item, TextLine) and (item.text, item.box) in keys:
            if table not in out:
                out.append(table)
            continue
        is_title = isinstance(item, TextLine) and (item.text, item.box) in named
        out.append(item._replace(role="caption") if is_title and isinstance(item, TextLine) else item)
    return replace(page, items=tuple(out))
