"""The values that flow out of ``normalize``: what the tables of one report mean.

Amounts are ``Decimal`` in kroner. Boxes are points from the top left of the displayed page.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extract.model import Box
from normalize.verdicts import Check
from schemas.contract.vocabulary import CellRole as CellRole
from schemas.contract.vocabulary import Flow as Flow
from schemas.contract.vocabulary import Level as Level
from schemas.contract.vocabulary import Measure as Measure
from schemas.contract.vocabulary import Positive as Positive
from schemas.contract.vocabulary import Quantity as Quantity
from schemas.contract.vocabulary import ServiceFrame as ServiceFrame
from schemas.contract.vocabulary import Side as Side
from schemas.contract.vocabulary import TableKind as TableKind


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published the report; all None where no profile matches."""

    profile: str | None
    municipality: str | None
    municipality_code: str | None
    fiscal_year: int | None


class Fragment(NamedTuple):
    """A piece of a logical table on one page. ``rows`` are the body rows printed there, duplicates included."""

    page: int
    box: Box
    rows: int
    header_rows: int
    duplicate_rows: int = 0


class TableCell(NamedTuple):
    """A cell of a logical table.

    ``row``/``column`` count the printed grid of all fragments from 0, heads (also repeated ones) and
    duplicates included. ``line`` is the row's place among the table's lines (datasets.md ``row``), None for
    heads and duplicates. ``text`` is the published text. ``number`` is the figure as printed, in its unit.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    text: str
    role: CellRole
    number: Decimal | None
    bold: bool
    italic: bool
    fragment: int
    line: int | None
    duplicate: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table with its fragments joined. ``committee`` is that of the section it stands in; ``statement`` is the kind
    of statement that a table of kind "other" is.
    """

    table_id: str
    number: int | None
    caption: str | None
    section: str | None
    committee: str | None
    kind: TableKind
    unit: str | None
    fragments: tuple[Fragment, ...]
    cells: tuple[TableCell, ...]
    n_rows: int
    n_columns: int
    n_duplicate_rows: int
    notes: tuple[str, ...]
    confidence: float
    flags: tuple[str, ...] = ()
    statement: str | None = None


class SumPlace(NamedTuple):
    """A line's place in the sums of its table: ``parent_row`` is the line that sums it up, ``depth`` how many do, one
    above the other. A leaf sums nothing up and may be added to other leaves; a heading is neither leaf nor total.
    """

    depth: int = 0
    parent_row: int | None = None
    is_leaf: bool = True
    is_total: bool = False


LEAF = SumPlace()


class Line(NamedTuple):
    """A line of an operating, financing or capital table, with the codes of the lines that it stands under."""

    row: int
    level: Level
    label: str
    appropriation_code: str | None = None
    appropriation: str | None = None
    service_frame: ServiceFrame | None = None
    item: str | None = None
    project_code: str | None = None
    project: str | None = None
    account_closed: bool | None = False
    sums: SumPlace = LEAF


class Figure(NamedTuple):
    """One line and one measure: a cell's text and the amount that it states.

    ``number`` is the figure as printed, in ``unit``; ``half_step`` half of the step, in kroner, that the table's
    figures in that unit are printed in: by so much each of them may have been rounded.
    ``unit_reason`` is the flag that says what told its unit ("": the cell itself or its column's head).
    """

    table_id: str
    committee: str | None
    line: Line
    measure: Measure
    published: str
    amount: Decimal | None
    unit: str
    marker: str | None
    marker_meaning: str | None
    flags: tuple[str, ...]
    page: int
    box: Box
    cell_row: int
    column: int
    number: Decimal | None = None
    half_step: Decimal = Decimal(0)
    unit_reason: str = ""


class KeyFigure(NamedTuple):
    """One figure of the overview box; ``unit_reason`` as in ``Figure``."""

    table_id: str
    row: int
    topic: str
    goal: str | None
    label: str
    year: int | None
    published: str
    amount: Decimal | None
    unit: str
    marker: str | None
    marker_meaning: str | None
    flags: tuple[str, ...]
    page: int
    box: Box
    cell_row: int
    column: int
    unit_reason: str = ""
    sums: SumPlace = LEAF


class CellFigure(NamedTuple):
    """One number of any table, by where it stands: ``row_path`` are the labels that lead to its line, ``column_path``
    the heads over it. ``number`` is as printed, in ``unit``; ``amount`` is in kroner, None where it is no money or
    its unit is not known. ``row`` is the line's place among the table's lines. ``half_step`` as in
    ``Figure``, 0 for what is no money.
    """

    table_id: str
    section: str | None
    committee: str | None
    caption: str | None
    row: int | None
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    published: str
    number: Decimal
    quantity: Quantity
    unit: str | None
    amount: Decimal | None
    year: int | None
    flags: tuple[str, ...]
    page: int
    box: Box
    cell_row: int
    column: int
    half_step: Decimal = Decimal(0)
    sums: SumPlace = LEAF


class StatementFigure(NamedTuple):
    """One line and one column of a statement: the ``figure`` of its cell, and what it is there.

    ``line_code`` and ``measure`` are None where no word tells them. ``parent_row`` is the line that sums it up.
    ``positive`` is what the table prints as positive amounts, None where nothing tells.
    """

    figure: CellFigure
    statement: str
    row: int
    line_code: str | None
    label: str
    depth: int
    parent_row: int | None
    is_leaf: bool
    is_total: bool
    side: Side | None
    measure: str | None
    flow: Flow | None
    heading: str
    year: int | None
    note_ref: str | None
    account_code: str | None = None
    positive: Positive | None = None

    @property
    def table_id(self) -> str:
        return self.figure.table_id


class StatusItem(NamedTuple):
    """One initiative of the budget agreement. ``page`` and ``box`` are where it begins."""

    table_id: str
    committee: str | None
    row: int
    item_no: str
    topic: str
    description: str
    status: str
    flags: tuple[str, ...]
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Report:
    """The meaning of one report. ``unplaced`` names each numeric cell of a known table that no dataset holds,
    with the reason (table_id, row, column, reason)."""

    report_id: str
    publisher: Publisher
    tables: tuple[LogicalTable, ...]
    operating: tuple[Figure, ...]
    financing: tuple[Figure, ...]
    capital: tuple[Figure, ...]
    key_figures: tuple[KeyFigure, ...]
    status: tuple[StatusItem, ...]
    checks: tuple[Check, ...]
    unplaced: tuple[tuple[str, int, int, str], ...] = ()
    figures: tuple[CellFigure, ...] = ()
    statements: tuple[StatementFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table and all that it says."""

    table: LogicalTable
    figures: tuple[Figure, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    status: tuple[StatusItem, ...] = ()
    checks: tuple[Check, ...] = ()
    unplaced: tuple[tuple[str, int, int, str], ...] = ()
