"""Which lines of a table may be added up, and what sums up which."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalize.model import Report, SumPlace
from schemas.profile.load import Profile
from tests.normalize.figures.test_statements import NAMES, read
from tests.normalize.layouts import CAPITAL_HEAD, OPERATING_HEAD, captioned, page, read_report

Rows = Sequence[Sequence[str]]


def operating(rows: Rows, profile: Profile) -> Report:
    pages = [page(1, *captioned("Tabel 1. Driftsudgifter i 2024", [OPERATING_HEAD, *rows], head=1))]
    return read_report(pages, profile, title="Årsrapport 2024")


def told(report: Report) -> list[tuple[str, str, int, int | None]]:
    """Of each line its label, "leaf", "total" or "heading", its depth and what sums it up."""
    lines = {f.line.row: f.line for f in (*report.operating, *report.capital)}.values()
    return [(line.label, kind(line.sums), line.sums.depth, line.sums.parent_row) for line in lines]


def kind(place: SumPlace) -> str:
    return "leaf" if place.is_leaf else "total" if place.is_total else "heading"


def test_levels_tell_what_sums_up_what_even_where_a_sum_is_misprinted(profile: Profile) -> None:
    rows = [
        ["Årets resultat", "900", "905", "910", "5"],
        ["Inden for servicerammen", "600", "604", "607", "3"],
        ["Uden for servicerammen", "300", "301", "303", "2"],
        ["10.10 Veje", "700", "703", "999", "3"],
        ["Inden for servicerammen", "400", "402", "403", "1"],
        ["Asfalt", "250", "251", "252", "1"],
        ["Vinter", "150", "151", "151", "0"],
        ["Uden for servicerammen", "300", "301", "303", "2"],
        ["10.20 Parker", "200", "202", "204", "2"],
    ]
    assert told(operating(rows, profile)) == [
        ("Årets resultat", "total", 0, None),
        ("Inden for servicerammen", "total", 1, 0),
        ("Uden for servicerammen", "total", 1, 0),
        ("10.10 Veje", "total", 1, 0),
        ("Inden for servicerammen", "total", 2, 3),
        ("Asfalt", "leaf", 3, 4),
        ("Vinter", "leaf", 3, 4),
        ("Uden for servicerammen", "leaf", 2, 3),
        ("10.20 Parker", "leaf", 1, 0),
    ]


def test_a_subtotal_among_items_sums_up_its_own(profile: Profile) -> None:
    rows = [
        ["10.10 Veje", "900", "905", "910", "5"],
        ["Asfalt", "250", "251", "252", "1"],
        ["Vinter", "150", "151", "151", "0"],
        ["Drift i alt", "400", "402", "403", "1"],
        ["Broer", "500", "503", "507", "4"],
    ]
    assert told(operating(rows, profile)) == [
        ("10.10 Veje", "total", 0, None),
        ("Asfalt", "leaf", 2, 3),
        ("Vinter", "leaf", 2, 3),
        ("Drift i alt", "total", 1, 0),
        ("Broer", "leaf", 1, 0),
    ]


def test_a_line_that_only_sounds_like_a_sum_is_a_leaf_where_its_group_counts_it(profile: Profile) -> None:
    rows = [
        ["10.10 Veje", "400", "402", "403", "1"],
        ["Asfalt", "250", "251", "252", "1"],
        ["Puljer i alt", "150", "151", "151", "0"],
    ]
    assert told(operating(rows, profile))[2] == ("Puljer i alt", "leaf", 1, 0)
    rows[0] = ["10.10 Veje", "250", "251", "252", "1"]
    assert told(operating(rows, profile))[2] == ("Puljer i alt", "total", 1, 0)


def test_groups_that_no_word_tells_are_told_by_their_sums(profile: Profile) -> None:
    above = [
        ["Årets resultat", "400", "402", "403", "1"],
        ["Skoler", "400", "402", "403", "1"],
        ["Idræt", "250", "251", "252", "1"],
        ["Busser", "150", "151", "151", "0"],
    ]
    assert told(operating(above, profile)) == [
        ("Årets resultat", "total", 0, None),
        ("Skoler", "total", 1, 0),
        ("Idræt", "leaf", 2, 1),
        ("Busser", "leaf", 2, 1),
    ]
    below = [above[2], above[3], above[1], ["Parker", "70", "71", "72", "1"], ["Drift i alt", "470", "473", "475", "2"]]
    assert told(operating(below, profile)) == [
        ("Idræt", "leaf", 2, 2),
        ("Busser", "leaf", 2, 2),
        ("Skoler", "total", 1, 4),
        ("Parker", "leaf", 1, 4),
        ("Drift i alt", "total", 0, None),
    ]


def test_groups_that_stand_below_their_parts(profile: Profile) -> None:
    rows = [
        ["Idræt", "250", "251", "252", "1"],
        ["Busser", "150", "151", "151", "0"],
        ["10.10 Skoler", "400", "402", "403", "1"],
        ["Parker", "70", "71", "72", "1"],
        ["Træer", "30", "31", "33", "2"],
        ["10.20 Natur", "100", "102", "105", "3"],
        ["Drift i alt", "500", "504", "508", "4"],
    ]
    assert [(label, place, parent) for label, place, _, parent in told(operating(rows, profile))] == [
        ("Idræt", "leaf", 2),
        ("Busser", "leaf", 2),
        ("10.10 Skoler", "total", 6),
        ("Parker", "leaf", 5),
        ("Træer", "leaf", 5),
        ("10.20 Natur", "total", 6),
        ("Drift i alt", "total", None),
    ]


def test_under_mere_headings_the_lines_that_announce_sums_are_believed(profile: Profile) -> None:
    rows = [
        ["10.10 Veje", "", "", "", ""],
        ["Asfalt", "250", "251", "252", "1"],
        ["Vinter", "150", "151", "151", "0"],
        ["I alt Veje", "400", "402", "403", "1"],
        ["10.20 Parker", "", "", "", ""],
        ["Træer", "120", "121", "123", "2"],
        ["Bænke", "80", "81", "81", "0"],
        ["I alt Parker", "200", "202", "204", "2"],
        ["I alt", "600", "604", "607", "3"],
    ]
    assert told(operating(rows, profile)) == [
        ("10.10 Veje", "heading", 0, None),
        ("Asfalt", "leaf", 2, 3),
        ("Vinter", "leaf", 2, 3),
        ("I alt Veje", "total", 1, 8),
        ("10.20 Parker", "heading", 0, None),
        ("Træer", "leaf", 2, 7),
        ("Bænke", "leaf", 2, 7),
        ("I alt Parker", "total", 1, 8),
        ("I alt", "total", 0, None),
    ]


def test_projects_and_their_total_and_a_total_alone(profile: Profile) -> None:
    rows = [["I alt", "5,0", "7,0", "6,0", "1,0"], ["A000001 Skole", "2,0", "3,0", "2,5", "0,5"]]
    lines = captioned("Tabel 2. Anlægsvirksomhed", [CAPITAL_HEAD, *rows, ["Hal", "3,0", "4,0", "3,5", "0,5"]], head=1)
    report = read_report([page(1, *lines)], profile, title="Årsrapport 2024")
    assert [kind(f.line.sums) for f in report.capital if f.measure == "actual"] == ["total", "leaf", "leaf"]
    alone = captioned("Tabel 2. Anlægsvirksomhed", [CAPITAL_HEAD, rows[0]], head=1)
    report = read_report([page(1, *alone)], profile, title="Årsrapport 2024")
    assert {kind(f.line.sums) for f in report.capital} == {"leaf"}


@pytest.mark.parametrize("name", NAMES)
def test_a_line_has_one_place_in_every_dataset(name: str, profile: Profile) -> None:
    report = read(name, profile)
    assert report.statements
    for one in report.statements:
        own = SumPlace(one.depth, one.parent_row, one.is_leaf, one.is_total)
        assert one.figure.sums == own
    known = {(f.table_id, f.cell_row, f.column): f.line.sums for f in (*report.operating, *report.capital)}
    for figure in report.figures:
        assert figure.sums == known.get((figure.table_id, figure.cell_row, figure.column), figure.sums)


def test_a_known_line_has_its_place_among_all_figures_too(profile: Profile) -> None:
    report = operating([["Årets resultat", "9", "9", "9", "0"], ["10.10 Veje", "9", "9", "9", "0"]], profile)
    assert {(f.row, f.sums.is_leaf) for f in report.figures} == {(0, False), (1, True)}


def test_tables_side_by_side_have_sums_of_their_own(profile: Profile) -> None:
    rows = [
        ["", "2023", "2024", "", "2023", "2024"],
        ["Biler", "1.000", "2.000", "Bøger", "500", "510"],
        ["Busser", "3.000", "4.500", "Blade", "700", "720"],
        ["I alt", "4.000", "6.500", "Film", "800", "900"],
    ]
    columns = [(57.0, 150.0), (150.0, 200.0), (200.0, 250.0), (260.0, 350.0), (350.0, 400.0), (400.0, 450.0)]
    pages = [page(1, *captioned("Udlån (kr.)", rows, head=1, columns=columns))]
    figures = read_report(pages, profile, title="Årsrapport 2024").figures
    totals = {(f.row, f.number) for f in figures if f.sums.is_total}
    assert totals == {(2, Decimal(4000)), (2, Decimal(6500))}
