from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalize.checks.identities import checks_of
from normalize.model import TableKind
from normalize.verdicts import Check
from schemas.profile.load import Profile
from tests.normalize.layouts import CAPITAL_HEAD, OPERATING_HEAD, captioned, page, read_report

VARIANCE = "variance = actual - revised_budget"


def checks(
    rows: Sequence[Sequence[str]], kind: TableKind, profile: Profile
) -> dict[tuple[str, str, str | None], Check]:
    head, caption = (CAPITAL_HEAD, "Anlæg") if kind == "capital" else (OPERATING_HEAD, "Drift")
    if kind == "financing":
        caption = "Finansiering"
    layout = page(1, *captioned(f"Tabel 1. {caption}", [head, *rows], head=1))
    report = read_report([layout], profile, report_id="x")
    assert [t.kind for t in report.tables] == [kind]
    return {(c.rule, c.subject, c.measure): c for c in report.checks}


FRAMED = [
    ["Årets resultat", "3.000", "3.300", "3.600", "300"],
    ["Inden for servicerammen", "2.000", "2.200", "2.400", "200"],
    ["Uden for servicerammen", "1.000", "1.100", "1.200", "100"],
    ["10.26 Renovation", "1.000", "1.100", "1.200", "100"],
    ["Uden for servicerammen", "1.000", "1.100", "1.200", "100"],
    ["Storskrald", "1.000", "1.100", "1.201", "100"],
    ["10.30 Veje", "2.000", "2.200", "2.400", "200"],
    ["Inden for servicerammen", "2.000", "2.200", "2.400", "200"],
    ["Busser", "2.000", "2.200", "", "-2.200"],
    ["Øvrige", "", "", "2.400", "2.400"],
]


def test_each_identity_is_tested_per_measure(profile: Profile) -> None:
    found = checks(FRAMED, "operating", profile)
    rules: dict[str, list[str]] = {}
    for rule, subject, measure in found:
        if rule != VARIANCE and measure == "actual":
            rules.setdefault(rule, []).append(subject)
    assert rules == {
        "total = sum of appropriations": ["total"],
        "total = inside + outside": ["total"],
        "appropriation = inside + outside": ["10.26", "10.30"],
        "service_frame = sum of items": ["10.26/outside", "10.30/inside"],
    }
    assert [s for rule, s, _ in found if rule == VARIANCE] == [
        "0:total", "1:inside", "2:outside", "3:10.26", "4:outside", "5:Storskrald", "6:10.30", "7:inside",
        "8:Busser", "9:Øvrige",
    ]  # fmt: skip
    assert {c.status for c in found.values()} == {"pass"}


def test_half_a_unit_for_every_figure_and_for_a_blank_that_is_nothing(profile: Profile) -> None:
    found = checks(FRAMED, "operating", profile)
    sums = found["service_frame = sum of items", "10.30/inside", "actual"]
    assert (sums.expected, sums.actual, sums.difference, sums.tolerance) == (2_400_000, 2_400_000, 0, 1_500)
    assert found[VARIANCE, "5:Storskrald", "variance"].difference == 1_000
    assert found[VARIANCE, "5:Storskrald", "variance"].tolerance == 1_500
    assert len(sums.cells) == 3


def test_items_right_under_an_appropriation_sum_to_it(profile: Profile) -> None:
    rows = [["10.26 Renovation", "3", "3", "9", "6"], ["A", "1", "1", "4", "3"], ["B", "2", "2", "3", "1"]]
    found = checks(rows, "operating", profile)
    failed = found["appropriation = sum of items", "10.26", "actual"]
    assert (failed.status, failed.difference, failed.tolerance) == ("fail", -2_000, 1_500)
    assert found["appropriation = sum of items", "10.26", "variance"].status == "fail"
    assert not any(rule.startswith("total") for rule, _, _ in found)


def test_a_heading_without_figures_is_no_sum(profile: Profile) -> None:
    rows = [["10.26 Renovation", "", "", "", ""], ["A", "1", "1", "4", "3"], ["B", "2", "2", "3", "1"]]
    assert {rule for rule, _, _ in checks(rows, "operating", profile)} == {VARIANCE}


