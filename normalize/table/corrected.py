"""A person's corrections, put in where tables are read, and what is printed, put back where it is told.

Between the two everything reads the corrected text: units, lines and checks. A corrected figure keeps the published
text and bears the flag ``corrected_by_user``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from normalize.danish.amounts import Printed, printed
from normalize.model import CellFigure, Figure, KeyFigure, Report, StatusItem, TableCell
from normalize.table.by_hand import CORRECTED
from normalize.table.logical_table import MarkedRow, PrintedTable
from normalize.table.rows import Row, Slot
from normalize.verdicts import Correction
from regnskab.errors import CorrectionError

Place = tuple[str, int, int]
AnyFigure = TypeVar("AnyFigure", Figure, KeyFigure, CellFigure)


def corrected(
    grids: Sequence[PrintedTable], table_ids: Sequence[str], corrections: Sequence[Correction]
) -> list[PrintedTable]:
    """The tables with the corrected texts in place of those printed.

    Raises CorrectionError, which names every correction whose cell is gone or reads otherwise than it expects.
    """
    by_table = dict(zip(table_ids, grids, strict=True))
    tested = [(one, _problem(by_table.get(one.table_id), one)) for one in corrections]
    problems = [f"{one}: {problem}" for one, problem in tested if problem is not None]
    if problems:
        raise CorrectionError(
            "; ".join(problems), remedy="look at the cells (regnskab review), and mend or delete these corrections"
        )
    return [
        _with([one for one in corrections if one.table_id == table_id], grid)
        for table_id, grid in zip(table_ids, grids, strict=True)
    ]


def _problem(grid: PrintedTable | None, one: Correction) -> str | None:
    if grid is None:
        return "there is no such table"
    marked = grid.rows[one.row] if 0 <= one.row < len(grid.rows) else None
    slot = _slot(marked, one)
    if marked is None or slot is None:
        return "there is no such cell"
    if slot.text != one.expect or marked.row.page != one.page:
        return f"reads “{slot.text}” on page {marked.row.page}, not “{one.expect}” on page {one.page}"
    if marked.mark == "head":
        return "is a head, which cannot be corrected"
    if one.role == "number" and printed(one.value).number is None:
        return f"“{one.value}” is no number"
    return None


def _slot(marked: MarkedRow | None, one: Correction) -> Slot | None:
    slots = () if marked is None else marked.row.slots
    return next((slot for slot in slots if slot.column == one.column), None)


def _with(corrections: Sequence[Correction], grid: PrintedTable) -> PrintedTable:
    new: dict[int, Slot] = {}
    for one in corrections:
        slot = _slot(grid.rows[one.row], one)
        if slot is not None:
            says = Printed(one.value) if one.role in ("label", "text") else printed(one.value)
            new[id(slot)] = slot._replace(text=one.value, printed=says)
    if not new:
        return grid
    return replace(grid, rows=tuple(marked._replace(row=_row(marked.row, new)) for marked in grid.rows))


def _row(row: Row, new: Mapping[int, Slot]) -> Row:
    """The row with the new slots; one that covers several rows is the same in each of them."""
    slots = tuple(new.get(id(slot), slot) for slot in row.slots)
    cover = tuple(None if slot is None else new.get(id(slot), slot) for slot in row.cover)
    return Row(row.fragment, row.page, slots, cover)


def as_published(report: Report, corrections: Sequence[Correction]) -> Report:
    """The report with the published text of corrected cells, and all that was corrected flagged.

    A figure is corrected where its cell is, or a label of its line.
    """
    by_place = {one.place: one for one in corrections}
    cells = {(t.table_id, c.row, c.column): c for t in report.tables for c in t.cells}
    labels = {place[:2] for place in by_place if cells[place].role == "label"}
    lines = {(place[0], cells[place].line) for place in by_place}
    return replace(
        report,
        tables=tuple(
            replace(
                table,
                cells=tuple(_cell(cell, by_place.get((table.table_id, cell.row, cell.column))) for cell in table.cells),
            )
            for table in report.tables
        ),
        operating=tuple(_figures(report.operating, by_place, labels)),
        financing=tuple(_figures(report.financing, by_place, labels)),
        capital=tuple(_figures(report.capital, by_place, labels)),
        key_figures=tuple(_figures(report.key_figures, by_place, labels)),
        figures=tuple(_figures(report.figures, by_place, labels)),
        statements=tuple(line._replace(figure=_figure(line.figure, by_place, labels)) for line in report.statements),
        status=tuple(_item(item) if (item.table_id, item.row) in lines else item for item in report.status),
    )


def _cell(cell: TableCell, one: Correction | None) -> TableCell:
    if one is None:
        return cell
    role = one.role or cell.role
    number = printed(one.value).value if role == "number" else None
    return cell._replace(text=one.expect, role=role, number=number, flags=(*cell.flags, CORRECTED))


def _figures(
    figures: Iterable[AnyFigure], by_place: Mapping[Place, Correction], labels: set[tuple[str, int]]
) -> Iterator[AnyFigure]:
    return (_figure(figure, by_place, labels) for figure in figures)


def _figure(figure: AnyFigure, by_place: Mapping[Place, Correction], labels: set[tuple[str, int]]) -> AnyFigure:
    one = by_place.get((figure.table_id, figure.cell_row, figure.column))
    if one is not None:
        return figure._replace(published=one.expect, flags=(*figure.flags, CORRECTED))
    if (figure.table_id, figure.cell_row) in labels:
        return figure._replace(flags=(*figure.flags, CORRECTED))
    return figure


def _item(item: StatusItem) -> StatusItem:
    return item._replace(flags=(*item.flags, CORRECTED))
