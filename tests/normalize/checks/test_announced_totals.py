from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalize.verdicts import Check
from schemas.profile.load import load_profile
from tests.normalize.layouts import captioned, page, read_report

HEAD = ["Område (mio. kr.)", "2022", "2023", "2024"]
LINES = [["Skoler", "10,0", "11,0", "12,0"], ["Veje", "5,0", "5,5", "6,0"], ["Parker", "1,0", "1,5", "2,0"]]


def checks(rows: Sequence[Sequence[str]]) -> list[Check]:
    layout = page(1, *captioned("Tabel 1. Oversigt", rows, head=1))
    return list(read_report([layout], load_profile("dansk-kommune"), report_id="r").checks)


def test_a_total_that_most_columns_confirm_is_tested_in_all() -> None:
    found = checks([HEAD, *LINES, ["I alt", "16,0", "18,0", "21,0"]])
    assert [(c.rule, c.subject, c.status, c.difference) for c in found] == [
        ("total = sum of lines", "I alt", "pass", Decimal(0)),
        ("total = sum of lines", "I alt", "pass", Decimal(0)),
        ("total = sum of lines", "I alt", "fail", Decimal(-1_000_000)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, *LINES, ["Borgmesteren", "16,0", "18,0", "20,0"]],
        [HEAD, *LINES, ["I alt", "99,0", "98,0", "97,0"]],
        [HEAD[:2], *(line[:2] for line in LINES), ["I alt", "17,0"]],
    ],
    ids=["nothing announced", "no reading comes out", "one column is no evidence"],
)
def test_nothing_is_tested_without_clear_evidence(rows: Sequence[Sequence[str]]) -> None:
    assert checks(rows) == []


def test_totals_of_sections_and_of_all() -> None:
    first, rest = ["I alt", "16,0", "18,0", "20,0"], [["Bøder", "1,0", "2,0", "3,0"], ["Gebyrer", "1,0", "1,0", "1,0"]]
    rows = [HEAD, *LINES, first, *rest, ["I alt", "2,0", "3,0", "4,0"], ["Total", "18,0", "21,0", "24,0"]]
    found = checks(rows)
    assert [c.status for c in found] == ["pass"] * 9
    assert [len(c.cells) for c in found] == [4, 4, 4, 3, 3, 3, 6, 6, 6]


def test_a_column_that_announces_a_total_sums_those_beside_it() -> None:
    rows = [["Område (mio. kr.)", "Drift", "Anlæg", "I alt"], ["Skoler", "10,0", "2,0", "12,0"],
            ["Veje", "5,0", "1,0", "6,0"], ["Parker", "4,0", "3,0", "8,0"]]  # fmt: skip
    found = checks(rows)
    assert [(c.rule, c.subject, c.status) for c in found] == [
        ("total = sum of columns", "Skoler", "pass"),
        ("total = sum of columns", "Veje", "pass"),
        ("total = sum of columns", "Parker", "fail"),
    ]
