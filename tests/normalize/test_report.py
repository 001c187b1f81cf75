from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import PageLayout
from normalize.model import Report
from normalize.report import first_text
from schemas.profile.load import Profile, load_profile
from schemas.profile.wordless import WORDLESS
from tests.normalize.layouts import CAPITAL_HEAD, OPERATING_HEAD, STATUS_HEAD, captioned, line, page, read_report, table

COMMITTEE = line("Klima- og Miljøudvalget", 60.0, "heading", size=15.0, bold=True)
OPERATING = [
    OPERATING_HEAD,
    ["Årets resultat", "3.000", "3.300", "3.600", "300"],
    ["10.26 Renovation mv.", "1.000", "1.100", "1.200", "100"],
    ["Storskrald", "1.000", "1.100", "1.200", "100"],
    ["10.30 Veje", "2.000", "2.200", "2.400", "200"],
    ["Busser", "2.000", "2.200", "", "-2.200"],
    ["Øvrige områder", "", "", "2.400", "2.400"],
]
CAPITAL = [
    CAPITAL_HEAD,
    ["Årets resultat", "2,500", "3,062", "0,168", ""],
    ["A005358 Køb af børnehus", "0", "0,062", "0,168", "R"],
    ["a005410 Tag på skole 2024", "2,500", "3,000", "0", "0,500"],
]
STATUS = [
    STATUS_HEAD,
    ["3.5.", "Campus", "Det har stor værdi, at skolerne\nsamles i et campus, bl.a. med", "Opgaven er placeret i 2025."],
]


def pages(committee: str = "Klima- og Miljøudvalg") -> list[PageLayout]:
    note = line('Note: "R" i kolonnen betyder regnskabsaflagt.', 330.0, "note", size=8.0, page=2)
    return [
        page(1, COMMITTEE, *captioned(f"Tabel 1. {committee}s driftsudgifter i 2024", OPERATING, head=1)),
        page(2, *captioned(f"Tabel 3. Anlægsvirksomhed på {committee}ets område", CAPITAL, number=2, head=1), note),
        page(3, *captioned("Tabel 2. Status på indsatser i Aftale om budget 2024", STATUS, number=3, head=1)),
        page(4, table([["", "", "en plads.", ""]], page=4, top=60.0)),
    ]


def read(layouts: Sequence[PageLayout], profile: Profile) -> Report:
    return read_report(layouts, profile, report_id="kommune-2024", title="Kommune · Årsrapport 2024")


def test_every_table_is_named_by_its_section_and_number(profile: Profile) -> None:
    report = read(pages(), profile)
    assert [t.table_id for t in report.tables] == [
        "kommune-2024/klima-og-miljoeudvalget/tabel-1",
        "kommune-2024/klima-og-miljoeudvalget/tabel-3",
        "kommune-2024/klima-og-miljoeudvalget/tabel-2",
    ]
    assert [t.kind for t in report.tables] == ["operating", "capital", "status"]
    assert report.publisher.fiscal_year == 2024


def test_figures_say_what_is_printed_and_what_it_amounts_to(profile: Profile) -> None:
    report = read(pages(), profile)
    busser = [f for f in report.operating if f.line.item == "Busser"]
    assert [(f.measure, f.published, f.amount) for f in busser] == [
        ("adopted_budget", "2.000", Decimal(2_000_000)),
        ("revised_budget", "2.200", Decimal(2_200_000)),
        ("actual", "", None),
        ("variance", "-2.200", Decimal(-2_200_000)),
    ]
    assert {(f.line.appropriation_code, f.committee, f.unit) for f in busser} == {
        ("10.30", "Klima- og Miljøudvalget", "1.000 kr.")
    }
    assert report.unplaced == ()


def test_a_marker_stands_for_itself_and_closes_its_project(profile: Profile) -> None:
    report = read(pages(), profile)
    house = [f for f in report.capital if f.line.project_code == "A005358"]
    assert [f.line.account_closed for f in house] == [True] * 4
    assert (house[3].amount, house[3].marker, house[3].marker_meaning) == (None, "R", "regnskabsaflagt")
    assert {f.line.project_code for f in report.capital} == {None, "A005358", "A005410"}


def test_a_status_line_cut_by_the_page_is_one_item_where_it_begins(profile: Profile) -> None:
    (item,) = read(pages(), profile).status
    assert item.description == "Det har stor værdi, at skolerne samles i et campus, bl.a. med en plads."
    assert (item.item_no, item.page, item.flags) == ("3.5", 3, ("row_continued",))


