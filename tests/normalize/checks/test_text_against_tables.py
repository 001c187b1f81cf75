"""What running text states is compared with the tables, and only what is about them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.verdicts import Check
from schemas.profile.load import load_profile
from tests.normalize.layouts import CAPITAL_HEAD, OPERATING_HEAD, captioned, line, page, read_report

OPERATING = [
    OPERATING_HEAD,
    ["Årets resultat", "104.092", "123.949", "136.343", "12.394"],
    ["10.26 Renovation mv.", "4.000", "5.000", "6.000", "1.000"],
    ["10.30 Trafik og veje", "100.092", "118.949", "130.343", "11.394"],
]
CAPITAL = [
    CAPITAL_HEAD,
    ["Årets resultat", "68,820", "141,754", "104,047", "30,5"],
    ["A005358 Ny sti", "68,820", "141,754", "104,047", "30,5"],
]
FINANCING = [
    ["Finansiering (1.000 kr.)", *OPERATING_HEAD[1:]],
    ["I alt", "-4.611.277", "-4.661.277", "-4.819.346", "-158.069"],
    ["70.76 Renter", "-4.611.277", "-4.661.277", "-4.819.346", "-158.069"],
]


def prose(heading: str, *texts: str, variance: str = "12.394", committee: str = "Vejudvalget") -> list[Check]:
    """The prose checks of a section with these paragraphs under ``heading``, and its three tables."""
    total = [*OPERATING[1][:-1], variance]
    items = [line(committee, 60, "heading", size=18, bold=True), line(heading, 100, "heading", size=14, bold=True)]
    items += [line(text, 130 + 30 * i) for i, text in enumerate(texts)]
    tables = [
        *captioned(
            "Tabel 1. Vejudvalgets driftsudgifter i 2024", [OPERATING[0], total, *OPERATING[2:]], top=400, head=1
        ),
        *captioned("Tabel 2. Finansiering i 2024", FINANCING, top=500, head=1),
        *captioned("Tabel 3. Anlægsvirksomhed på Vejudvalgets område", CAPITAL, top=600, head=1),
    ]
    profile = load_profile("dansk-kommune")
    report = read_report([page(1, *items, *tables)], profile, report_id="x-2024", title="Årsrapport 2024")
    return [check for check in report.checks if check.kind == "prose"]


def told(checks: list[Check]) -> list[tuple[str, str | None, str | None, str]]:
    return [(check.subject, check.measure, check.stated, check.status) for check in checks]


def test_a_paragraph_is_compared_measure_by_measure() -> None:
    found = prose(
        "Driftsudgifter",
        "I det vedtagne budget havde udvalget 104,1 mio. kr. til drift. Overførsler, tillæg og omplaceringer bragte "
        "rammen til 123,9 mio. kr. Regnskabet endte på 136,9 mio. kr., så året gav et merforbrug på 12,4 mio. kr.",
    )
    assert told(found) == [
        ("total", "adopted_budget", "104,1 mio. kr.", "pass"),
        ("total", "revised_budget", "123,9 mio. kr.", "pass"),
        ("total", "actual", "136,9 mio. kr.", "fail"),
        ("total", "variance", "12,4 mio. kr.", "pass"),
    ]


def test_a_failure_says_both_amounts_and_both_places() -> None:
    (check,) = prose("Driftsudgifter", "Regnskabet endte på 163,3 mio. kr.")
    assert (check.expected, check.actual, check.tolerance) == (
        Decimal(163_300_000),
        Decimal(136_343_000),
        Decimal(50_000),
    )
    assert (check.difference, check.text_page, check.sentence) == (-26_957_000, 1, "Regnskabet endte på 163,3 mio. kr.")
    assert check.text_box is not None
    assert check.text_box.top == 130
    assert [(cell.row, cell.column) for cell in check.cells] == [(1, 3)]


def test_two_tables_in_one_paragraph() -> None:
    found = prose(
        "Driftsudgifter og finansieringsposter",
        "Driften fik 104,1 mio. kr. i det vedtagne budget, og finansieringsposterne stod til -4.611,3 mio. kr. (et "
        "minus, fordi det samlet er en indtægt). Efter ændringerne i løbet af året var tallene 123,9 mio. kr. og "
        "-4.661,3 mio. kr. Driften kostede 136,3 mio. kr., altså et merforbrug på 12,4 mio. kr., og finansieringen gav "
        "4.819,3 mio. kr., en merindtægt på 158,1 mio. kr.",
    )
    assert [check.status for check in found] == ["pass"] * 8
    assert [check.table_id.rpartition("/")[2] for check in found] == ["tabel-1"] * 4 + ["tabel-2"] * 4
    measures = ["adopted_budget", "revised_budget", "actual", "variance"]
    assert [check.measure for check in found] == measures * 2


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("Anlæg", "Til anlæg var der sat 141,8 mio. kr. af netto i 2024. Ved årets udgang var der brugt 99,1 mio. kr.",
         [("total", "revised_budget", "141,8 mio. kr.", "pass"), ("total", "actual", "99,1 mio. kr.", "fail")]),
        ("Anlæg", "Der var ikke afsat penge til anlæg, men ved årets udgang var der brugt 104,0 mio. kr. netto.",
         [("total", "actual", "104,0 mio. kr.", "pass")]),
        ("Anlæg", "Til anlæg var der afsat 68,8 mio. kr. i 2024, og der forventes overført 30,5 mio. kr. til 2025.",
         [("total", "adopted_budget", "68,8 mio. kr.", "pass"),
          ("total", "expected_carryover", "30,5 mio. kr.", "pass")]),
        ("Driftsudgifter", "Udvalget havde et korrigeret budget på 123,9 mio. kr. og brugte 136,3 mio. kr.",
         [("total", "revised_budget", "123,9 mio. kr.", "pass"), ("total", "actual", "136,3 mio. kr.", "pass")]),
        ("Driftsudgifter", "Regnskabet viser et merforbrug på 12 mio. kr. i forhold til det korrigerede budget.",
         [("total", "variance", "12 mio. kr.", "pass")]),
        ("Beretning", "Driften endte med et merforbrug på 12,4 mio. kr., og anlæg kostede 104,0 mio. kr.",
         [("total", "variance", "12,4 mio. kr.", "pass"), ("total", "actual", "104,0 mio. kr.", "pass")]),
        ("Driftsudgifter", "Renovation mv. endte med et merforbrug på 2,5 mio. kr.",
         [("10.26 Renovation mv.", "variance", "2,5 mio. kr.", "fail")]),
    ],
)  # fmt: skip
def test_other_wordings(heading: str, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert sorted(told(prose(heading, text))) == sorted(expected)


def test_the_sign_is_in_the_words() -> None:
    assert [check.status for check in prose("Driftsudgifter", "Året gav et mindreforbrug på 12,4 mio. kr.")] == ["fail"]


def test_a_table_that_prints_what_is_left_of_the_budget_turns_the_sign() -> None:
    text = "Året gav et merforbrug på 12,4 mio. kr."
    assert [check.status for check in prose("Driftsudgifter", text, variance="-12.394")] == ["pass"]


def test_the_rounding_is_that_of_the_text_to_the_last_krone() -> None:
    assert [check.status for check in prose("Driftsudgifter", "Regnskabet endte på 136 mio. kr.")] == ["pass"]
    assert [check.status for check in prose("Driftsudgifter", "Regnskabet endte på 136,4 mio. kr.")] == ["fail"]
    assert [check.status for check in prose("Driftsudgifter", "Regnskabet endte på 136.343.000 kr.")] == ["pass"]


def test_a_figure_is_tested_on_its_first_statement_only() -> None:
    found = prose("Driftsudgifter", "Regnskabet endte på 136,3 mio. kr. Regnskabet endte på 99 mio. kr.")
    assert told(found) == [("total", "actual", "136,3 mio. kr.", "pass")]


@pytest.mark.parametrize(
    "text",
    [
        "Tallene, der her er tale om, er 1,7 mio. kr., 5,3 mio. kr.",
        "De vigtigste afvigelser er 9,3 mio. kr. og 12,8 mio. kr.",
        "Ældreområdet havde et merforbrug på 10 mio. kr.",
        "Vintertjeneste gav et merforbrug på 8 mio. kr.",
        "Skolerne har et mindreforbrug på 3,2 mio. kr.",
        "I 2023 endte regnskabet på 120 mio. kr.",
        "I 2022-2024 endte regnskabet på 400 mio. kr.",
        "Regnskabet ligger 12,4 mio. kr. over budgettet.",
        "Forbruget steg med 8 mio. kr.",
        "Der ventes et merforbrug på 5 mio. kr.",
        "Ved 2. budgetopfølgning blev der meldt et mindreforbrug på 4 mio. kr.",
        "Regnskabet viser et merforbrug på 32 mio. kr. i forhold til det oprindelige budget.",
        "Heraf er 3 mio. kr. brugt til drift.",
        "Regnskabet viser, at der til folkeskolen er brugt 466 mio. kr.",
        "Et mindreforbrug på vejene på 2,1 mio. kr. betyder, at driften holder.",
        "Der er brugt 5 mio. kr. på nye busser.",
        "Budgettet blev forhøjet med 4 mio. kr. til drift.",
        "Driften kostede ca. 130 mio. kr.",
        "Der blev givet en tillægsbevilling på 4 mio. kr. til drift.",
        "Regnskabet indeholder en ekstraordinær indtægt på 3 mio. kr.",
        "Inden for servicerammen endte regnskabet på 100 mio. kr.",
        "Kommunen brugte 4,2 mia. kr. på drift i 2024.",
        "I regnskabet indgår 14 mio. kr. fra puljer.",
        "Der er afsat 5 mio. kr. til klimasikring.",
        "• Regnskabet endte på 99 mio. kr.",
        "Merforbruget på 12,4 mio. kr. skyldes især et merforbrug på 7,0 mio. kr. på renovationsområdet.",
        "Af regnskabet på 136,3 mio. kr. gik 100 mio. kr. til løn.",
    ],
)
def test_an_amount_about_something_else_is_left_alone(text: str) -> None:
    assert prose("Driftsudgifter", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Regnskabet endte på 136,3 mio. kr. mod 120,1 mio. kr. i 2023.",
        "Regnskabet endte på 136,3 mio. kr., hvilket er 3 mio. kr. mere end i 2023.",
    ],
)
def test_a_part_beside_the_whole_is_left_alone(text: str) -> None:
    assert [check.status for check in prose("Driftsudgifter", text)] == ["pass"]


def test_below_the_first_paragraph_only_what_names_its_table_counts() -> None:
    found = prose("Driftsudgifter", "Regnskabet endte på 136,3 mio. kr.", "Året gav et merforbrug på 2 mio. kr.")
    assert [check.measure for check in found] == ["actual"]


def test_no_check_where_the_heading_names_no_table_and_the_sentence_neither() -> None:
    assert prose("Udvalgets beretning", "Året gav et merforbrug på 2 mio. kr.") == []