def test_financing_sums_its_appropriations(profile: Profile) -> None:
    rows = [["I alt", "10", "10", "5", "-5"], ["70.76 Renter", "4", "4", "5", "1"], ["80.85 Lån", "6", "6", "", "-6"]]
    found = checks(rows, "financing", profile)
    assert found["total = sum of appropriations", "total", "actual"].tolerance == 1_500
    assert {c.status for c in found.values()} == {"pass"}


CAPITAL = [
    ["Årets resultat", "2,5", "3,062", "0,168", ""],
    ["A005358 Børnehus", "0", "0,062", "0,168", "R"],
    ["A005410 Tag", "2,5", "3,000", "", "0,500"],
]


def test_a_capital_table_is_as_exact_as_most_of_its_decimals(profile: Profile) -> None:
    found = checks(CAPITAL, "capital", profile)
    assert set(found) == {
        ("total = sum of projects", "total", m) for m in ("adopted_budget", "revised_budget", "actual")
    }
    assert found["total = sum of projects", "total", "adopted_budget"].tolerance == 1_500
    assert found["total = sum of projects", "total", "actual"].tolerance == 1_000


def test_markers_and_blanks_of_projects_take_no_part(profile: Profile) -> None:
    rows = [[*CAPITAL[0][:4], "0,500"], *CAPITAL[1:]]
    found = checks(rows, "capital", profile)["total = sum of projects", "total", "expected_carryover"]
    assert (found.actual, found.tolerance, found.status) == (Decimal(500_000), 1_000, "pass")


@pytest.mark.parametrize("kind", ["operating", "financing", "capital"])
def test_no_figures_no_checks(kind: TableKind) -> None:
    assert checks_of(kind, "x", [], ()) == []


SUMS_BELOW = [
    ["10.26 Renovation", "", "", "", ""],
    ["Inden for servicerammen", "", "", "", ""],
    ["Storskrald", "100", "110", "120", "10"],
    ["Glas", "200", "210", "230", "20"],
    ["Inden for servicerammen, i alt", "300", "320", "350", "30"],
    ["Uden for servicerammen", "", "", "", ""],
    ["Affald", "40", "40", "50", "10"],
    ["Pap", "10", "10", "10", "0"],
    ["Uden for servicerammen, i alt", "50", "50", "60", "10"],
    ["10.26 Renovation, i alt", "350", "370", "410", "40"],
    ["I alt", "350", "370", "410", "40"],
]


def test_groups_whose_names_print_nothing_have_their_sums_below(profile: Profile) -> None:
    found = checks(SUMS_BELOW, "operating", profile)
    assert {check.status for check in found.values()} == {"pass"}
    assert ("total = sum of lines", "Inden for servicerammen, i alt", None) in found


def test_a_misprint_in_the_total_of_nested_totals_is_found(profile: Profile) -> None:
    rows = [["10.20 Veje", "", "", "", ""], ["Busser", "5", "5", "6", "1"], ["Sne", "3", "3", "4", "1"],
            ["10.20 Veje, i alt", "8", "8", "10", "2"], *SUMS_BELOW[:9],
            ["10.26 Renovation, i alt", "350", "307", "410", "40"], ["I alt", "358", "378", "420", "42"]]  # fmt: skip
    layout = page(1, *captioned("Tabel 1. Drift", [OPERATING_HEAD, *rows], head=1))
    sums = [c for c in read_report([layout], profile, report_id="x").checks if c.rule == "total = sum of lines"]
    (failed,) = [check for check in sums if check.status == "fail"]
    assert (failed.subject, failed.expected, failed.actual) == ("10.26 Renovation, i alt", 307_000, 370_000)


def test_a_column_taken_for_another_is_no_failure_of_the_report(profile: Profile) -> None:
    rows = [[f"10.2{k} Veje", f"{k}00", f"{k}10", f"{k}30", f"{k}7"] for k in range(1, 7)]
    assert not [key for key in checks(rows, "operating", profile) if key[0] == VARIANCE]
    misprinted = [*rows[:-1], ["10.26 Veje", "600", "610", "630", "20"]]
    right = [[*row[:4], "20"] for row in rows[:-1]]
    found = checks([*right, [*misprinted[-1][:4], "21"]], "operating", profile)
    assert [key for key, check in found.items() if check.status == "fail"] == []
    found = checks([*right, [*misprinted[-1][:4], "29"]], "operating", profile)
    assert [check.measure for check in found.values() if check.status == "fail"] == ["variance"]
