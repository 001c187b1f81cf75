"""A report's meaning as Arrow tables by the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

import pyarrow as pa

from extract.pdf.document import Metadata
from extract.speed import without_collector
from normalize.model import CellFigure, LogicalTable, Report, StatementFigure, SumPlace, TableCell
from normalize.verdicts import Check
from regnskab.errors import ContractError
from regnskab.report.source import Source
from regnskab.version import VERSION
from schemas.contract.arrays import build, repeated, unscale
from schemas.contract.model import AMOUNT, CONTRACT_VERSION, NUMBER, Dataset
from schemas.contract.order import sort_by
from schemas.datasets import DATASETS

# Where each column's value stands in a row's object. Columns not named here bear the attribute's own name.
_BOX = {"x0": "box.x0", "top": "box.top", "x1": "box.x1", "bottom": "box.bottom"}
_FIGURE = _BOX | {"amount_dkk": "amount", "cell_column": "column"}
_LINE = {
    name: f"line.{name}"
    for name in (
        "row",
        "level",
        "label",
        "appropriation_code",
        "appropriation",
        "service_frame",
        "item",
        "project_code",
        "project",
        "account_closed",
    )
}
_SUMS = {name: f"sums.{name}" for name in SumPlace._fields}
_LINE |= {name: f"line.{path}" for name, path in _SUMS.items()}
_PATHS: Mapping[str, Mapping[str, str]] = {
    "operating_expenditure": _FIGURE | _LINE,
    "financing": _FIGURE | _LINE,
    "capital_projects": _FIGURE | _LINE,
    "budget_agreement_status": _BOX,
    "key_figures": _FIGURE | _SUMS | {"line": "label"},
    "figures": {name: f"figure.{name}" for name in CellFigure._fields}
    | {name: f"figure.{path}" for name, path in (_BOX | _SUMS).items()}
    | {"cell_column": "figure.column", "number": "number", "amount_dkk": "amount", "flags": "flags"},
    "statements": {name: f"line.{name}" for name in StatementFigure._fields if name != "figure"}
    | {name: f"figure.{path}" for name, path in _BOX.items()}
    | {
        name: f"figure.{name}"
        for name in ("table_id", "committee", "published", "quantity", "unit", "page", "cell_row")
    }
    | {"cell_column": "figure.column", "number": "number", "amount_dkk": "amount", "flags": "flags"},
    "cells": {name: f"cell.{name}" for name in TableCell._fields}
    | {name: f"cell.{path}" for name, path in _BOX.items()}
    | {"number": "number", "flags": "flags"},
    "tables": {
        name: f"table.{name}" for name in LogicalTable.__dataclass_fields__ if name not in ("fragments", "cells")
    },
    "checks": {name: f"check.{name}" for name in Check._fields if name not in ("cells", "suspect")}
    | {f"text_{name}": f"text_{name}" for name in _BOX},
    "sources": {"name": "source.name", "sha256": "source.sha256", "size": "source.size"},
}


class _SourceRow(NamedTuple):
    source: Source
    pages: int
    pdf_title: str | None
    pdf_producer: str | None
    pdf_creator: str | None
    profile: str | None
    contract_version: str = CONTRACT_VERSION
    tool_version: str = VERSION
    edition: int = 1
    supersedes: str | None = None


class _TableRow(NamedTuple):
    table: LogicalTable
    page: int
    fragments: tuple[tuple[float, ...], ...]


class _CellRow(NamedTuple):
    table_id: str
    cell: TableCell
    number: Decimal | None
    flags: tuple[str, ...]


class _FigureRow(NamedTuple):
    figure: CellFigure
    number: Decimal | None
    amount: Decimal | None
    flags: tuple[str, ...]


class _StatementRow(NamedTuple):
    line: StatementFigure
    figure: CellFigure
    number: Decimal | None
    amount: Decimal | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _CheckRow:
    check: Check
    page: int
    cells: tuple[tuple[int, int], ...]
    suspect_row: int | None
    suspect_column: int | None

    @property
    def text_x0(self) -> float | None:
        return self.check.text_box.x0 if self.check.text_box else None

    @property
    def text_top(self) -> float | None:
        return self.check.text_box.top if self.check.text_box else None

    @property
    def text_x1(self) -> float | None:
        return self.check.text_box.x1 if self.check.text_box else None

    @property
    def text_bottom(self) -> float | None:
        return self.check.text_box.bottom if self.check.text_box else None


@without_collector
def to_arrow(report: Report, source: Source, metadata: Metadata) -> dict[str, pa.Table]:
    """Every dataset of the contract, each sorted by its key; those that the report has nothing for have no rows.

    Raises ContractError for a value that its column cannot hold exactly.
    """
    rows: dict[str, Sequence[object]] = {
        "sources": [_source_row(report, source, metadata)],
        "tables": [_table_row(table) for table in report.tables],
        "cells": [_cell_row(table.table_id, cell) for table in report.tables for cell in table.cells],
        "operating_expenditure": report.operating,
        "financing": report.financing,
        "capital_projects": report.capital,
        "budget_agreement_status": report.status,
        "key_figures": report.key_figures,
        "statements": [_statement_row(line) for line in report.statements],
        "figures": [_figure_row(figure) for figure in report.figures],
        "checks": _check_rows(report),
    }
    constants: dict[str, object] = {
        "report_id": report.report_id,
        "municipality": report.publisher.municipality,
        "municipality_code": report.publisher.municipality_code,
        "fiscal_year": report.publisher.fiscal_year,
        "source_sha256": source.sha256,
    }
    return {name: _dataset(dataset, rows[name], constants, source) for name, dataset in DATASETS.items()}


def _dataset(dataset: Dataset, rows: Sequence[object], constants: Mapping[str, object], source: Source) -> pa.Table:
    paths = _PATHS[dataset.name]
    arrays = []
    for column in dataset.columns:
        try:
            if column.name in constants:
                arrays.append(repeated(column.type, constants[column.name], len(rows), column.vocabulary))
            else:
                values = list(map(attrgetter(paths.get(column.name, column.name)), rows))
                arrays.append(build(column.type, values, column.vocabulary))
        except (TypeError, ValueError) as error:
            raise ContractError(
                f"{dataset.name}.{column.name} cannot hold what was read: {error}",
                source=source.place,
                remedy="nothing was written; please report this with the file",
            ) from error
    return sort_by(pa.Table.from_arrays(arrays, schema=dataset.schema), dataset.key)


def _source_row(report: Report, source: Source, metadata: Metadata) -> _SourceRow:
    profile = report.publisher.profile
    return _SourceRow(source, metadata.pages, metadata.title, metadata.producer, metadata.creator, profile)


def _table_row(table: LogicalTable) -> _TableRow:
    fragments = tuple(
        (piece.page, *piece.box, piece.rows, piece.header_rows, piece.duplicate_rows) for piece in table.fragments
    )
    return _TableRow(table, table.fragments[0].page, fragments)


def _cell_row(table_id: str, cell: TableCell) -> _CellRow:
    """Leave a number that the column cannot hold exactly to the text, and say so.

    Any table of any report comes here, with numbers of any length.
    """
    if cell.number is not None and not _fits(cell.number):
        return _CellRow(table_id, cell, None, (*cell.flags, "number_out_of_range"))
    return _CellRow(table_id, cell, cell.number, cell.flags)


def _figure_row(figure: CellFigure) -> _FigureRow:
    number = figure.number if _fits(figure.number) else None
    amount = figure.amount if figure.amount is None or _fits(figure.amount, AMOUNT) else None
    lost = number is None or (amount is None and figure.amount is not None)
    return _FigureRow(figure, number, amount, (*figure.flags, "number_out_of_range") if lost else figure.flags)


def _statement_row(line: StatementFigure) -> _StatementRow:
    row = _figure_row(line.figure)
    return _StatementRow(line, line.figure, row.number, row.amount, row.flags)


def _fits(number: Decimal, kind: pa.DataType = NUMBER) -> bool:
    if number.adjusted() > kind.precision:
        return False  # spare the power of ten that comparing it would take
    try:
        return bool(abs(unscale(number, kind.scale)) < 10**kind.precision)
    except ValueError:
        return False


def _check_rows(report: Report) -> list[_CheckRow]:
    """Each check with the page of its suspect or else of its first cell, or else of its table."""
    pages = {table.table_id: {cell.row: cell.page for cell in table.cells} for table in report.tables}
    starts = {table.table_id: table.fragments[0].page for table in report.tables}
    rows = []
    for check in report.checks:
        places = tuple((cell.row, cell.column) for cell in check.cells)
        suspect = None if check.suspect is None else (check.suspect.row, check.suspect.column)
        start = starts.get(check.table_id, 1)
        first = suspect or (places[0] if places else None)
        page = pages.get(check.table_id, {}).get(first[0], start) if first else start
        rows.append(_CheckRow(check, page, places, *(suspect or (None, None))))
    return rows
