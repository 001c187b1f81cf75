"""A table that begins at a page's foot with its head and no figure: read in the columns that open the next page.

Cash flow                 2023    2024      a page's last lines: a head and a group's name
Cash flow from operations
------------------------------------------- the next page
Result for the year       81,8    92,0      its first table
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extract.geometry import overlap
from extract.model import PageLayout, RawTable, TextLine
from extract.page.word_shapes import is_caption, is_sentence, is_value
from extract.regions.column_fit import KnownColumns, columns_of, n_values, parts_of
from extract.regions.torn_rows import GAP, MOST_LINES, inserted, new_table, text_items

HEAD_LINES: Final = 4  # lines of a head, at most
TITLE_GAP: Final = 2.5  # em that a title stands above its head, at most


def with_head_at_foot(before: PageLayout, after: PageLayout) -> PageLayout:
    """The page with its last lines as a table, where they are the head and the first labels of the one that opens
    the next page."""
    first = next(iter(text_items(after.items)), None)
    if not isinstance(first, RawTable):
        return before
    lines = _last_lines(before)
    columns = columns_of(first) if lines else None
    if columns is None or not any(columns.values):
        return before
    for start in range(len(lines) - 1):
        heads = _heads(lines[start:], first, columns)
        rows = [parts_of(line, columns) for line in lines[start + len(heads) :]]
        fitted = [parts for parts in rows if parts is not None and not n_values(parts, columns)]
        if heads and rows and len(fitted) == len(rows) and _is_close(lines[start:]):
            titles = _title(lines[:start], lines[start])
            table = new_table(before.number, heads, fitted, columns, titles)
            return inserted(before, table, lines[start:], titles)
    return before


def _last_lines(page: PageLayout) -> list[TextLine]:
    """The lines below the page's last table, the last few of them; none where a note stands among them."""
    items = text_items(page.items)
    edge = max((item.box.bottom for item in items if isinstance(item, RawTable)), default=0.0)
    lines = [item for item in items if isinstance(item, TextLine) and item.box.top > edge]
    return sorted(lines, key=lambda line: line.box.top)[-MOST_LINES:]


def _heads(lines: Sequence[TextLine], table: RawTable, columns: KnownColumns) -> list[TextLine]:
    """The first lines that head the table's columns: its own head printed before, or what may be one."""
    known = {word for cell in table.cells if cell.header for line in cell.lines for word in line.split()}
    out: list[TextLine] = []
    for line in lines[:HEAD_LINES]:
        again = bool(known) and all(word in known for word in line.text.split())
        if not (again or (not known and _may_head(line, columns))):
            break
        out.append(line)
    return out


def _may_head(line: TextLine, columns: KnownColumns) -> bool:
    """Each word stands over one column at most, and over most of those of figures stands a text."""
    if is_caption(line.text) or is_sentence(line.text):
        return False
    over = [[k for k, place in enumerate(columns.places) if overlap((w.x0, w.x1), place) > 0] for w in line.words]
    headed = {k for ks in over for k in ks if columns.values[k]}
    is_amount = sum(is_value(w.text) for w in line.words) > len(line.words) / 2
    return not is_amount and all(len(ks) <= 1 for ks in over) and 2 * len(headed) > sum(columns.values)


def _is_close(lines: Sequence[TextLine]) -> bool:
    return all(lower.box.top - upper.box.bottom <= GAP * lower.size for upper, lower in pairwise(lines))


def _title(above: Sequence[TextLine], first: TextLine) -> list[TextLine]:
    """The line right above that names the table."""
    if not above or first.box.top - above[-1].box.bottom > TITLE_GAP * first.size:
        return []
    line = above[-1]
    named = is_caption(line.text) or (not is_sentence(line.text) and (line.bold or line.role in ("heading", "caption")))
    return [line] if named else []
