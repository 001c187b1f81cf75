from decimal import Decimal

from extract.model import Box, Cell, RawTable
from schemas.profile.load import Profile
from tests.normalize.layouts import CAPITAL_HEAD, captioned, page, read_report, slots, table

PLACES = slots(5)


def cell(row: int, column: int, text: str, *, rows: int = 1, columns: int = 1) -> Cell:
    x0, x1 = PLACES[column][0], PLACES[column + columns - 1][1]
    return Cell(
        row,
        column,
        Box(x0, 200.0 + 14 * row, x1, 200.0 + 14 * (row + rows)),
        (text,) if text else (),
        (),
        rows,
        columns,
    )


def test_a_figure_that_spans_lines_is_read_once_and_every_figure_has_a_cell(profile: Profile) -> None:
    cells = [cell(0, c, text) for c, text in enumerate(CAPITAL_HEAD)]
    cells += [cell(1, c, text) for c, text in enumerate(["A005358 Ny sti", "1", "2", "3"])] + [cell(1, 4, "7", rows=2)]
    cells += [cell(2, c, text) for c, text in enumerate(["A005359 Nyt tag", "4", "5", "6"])]
    cells += [cell(3, 0, "Samtlige projekter er flyttet", columns=5)]
    raw = RawTable(1, Box(57.0, 200.0, 600.0, 260.0), 4, 5, tuple(cells), 1)
    report = read_report([page(1, raw)], profile, report_id="x-2024")
    places = {(c.row, c.column) for c in report.tables[0].cells}
    assert len(report.capital) == 12
    assert all((figure.cell_row, figure.column) in places for figure in report.capital)
    assert [f.amount for f in report.capital if f.measure == "expected_carryover"] == [Decimal(7_000_000), None, None]


def test_a_fragment_without_the_last_column_has_blank_figures_with_a_cell(profile: Profile) -> None:
    rows = [CAPITAL_HEAD, *([f"A00535{n} Sti", "1", "2", "3", "4"] for n in range(3))]
    more = [[f"A00536{n} Tag", "1", "2", "3"] for n in range(3)]
    pages = [
        page(1, *captioned("Tabel 3. Anlægsvirksomhed på området", rows, head=1)),
        page(2, table(more, page=2, top=60.0)),
    ]
    report = read_report(pages, profile, report_id="x-2024")
    places = {(c.row, c.column) for c in report.tables[0].cells}
    assert len(report.tables) == 1
    assert all((figure.cell_row, figure.column) in places for figure in report.capital)
    carried = [f for f in report.capital if f.measure == "expected_carryover"]
    assert [f.amount for f in carried] == [Decimal(4_000_000)] * 3 + [None] * 3


def test_figures_without_a_label_are_no_project_and_are_reported(profile: Profile) -> None:
    rows = [CAPITAL_HEAD, ["A005358 Ny sti", "1", "2", "3", "4"], ["", "5", "6", "7", "8"]]
    pages = [page(1, *captioned("Tabel 3. Anlægsvirksomhed på området", rows, head=1))]
    report = read_report(pages, profile, report_id="x-2024")
    assert {figure.line.project for figure in report.capital} == {"Ny sti"}
    assert {(row, column) for _, row, column, _ in report.unplaced} == {(2, 1), (2, 2), (2, 3), (2, 4)}


def test_of_key_figures_that_nothing_tells_apart_the_first_is_kept_and_the_rest_are_reported(profile: Profile) -> None:
    rows = [
        ["Overholdelse af den økonomiske strategi (mio. kr.)", "", ""],
        ["Likviditet", "", ""],
        ["Måltal", "8,0", "9,0"],
    ]
    report = read_report([page(1, table(rows, bold=(0, 1)))], profile, report_id="x-2024")
    assert [figure.amount for figure in report.key_figures] == [Decimal(8_000_000)]
    assert [(row, column) for _, row, column, _ in report.unplaced] == [(2, 2)]
