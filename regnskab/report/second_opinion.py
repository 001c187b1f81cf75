"""A second opinion's doubts as flags of a report's tables and cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.model import Box, RawTable
from extract.second_opinion.comparing import FLAG, SecondOpinion
from normalize.model import LogicalTable, Report, TableCell

Place = tuple[int, Box]


def with_opinions(report: Report, opinions: Iterable[tuple[RawTable, SecondOpinion]]) -> Report:
    """The report, with ``second_opinion_differs`` on the cells that no other tool confirms, and on their tables.

    ``opinions`` goes with the tables as they were read; places on the page tell which cells of the report they are.
    """
    tables: set[Place] = set()
    cells: set[Place] = set()
    for table, opinion in opinions:
        if opinion.differs:
            tables.add((table.page, table.box))
        doubted = opinion.doubted
        cells.update((table.page, cell.box) for cell in table.cells if (cell.row, cell.column) in doubted)
    if not tables and not cells:
        return report
    return replace(report, tables=tuple(_table(table, tables, cells) for table in report.tables))


def _table(table: LogicalTable, tables: set[Place], cells: set[Place]) -> LogicalTable:
    flagged = tuple(_cell(cell) if (cell.page, cell.box) in cells else cell for cell in table.cells)
    differs = any((piece.page, piece.box) in tables for piece in table.fragments)
    if not differs and all(FLAG not in cell.flags for cell in flagged):
        return table
    flags = table.flags if FLAG in table.flags else (*table.flags, FLAG)
    return replace(table, cells=flagged, flags=flags)


def _cell(cell: TableCell) -> TableCell:
    return cell if FLAG in cell.flags else cell._replace(flags=(*cell.flags, FLAG))
