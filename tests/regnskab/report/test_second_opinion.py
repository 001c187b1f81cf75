"""What other tools doubt is flagged in a report's tables and cells."""

from __future__ import annotations

from collections.abc import Callable

from extract.model import Box, Cell, RawTable
from extract.second_opinion.comparing import FLAG, CellOpinion, Opinion, SecondOpinion
from normalize.model import Report
from regnskab.report.second_opinion import with_opinions

MakeReport = Callable[..., Report]


def _raw(report: Report, row: int = 1, column: int = 2) -> RawTable:
    """The table as it was read of which the report's first table was made; one of its cells is at a box of its own."""
    fragment = report.tables[0].fragments[0]
    cell = report.tables[0].cells[0]
    return RawTable(fragment.page, fragment.box, 4, 3, (Cell(row, column, cell.box, ("x",)),))


def _opinion(*cells: CellOpinion, found: bool = True) -> SecondOpinion:
    return SecondOpinion((Opinion("other", found, 4, 3, cells),))


def test_a_report_that_is_confirmed_stays_as_it_is(make_report: MakeReport) -> None:
    report = make_report()
    agreed = _opinion(CellOpinion(1, 2, "agree", "x"))
    assert with_opinions(report, [(_raw(report), agreed)]) is report
    assert with_opinions(report, []) is report


def test_a_doubted_cell_is_flagged_with_its_table(make_report: MakeReport) -> None:
    report = make_report()
    before = report.tables[0]
    after = with_opinions(report, [(_raw(report), _opinion(CellOpinion(1, 2, "differs", "y")))]).tables[0]
    assert after.flags == (*before.flags, FLAG)
    flagged = [cell for cell in after.cells if FLAG in cell.flags]
    assert flagged
    assert {(cell.page, cell.box) for cell in flagged} == {(before.cells[0].page, before.cells[0].box)}
    assert [cell.text for cell in after.cells] == [cell.text for cell in before.cells]
    assert all(FLAG not in cell.flags for cell in before.cells)


def test_a_cell_elsewhere_is_left_alone(make_report: MakeReport) -> None:
    report = make_report()
    away = RawTable(9, Box(0, 0, 9, 9), 1, 1, (Cell(0, 0, Box(0, 0, 9, 9), ("x",)),))
    assert with_opinions(report, [(away, _opinion(CellOpinion(0, 0, "differs", "y")))]) == report


def test_a_table_that_nobody_else_finds_is_flagged_without_its_cells(make_report: MakeReport) -> None:
    report = make_report()
    after = with_opinions(report, [(_raw(report), _opinion(found=False))]).tables[0]
    assert after.flags[-1] == FLAG
    assert all(FLAG not in cell.flags for cell in after.cells)


def test_a_flag_is_set_once(make_report: MakeReport) -> None:
    report = make_report()
    doubt = [(_raw(report), _opinion(CellOpinion(1, 2, "differs", "y")))]
    assert with_opinions(with_opinions(report, doubt), doubt) == with_opinions(report, doubt)
