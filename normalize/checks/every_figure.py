"""Every number of every table of a report, the lines of its statements, and the tests of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.model import PageLayout
from normalize.checks.announced_totals import announced_totals
from normalize.checks.statement_checks import identity_checks, sum_checks
from normalize.danish.spelling import Spelling
from normalize.danish.units import find_unit
from normalize.figures.any_figures import figures_of_table
from normalize.figures.any_table import AnyTable
from normalize.figures.column_evidence import of_document
from normalize.figures.statements import Statement, statement_figures
from normalize.figures.sum_places import with_sums
from normalize.model import CellFigure, StatementFigure, TableReading
from normalize.table.logical_table import PrintedTable
from normalize.verdicts import Check
from normalize.wording.table_words import Words


class EveryFigure(NamedTuple):
    """What every table says besides the datasets of known kinds, and the tests that these do not have."""

    figures: tuple[CellFigure, ...]
    statements: tuple[StatementFigure, ...]
    checks: tuple[Check, ...]


def every_figure(
    pages: Sequence[PageLayout],
    grids: Sequence[PrintedTable],
    readings: Sequence[TableReading],
    words: Words,
    spelling: Spelling,
    fiscal_year: int | None,
) -> EveryFigure:
    """Every number of every table, those of statements as such, and the tests that no known kind has.

    What no table says of its unit, the document may.
    """
    units = [unit for reading in readings if (unit := find_unit(reading.table.unit or "")) is not None]
    document = of_document(pages, words, units)
    figures: list[CellFigure] = []
    statements: list[Statement] = []
    checks: list[Check] = []
    for grid, reading in zip(grids, readings, strict=True):
        laid = AnyTable(grid, reading, words, spelling, document)
        own = with_sums(laid, figures_of_table(laid))
        figures += own
        statement = Statement.of(laid, own, fiscal_year)
        sums = sum_checks(statement) if statement is not None else []
        statements += [statement] if statement is not None else []
        checks += [*announced_totals(laid, own, sums), *sums]
    lines = tuple(line for statement in statements for line in statement_figures(statement))
    return EveryFigure(tuple(figures), lines, (*checks, *identity_checks(statements, lines)))
