"""The status of the budget agreement: one initiative per line."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.danish.spelling import Spelling
from normalize.figures.measures import TableFacts
from normalize.model import StatusItem
from normalize.table.column_roles import Roles
from normalize.table.logical_table import PrintedTable
from normalize.table.rows import Row
from schemas.profile.load import StatusName


def status_items(grid: PrintedTable, roles: Roles, facts: TableFacts, spelling: Spelling) -> list[StatusItem]:
    """The initiatives of a status table. A line cut by a page break is one, where it begins.

    ``item_no`` is without the point behind it ("3.5." is 3.5). A blank cell below a cell that spans lines holds
    what that cell says.
    """
    return list(_items(grid, roles, facts, spelling))


def _items(grid: PrintedTable, roles: Roles, facts: TableFacts, spelling: Spelling) -> Iterator[StatusItem]:
    columns = {part: column for column, part in roles.status.items()}
    for number, marked in enumerate(grid.lines):
        rows = [part.row for part in marked]
        texts = {part: _text(rows, column, spelling) for part, column in columns.items()}
        if not any(texts.values()):
            continue
        yield StatusItem(
            table_id=facts.table_id,
            committee=facts.committee,
            row=number,
            item_no=_part(texts, "item_no").rstrip("."),
            topic=_part(texts, "topic"),
            description=_part(texts, "description"),
            status=_part(texts, "status"),
            flags=(*(("row_continued",) if len(rows) > 1 else ()), *facts.flags),
            page=rows[0].page,
            box=rows[0].box,
        )


def _part(texts: dict[StatusName, str], name: StatusName) -> str:
    return texts.get(name, "")


def _text(rows: list[Row], column: int, spelling: Spelling) -> str:
    """What the line says in a column, over all its rows."""
    lines: list[str] = []
    for i, row in enumerate(rows):
        slot = row.cover[column]
        if slot is not None and slot.column == column and (i == 0 or slot in row.slots):
            lines += slot.cell.lines
    return spelling.published(lines)
