from decimal import Decimal

import pytest

from extract.model import Box, Cell, RawTable
from normalize.danish import amounts
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


def test_a_figure_carries_its_number_and_half_of_its_tables_step(profile: Profile) -> None:
    rows = [
        ["Anlægsvirksomhed (mio. kr.)", "Budget 2024", "Korrigeret budget 2024", "Regnskab 2024"],
        ["Årets resultat", "2,500", "3,062", "0"],
        ["A005410 Tag på skole", "2,500", "3,062", "R"],
    ]
    report = read_report([page(1, table(rows, head=1))], profile)
    printed = {(f.line.level, f.published): (f.number, f.half_step) for f in report.capital}
    assert printed["total", "3,062"] == (Decimal("3.062"), Decimal(500))
    assert printed["total", "0"] == (Decimal(0), Decimal(500))
    assert printed["project", "R"] == (None, Decimal(500))
    assert {figure.half_step for figure in report.figures} == {Decimal(500)}


def test_each_cell_is_read_for_its_number_once(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = amounts.parse_number
    monkeypatch.setattr(amounts, "parse_number", lambda text: read.append(text) or parse(text))
    rows = [
        ["Drift (1.000 kr.)", "Vedtaget budget", "Korrigeret budget", "Regnskab", "Resultat"],
        ["Årets resultat", "300", "310", "330", "20"],
        ["10.26 Renovation", "100", "110", "120", "10"],
        ["10.30 Veje", "200", "200", "210", "10"],
    ]
    report = read_report([page(1, table(rows, head=1))], profile)
    assert len(report.checks) > 6
    assert sorted(read) == sorted(text for row in rows for text in row)


def test_what_told_a_figures_unit_is_recorded_when_it_is_decided(profile: Profile) -> None:
    head = ["Drift", "Vedtaget budget", "Korrigeret budget", "Regnskab", "Resultat"]
    total, veje = ["Årets resultat", "300", "310", "330", "20"], ["10.30 Veje", "300", "310", "330", "20"]
    own = ["Busser, mio. kr.", "0,3", "0,3 tkr.", "0,3", "0,0"]

    def reasons(rows: list[list[str]], caption: str = "Tabel 1. Drift") -> dict[str, str]:
        report = read_report([page(1, *captioned(caption, rows, head=1))], profile)
        recorded = {(f.cell_row, f.column): f for f in report.operating}
        for figure in report.figures:
            told = recorded[figure.cell_row, figure.column].unit_reason
            assert [flag for flag in figure.flags if flag.startswith("unit_")] == ([told] if told else [])
        return {f.published: f.unit_reason for f in report.operating}

    assert set(reasons([["Drift (1.000 kr.)", *head[1:]], total, veje]).values()) == {""}
    assert set(reasons([head, total, veje], "Tabel 1. Drift (1.000 kr.)").values()) == {"unit_from_caption"}
    assert set(reasons([head, total, veje]).values()) == {"unit_inferred"}
    mixed = reasons([head, total, veje, own], "Tabel 1. Drift (1.000 kr.)")
    assert (mixed["310"], mixed["0,0"], mixed["0,3 tkr."]) == ("unit_from_caption", "unit_from_label", "")
