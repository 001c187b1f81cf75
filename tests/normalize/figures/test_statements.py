"""Two municipalities that do not exist, read in the words that all share; their answers stand beside them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from normalize.model import Report
from schemas.profile.load import Profile, load_profile
from tests.normalize.layouts import captioned, line, page, read_report

DATA = Path(__file__).parents[1] / "data"
# One prints kroner and costs as positive amounts, the other millions and revenues as positive ones.
NAMES = ("vesterkilde", "fjordby")


def read(name: str, profile: Profile) -> Report:
    told = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    first = page(1, line(told["title"]))
    pages = [
        page(number, *captioned(one["caption"], one["rows"], number=number, head=1))
        for number, one in enumerate(told["tables"], 2)
    ]
    return read_report([first, *pages], profile, title=told["title"])


def answers(name: str) -> list[tuple[str, ...]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def said(report: Report) -> list[tuple[str, ...]]:
    out = []
    for one in report.statements:
        money = one.figure.amount is not None
        amount = format(one.figure.amount.normalize(), "f") if one.figure.amount is not None else ""
        number = "" if money else str(one.figure.number)
        year = "" if one.year is None else str(one.year)
        leaf = str(one.is_leaf).lower()
        texts = (one.statement, one.line_code or "", one.label, one.measure or "", year)
        out.append((*texts, amount, number, one.note_ref or "", one.side or "", leaf))
    return out


def normal(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row of the answers, its amounts written without trailing zeros."""
    from decimal import Decimal

    amount, number = row[5], row[6]
    return (
        *row[:5],
        format(Decimal(amount).normalize(), "f") if amount else "",
        str(Decimal(number)) if number else "",
        *row[7:],
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_an_invented_municipality(name: str, profile: Profile) -> None:
    assert said(read(name, profile)) == [normal(row) for row in answers(name)]


@pytest.mark.parametrize("name", NAMES)
def test_every_identity_holds(name: str, profile: Profile) -> None:
    checks = read(name, profile).checks
    assert [(check.rule, check.difference) for check in checks if check.status == "fail"] == []
    rules = {check.rule for check in checks}
    assert {"assets_total = liabilities_total", "revenue_total = taxes + grants_equalisation"} <= rules


def test_identities_hold_between_tables_whatever_their_signs(profile: Profile) -> None:
    checks = read("vesterkilde", profile).checks
    between = [check for check in checks if "." in check.rule]
    assert {check.rule for check in between} == {
        "result_total = ±cash_flow.result_total",
        "long_term_debt@closing = ±debt.total@closing",
        "long_term_debt@opening = ±debt.total@opening",
    }
    assert {check.status for check in between} == {"pass"}


def test_the_leaves_of_a_statement_add_up_to_its_result(profile: Profile) -> None:
    for name in NAMES:
        lines = [one for one in read(name, profile).statements if one.statement == "income_statement"]
        for measure in {one.measure for one in lines}:
            own = [one for one in lines if one.measure == measure]
            leaves = sum(one.figure.amount or 0 for one in own if one.is_leaf)
            assert [one.figure.amount for one in own if one.line_code == "result_total"] == [leaves]


def test_a_misprinted_total_is_found_in_a_table_of_two_columns(profile: Profile) -> None:
    rows = [
        ["", "31.12.2023", "31.12.2024"],
        ["Egenkapital", "1.800,0", "1.822,6"],
        ["Hensættelser", "310,4", "305,2"],
        ["Langfristet gæld", "700,0", "690,9"],
        ["Passiver i alt", "2.810,4", "2.827,7"],
    ]
    report = read_report([page(1, *captioned("Balance (mio. kr.)", rows, head=1))], profile)
    failed = [check for check in report.checks if check.status == "fail"]
    assert {(check.subject, check.expected - check.actual) for check in failed} == {("Passiver i alt", 9_000_000)}


def test_columns_that_refer_to_notes_hold_no_money_wherever_they_stand(profile: Profile) -> None:
    rows = [
        ["", "Regnskab 2024", "Note", "Budget 2024"],
        ["Skatter", "1.001.000", "1", "1.000.000"],
        ["Tilskud og udligning", "400.000", "2-3", "410.000"],
        ["Renter mv.", "-3.000", "12", "-2.000"],
        ["Årets resultat", "1.398.000", "", "1.408.000"],
    ]
    report = read_report([page(1, *captioned("Regnskabsopgørelse (kr.)", rows, head=1))], profile)
    notes = [figure for figure in report.figures if figure.column == 2]
    assert {(figure.quantity, figure.amount) for figure in notes} == {("reference", None)}
    cells = [cell for cell in report.tables[0].cells if cell.column == 2 and cell.row]
    assert [(cell.text, cell.role) for cell in cells if cell.text] == [
        (text, "reference") for text in ("1", "2-3", "12")
    ]
    references = {(one.label, one.note_ref) for one in report.statements if one.note_ref}
    assert references == {("Skatter", "1"), ("Tilskud og udligning", "2-3"), ("Renter mv.", "12")}


OWN = """extends = "dansk-kommune"
name = "nordvig"

[[kinds]]
kind = "social_ratios"
caption = ['^sociale nøgletal']
quantity = "count"
identities = ["total = placed + home"]

[kinds.lines]
placed = ["anbragte børn"]
home = ["hjemmeboende"]

[kinds.measures]
full_time_positions = ["fuldtidsstillinger"]
"""


def test_a_municipality_declares_a_kind_and_a_measure_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "nordvig.toml"
    path.write_text(OWN, encoding="utf-8")
    assert len(OWN.splitlines()) <= 15
    rows = [
        ["", "Fuldtidsstillinger", "Ultimo 2024"],
        ["Anbragte børn", "10,5", "41"],
        ["Hjemmeboende", "20,0", "59"],
        ["I alt", "30,5", "100"],
    ]
    layout = page(1, *captioned("Sociale nøgletal", rows, head=1))
    read_lines = read_report([layout], load_profile(path)).statements
    assert [(one.statement, one.line_code, one.measure, str(one.figure.number)) for one in read_lines] == [
        ("social_ratios", "placed", "full_time_positions", "10.5"),
        ("social_ratios", "placed", "actual", "41"),
        ("social_ratios", "home", "full_time_positions", "20.0"),
        ("social_ratios", "home", "actual", "59"),
        ("social_ratios", "total", "full_time_positions", "30.5"),
        ("social_ratios", "total", "actual", "100"),
    ]
    assert {(one.figure.quantity, one.figure.amount) for one in read_lines} == {("count", None)}
