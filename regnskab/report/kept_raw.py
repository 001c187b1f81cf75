"""Tables whose rows break the data contract: kept as their cells alone, so that one bad table never costs a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pyarrow as pa

from normalize.model import LogicalTable, Report
from regnskab.errors import ContractError

KEPT_RAW = "kept_raw"

Datasets = Mapping[str, pa.Table]


def sound(report: Report, made: Callable[[Report], Datasets]) -> tuple[Report, Datasets]:
    """The report with its datasets, as ``made`` makes and validates them.

    Where they break the contract, the tables that do so alone too are kept as their cells alone, flagged ``kept_raw``.
    Raises ContractError where that does not help.
    """
    try:
        return report, made(report)
    except ContractError:
        bad = frozenset(table.table_id for table in report.tables if not _is_sound(_only(report, table), made))
        if not bad:
            raise
        kept = _without_rows_of(report, bad)
        return kept, made(kept)


def _is_sound(report: Report, made: Callable[[Report], Datasets]) -> bool:
    try:
        made(report)
    except ContractError:
        return False
    return True


def _only(report: Report, table: LogicalTable) -> Report:
    others = frozenset(other.table_id for other in report.tables) - {table.table_id}
    return replace(_without_rows_of(report, others), tables=(table,))


def _without_rows_of(report: Report, tables: frozenset[str]) -> Report:
    """The report without what the ``tables`` say; they themselves are of kind ``other``, one cell per place."""
    return replace(
        report,
        tables=tuple(_raw(table) if table.table_id in tables else table for table in report.tables),
        operating=tuple(row for row in report.operating if row.table_id not in tables),
        financing=tuple(row for row in report.financing if row.table_id not in tables),
        capital=tuple(row for row in report.capital if row.table_id not in tables),
        key_figures=tuple(row for row in report.key_figures if row.table_id not in tables),
        status=tuple(row for row in report.status if row.table_id not in tables),
        checks=tuple(row for row in report.checks if row.table_id not in tables),
        unplaced=tuple(row for row in report.unplaced if row[0] not in tables),
        figures=tuple(row for row in report.figures if row.table_id not in tables),
        statements=tuple(row for row in report.statements if row.table_id not in tables),
    )


def _raw(table: LogicalTable) -> LogicalTable:
    first = {(cell.row, cell.column): cell for cell in reversed(table.cells)}
    cells = tuple(first[place] for place in sorted(first))
    rows, columns = max(table.n_rows, 1), max(table.n_columns, 1)
    flags = (*table.flags, KEPT_RAW)
    return replace(
        table, kind="other", statement=None, unit=None, cells=cells, n_rows=rows, n_columns=columns, flags=flags
    )
