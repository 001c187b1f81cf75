"""The cells of a logical table: everything that is printed in it, each with its place and its role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalize.danish.amounts import Printed, stated
from normalize.danish.units import KRONER
from normalize.model import CellRole, TableCell
from normalize.table.column_heads import is_year_row
from normalize.table.column_roles import MONEY_KINDS, Roles, figure_columns
from normalize.table.logical_table import MarkedRow, PrintedTable
from normalize.table.rows import Slot

_NO_PLACE = "no line or label that the profile's words tell claims it"


def cells_of(grid: PrintedTable, roles: Roles) -> list[TableCell]:
    """The cells of every row, heads and duplicates included, by row and column."""
    columns = figure_columns(grid) - roles.references if roles.kind == "other" else frozenset(roles.measures)
    return [
        _cell(row, marked, slot, roles, columns) for row, marked in enumerate(grid.rows) for slot in marked.row.slots
    ]


def _cell(row: int, marked: MarkedRow, slot: Slot, roles: Roles, columns: frozenset[int]) -> TableCell:
    role = _role(marked, slot, roles, columns)
    said = stated(slot.printed, KRONER) if role in ("number", "reference") else None
    number, flags = (said.value, said.flags) if said else (None, ())
    cell = slot.cell
    return TableCell(
        row,
        slot.column,
        cell.row_span,
        slot.column_span,
        marked.row.page,
        cell.box,
        slot.text,
        role,
        number,
        cell.bold,
        cell.italic,
        marked.row.fragment,
        marked.line,
        marked.mark == "duplicate",
        (*flags, "row_continued") if marked.continued else flags,
    )


def _role(marked: MarkedRow, slot: Slot, roles: Roles, columns: frozenset[int]) -> CellRole:
    if not slot.text:
        return "blank"
    if marked.mark == "head" or (roles.kind == "key_figures" and is_year_row(marked.row)):
        return "header"
    if slot.column in roles.references:
        return "reference"
    if roles.kind == "status":
        return "label" if roles.status.get(slot.column) in ("item_no", "topic") else "text"
    if roles.kind == "key_figures":
        return "number" if slot.printed.is_figure else "label"
    if roles.kind in MONEY_KINDS and slot.column < roles.labels:
        return "label"
    if slot.column in columns or roles.kind in MONEY_KINDS:
        return _figure_role(slot.printed)
    if slot.printed.is_figure and slot.column > 0:
        return "number"
    first = next((s for s in marked.row.filled), None)
    return "label" if first is slot else "text"


def _figure_role(cell: Printed) -> CellRole:
    if cell.value is not None:
        return "number"
    return "marker" if cell.marker else "text"


def unplaced_of(
    cells: Sequence[TableCell], placed: frozenset[tuple[int, int]], reasons: Mapping[int, str]
) -> list[tuple[int, int, str]]:
    """The numbers of a known table that are no figure of a dataset, as (row, column, reason)."""
    out = []
    for cell in cells:
        if cell.role == "number" and (cell.row, cell.column) not in placed:
            reason = "printed before: a duplicate" if cell.duplicate else reasons.get(cell.column, _NO_PLACE)
            out.append((cell.row, cell.column, reason))
    return out
