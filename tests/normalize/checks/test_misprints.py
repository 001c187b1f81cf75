from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalize.verdicts import Check
from schemas.profile.load import Profile
from tests.normalize.layouts import CAPITAL_HEAD, OPERATING_HEAD, captioned, page, read_report


def failed(rows: Sequence[Sequence[str]], profile: Profile, *, capital: bool = True) -> list[Check]:
    head, caption = (["Anlæg (1.000 kr.)", *CAPITAL_HEAD[1:]], "Anlæg") if capital else (OPERATING_HEAD, "Drift")
    layout = page(1, *captioned(f"Tabel 1. {caption}", [head, *rows], head=1))
    report = read_report([layout], profile, report_id="x")
    return [check for check in report.checks if check.status == "fail"]


def projects(total: str, *amounts: str) -> list[list[str]]:
    rows = [[f"A00000{i} Projekt", text, "0", "0", ""] for i, text in enumerate(amounts)]
    return [["I alt", total, "0", "0", ""], *rows]


@pytest.mark.parametrize(
    ("total", "amounts", "suggested", "words"),
    [
        ("10.900", ["5", "5.900"], 5_000_000, "A000000: 5 lacks a group of three digits"),
        ("5.905", ["5.000", "5.900"], 5_000, "A000000: 5.000 has a group of three digits too many"),
        ("2.036", ["2.000", "306"], 2_306_000, '"I alt": 2.036 has neighbouring digits'),
        ("4.000", ["-1.300", "2.700"], 1_300_000, "A000000: -1.300 has the wrong sign"),
        ("2.700", ["813", "2.700"], 3_513_000, '"I alt" leaves out A000000 (813)'),
        ("4.326", ["813", "2.700"], 3_513_000, '"I alt" counts A000000 (813) twice'),
        ("713.456", ["456.700", "13.000"], 700_456_000, "A000000: 456.700 has neighbouring digits or groups"),
    ],
)
def test_one_plain_reading_is_given(
    profile: Profile, total: str, amounts: list[str], suggested: int, words: str
) -> None:
    (check,) = failed(projects(total, *amounts), profile)
    assert check.suggested == Decimal(suggested)
    assert (check.explanation or "").startswith(words)
    assert check.suspect in check.cells


def test_two_readings_that_fit_alike_are_none(profile: Profile) -> None:
    (check,) = failed(projects("2.700", "813", "813", "2.700", "-813"), profile)
    assert (check.explanation, check.suspect, check.suggested) == (None, None, None)


def test_a_round_amount_among_many_proves_nothing(profile: Profile) -> None:
    amounts = ["500", *(f"{n}.{n}11" for n in range(1, 9))]
    total = sum(n * 1000 + n * 100 + 11 for n in range(1, 9)) + 1_000
    (check,) = failed(projects(f"{total // 1000}.{total % 1000:03}", *amounts), profile)
    assert check.difference == -500_000
    assert check.explanation is None


def test_a_part_that_another_identity_confirms_is_not_suspected(profile: Profile) -> None:
    rows = [
        ["10.26 Renovation", "5.900", "5.900", "5.900", "0"],
        ["Skrald", "900", "900", "900", "0"],
        ["Glas", "5", "5", "5", "0"],
    ]
    found = failed(rows, profile, capital=False)
    assert [c.measure for c in found] == ["adopted_budget", "revised_budget", "actual"]
    assert [c.explanation is not None for c in found] == [True, False, False]


def test_what_is_off_by_a_little_of_everything_stays_unexplained(profile: Profile) -> None:
    (check,) = failed(projects("10.000", "1.234", "5.678"), profile)
    assert (check.explanation, check.suggested) == (None, None)