def test_the_committee_is_the_sections_and_a_caption_that_differs_is_flagged(profile: Profile) -> None:
    assert all(not t.flags for t in read(pages(), profile).tables)
    other = read(pages("Børne- og Skoleudvalg"), profile)
    assert {f.committee for f in other.operating} == {"Klima- og Miljøudvalget"}
    assert all("caption_names_other_committee" in t.flags for t in other.tables[:2])
    assert all("caption_names_other_committee" in f.flags for f in other.capital)


def test_a_failed_check_marks_its_result_and_its_suspect(profile: Profile) -> None:
    rows = [*CAPITAL[:3], ["A005410 Tag på skole 2024", "2,500", "3", "0", "0,500"]]
    rows[1] = ["Årets resultat", "2,500", "3,062", "0,618", ""]
    report = read([page(1, COMMITTEE, *captioned("Tabel 3. Anlæg", rows, head=1))], profile)
    failed = [c for c in report.checks if c.status == "fail"]
    assert [(c.measure, c.difference) for c in failed] == [("actual", Decimal(-450_000))]
    flagged = [(f.line.level, f.measure) for f in report.capital if "check_failed" in f.flags]
    assert flagged == [("total", "actual")]


def test_without_a_profile_cells_come_out_and_no_figures() -> None:
    report = read(pages(), WORDLESS)
    assert {t.kind for t in report.tables} == {"other"}
    assert (report.operating, report.capital, report.checks, report.unplaced) == ((), (), (), ())
    numbers = [c.number for c in report.tables[0].cells if c.role == "number"]
    assert len(numbers) == 21
    assert report.publisher.municipality is None


@pytest.mark.parametrize("with_profile", [True, False])
def test_every_cell_of_every_fragment_is_in_the_tables(profile: Profile, with_profile: bool) -> None:
    layouts = pages()
    report = read(layouts, profile if with_profile else WORDLESS)
    drawn = Counter((c.box, c.lines) for p in layouts for t in p.tables for c in t.cells)
    assert sum(len(t.cells) for t in report.tables) == sum(drawn.values())
    for t in report.tables:
        assert len({(c.row, c.column) for c in t.cells}) == len(t.cells)
        assert all(c.column + c.column_span <= t.n_columns for c in t.cells)


def test_two_tables_of_one_number_in_a_section_have_two_ids(profile: Profile) -> None:
    one = captioned("Tabel 1. Drift", OPERATING, head=1, top=200.0)
    two = captioned("Tabel 1. Drift", OPERATING, head=1, top=500.0)
    report = read([page(1, *one, line("Tekst."), *two, line("Tekst."), table([["a", "1"]]))], profile)
    assert [t.table_id for t in report.tables] == [
        "kommune-2024/front/tabel-1",
        "kommune-2024/front/tabel-1-2",
        "kommune-2024/front/p1-1",
    ]


def test_the_first_pages_text_leaves_tables_out() -> None:
    assert "Storskrald" not in first_text(pages())
    assert "Klima- og Miljøudvalget" in first_text(pages())


TEXTS = st.sampled_from(["", "1.234", "-5", "R", "Skoler", "10.26 Veje", "Årets resultat", "2024", "-", "I alt", "(1)"])
HEADS = st.sampled_from([OPERATING_HEAD, CAPITAL_HEAD, [*STATUS_HEAD, ""], ["", "a", "b", "c", "d"]])


@given(st.lists(st.tuples(HEADS, st.lists(st.lists(TEXTS, min_size=5, max_size=5), max_size=4)), max_size=4))
def test_any_tables_can_be_read_and_keep_their_cells(drawn: list[tuple[list[str], list[list[str]]]]) -> None:
    profile = load_profile("dansk-kommune")
    layouts = [page(n, table([head, *rows], page=n, head=1)) for n, (head, rows) in enumerate(drawn, 1)]
    report = read(layouts, profile)
    assert sum(len(t.cells) for t in report.tables) == sum(len(t.cells) for p in layouts for t in p.tables)
    numbers = sum(c.role == "number" for t in report.tables if t.kind not in ("other", "status") for c in t.cells)
    figures = [*report.operating, *report.financing, *report.capital]
    placed = {(f.table_id, f.cell_row, f.column) for f in figures}
    reasons = {(t, row, column) for t, row, column, _ in report.unplaced}
    stated = sum(
        (t.table_id, c.row, c.column) in placed | reasons
        for t in report.tables
        if t.kind not in ("other", "status")
        for c in t.cells
        if c.role == "number"
    )
    assert stated == numbers
    assert not placed & reasons
