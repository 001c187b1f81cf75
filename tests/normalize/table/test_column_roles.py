from collections.abc import Sequence

import pytest

from normalize.danish.spelling import Spelling
from normalize.pages.placed_tables import place
from normalize.table.column_roles import figure_columns, roles_of
from normalize.table.logical_table import PrintedTable, grid_of
from normalize.table.stitch import stitch
from normalize.wording.table_words import NO_WORDS, Words
from tests.normalize.layouts import CAPITAL_HEAD, OPERATING_HEAD, STATUS_HEAD, captioned, page, table

BODY = ["10.26 Renovation", "1.000", "1.100", "1.200", "100"]


def grid(rows: Sequence[Sequence[str]], words: Words, caption: str | None = None, head: int = 1) -> PrintedTable:
    items = captioned(caption, rows, head=head) if caption else (table(rows, head=head),)
    return grid_of(stitch(place([page(1, *items)], words), words, Spelling())[0], words)


@pytest.mark.parametrize(
    ("caption", "head", "kind"),
    [
        ("Tabel 1. Udvalgets driftsudgifter i 2024", OPERATING_HEAD, "operating"),
        ("Tabel 2. Udvalgets finansieringsposter i 2024", OPERATING_HEAD, "financing"),
        ("Tabel 3. Anlægsvirksomhed på området – regnskab 2024", CAPITAL_HEAD, "capital"),
        (None, OPERATING_HEAD, "operating"),
        (None, CAPITAL_HEAD, "capital"),
        (None, ["Indsatser på bevillingsrammen (1.000 kr.)", *OPERATING_HEAD[1:]], "operating"),
        ("Tabel 4. Tilskud", ["Forening", *OPERATING_HEAD[1:]], "other"),
        ("Tabel 5. Driftsudgifter", ["Driftsvirksomhed", "Indbyggere", "Areal", "Tæthed", "År"], "other"),
    ],
)
def test_the_caption_then_the_head_tell_the_kind(words: Words, caption: str | None, head: list[str], kind: str) -> None:
    assert roles_of(grid([head, BODY], words, caption), words, 2024).kind == kind


def test_without_a_profile_every_table_is_other() -> None:
    assert roles_of(grid([OPERATING_HEAD, BODY], NO_WORDS), NO_WORDS, None).kind == "other"


def test_a_table_without_telling_words_is_known_by_its_codes(words: Words) -> None:
    head = ["1.000 kr.", *CAPITAL_HEAD[1:]]
    projects = [[f"A00512{n} Tag", "1", "2", "3", "4"] for n in range(4)]
    assert roles_of(grid([head, *projects], words), words, 2024).kind == "capital"
    frames = [[f"10.2{n} Veje", "1", "2", "3", "4"] for n in range(4)]
    assert roles_of(grid([["1.000 kr.", *OPERATING_HEAD[1:]], *frames], words), words, 2024).kind == "operating"


@pytest.mark.parametrize(
    "head",
    [
        OPERATING_HEAD,
        ["Drift", "Oprindeligt budget 2023", "Korrigeret budget 2023", "Regnskab 2023", "Afvigelse"],
        ["Drift", "Vedttaget budget 2024 (1)", "Korr. budget", "Forbrug 2024", "Mer-/mindreforbrug"],
        ["Drift", "Budget 2024", "Korrigeret\nbudget 2024", "Regn-\nskab 2024", "Difference (3-2)"],
    ],
)
def test_publishers_word_the_same_measures_in_many_ways(words: Words, head: list[str]) -> None:
    measures = roles_of(grid([head, BODY], words), words, 2024).measures
    assert list(measures.values()) == ["adopted_budget", "revised_budget", "actual", "variance"]


def test_the_carry_over_is_told_with_and_without_its_year(words: Words) -> None:
    for text in ("Forventede overførsler", "Overførsel til 2024", "Overføres til 2025"):
        roles = roles_of(grid([[*CAPITAL_HEAD[:4], text], BODY], words), words, 2023)
        assert roles.measures[4] == "expected_carryover"


def test_of_two_years_the_reports_own_is_taken_and_the_other_has_a_reason(words: Words) -> None:
    head = ["Drift", "Regnskab 2023", "Budget 2024", "Regnskab 2024", "Pct."]
    roles = roles_of(grid([head, BODY], words), words, 2024)
    assert dict(roles.measures) == {2: "adopted_budget", 3: "actual"}
    assert set(roles.reasons) == {0, 1, 4}


def test_a_status_table_is_told_by_its_head(words: Words) -> None:
    rows = [STATUS_HEAD, ["3.5.", "Campus", "Det har værdi.", "Udsat"]]
    roles = roles_of(grid(rows, words), words, 2024)
    assert roles.kind == "status"
    assert dict(roles.status) == {0: "item_no", 1: "topic", 2: "description", 3: "status"}


def test_columns_of_mostly_amounts_are_figure_columns() -> None:
    rows = [["A", "1", "x"], ["B", "2", "3"], ["C", "n", "y"]]
    assert figure_columns(grid(rows, NO_WORDS, head=0)) == {1}


@pytest.mark.parametrize(
    ("head", "measure"),
    [
        ("Opr. vedt. budget 2025", "adopted_budget"),
        ("Oprindelig bevilling", "adopted_budget"),
        ("Korrigeret budget inkl. overførsler", "revised_budget"),
        ("Ajourført budget 2025", "revised_budget"),
        ("Årsregnskab 2025", "actual"),
        ("Realiseret forbrug", "actual"),
        ("Afvigelse ift. korr. budget", "variance"),
        ("Mindre-/merforbrug", "variance"),
        ("Forv. overførsler til 2026", "expected_carryover"),
        ("Overførsler fra 2025 til 2026", "expected_carryover"),
        ("Forbrug i %", None),
        ("Afvigelse i pct.", None),
        ("Afvigelse ift. oprindeligt budget", None),
        ("Overførsler fra 2024", None),
        ("Anlægsbevilling", None),
    ],
)
def test_heads_of_other_years_and_places_name_their_measure_and_shares_name_none(
    words: Words, head: str, measure: str | None
) -> None:
    assert words.measure(head) == measure


def test_figures_before_the_first_measure_are_no_part_of_the_label(words: Words) -> None:
    head = ["Driftsvirksomhed", "Regnskab 2023", "Vedtaget budget 2024", "Korrigeret budget 2024", "Regnskab 2024"]
    rows = [[f"10.2{n} Veje", "900", "1.000", "1.100", "1.200"] for n in range(3)]
    roles = roles_of(grid([head, *rows], words), words, 2024)
    assert (roles.labels, roles.measures) == (1, {2: "adopted_budget", 3: "revised_budget", 4: "actual"})
    coded = [["10.26", "Renovation", *BODY[1:]], ["10.30", "Trafik", *BODY[1:]]]
    roles = roles_of(grid([["Nr.", "Driftsvirksomhed", *OPERATING_HEAD[1:]], *coded], words), words, 2024)
    assert roles.labels == 2


@pytest.mark.parametrize(
    ("heading", "committee"),
    [
        ("Udvalget for Klima og Miljø", "Udvalget for Klima og Miljø"),
        ("Miljø- & Teknikudvalget", "Miljø- & Teknikudvalget"),
        ("Socialudvalget 2025", "Socialudvalget"),
        ("KLIMA- OG MILJØUDVALGET", "KLIMA- OG MILJØUDVALGET"),
        ("Udvalgets beretning", None),
        ("Udvalget for de kommende år", None),
    ],
)
def test_committees_are_named_in_several_ways(words: Words, heading: str, committee: str | None) -> None:
    assert words.committee(heading) == committee
