from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalize.checks.identities import checks_of
from normalize.model import Check, TableKind
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
