"""Pages whose text is drawn sideways are read as they stand for a reader; what was read is told as displayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from extract.model import PageLayout
from extract.page.turned import displayed_box
from normalize.model import CellFigure, Figure, Fragment, KeyFigure, LogicalTable, Report, StatusItem, TableCell
from normalize.verdicts import Check

_Pages = Mapping[int, PageLayout]
_Boxed = TypeVar("_Boxed", Figure, KeyFigure, CellFigure, StatusItem, Fragment, TableCell)


def as_displayed(report: Report, pages: Iterable[PageLayout]) -> Report:
    """What was read on pages turned upright with its places on the pages as displayed."""
    turned = {page.number: page for page in pages if page.turn}
    if not turned:
        return report
    return replace(
        report,
        tables=tuple(_table(table, turned) for table in report.tables),
        operating=_back(report.operating, turned),
        financing=_back(report.financing, turned),
        capital=_back(report.capital, turned),
        key_figures=_back(report.key_figures, turned),
        status=_back(report.status, turned),
        figures=_back(report.figures, turned),
        statements=tuple(one._replace(figure=_back((one.figure,), turned)[0]) for one in report.statements),
        checks=tuple(_check(check, turned) for check in report.checks),
    )


def _back(placed: Sequence[_Boxed], turned: _Pages) -> tuple[_Boxed, ...]:
    return tuple(
        one._replace(box=displayed_box(one.box, turned[one.page])) if one.page in turned else one for one in placed
    )


def _table(table: LogicalTable, turned: _Pages) -> LogicalTable:
    return replace(table, fragments=_back(table.fragments, turned), cells=_back(table.cells, turned))


def _check(check: Check, turned: _Pages) -> Check:
    page = turned.get(check.text_page) if check.text_page is not None else None
    if page is None or check.text_box is None:
        return check
    return check._replace(text_box=displayed_box(check.text_box, page))
