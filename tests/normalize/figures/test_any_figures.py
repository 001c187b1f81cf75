from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalize.model import CellFigure, Report
from schemas.profile.load import load_profile
from schemas.profile.wordless import WORDLESS
from tests.normalize.layouts import CAPITAL_HEAD, captioned, line, page, read_report

HEADING = line("Regnskabets hovedtal", 60.0, "heading", size=15.0, bold=True)


def read(rows: Sequence[Sequence[str]], caption: str = "Tabel 1. Oversigt", profile: str | None = "dansk-kommune",
         head: int = 1, bold: Sequence[int] = (), text: str = "") -> Report:  # fmt: skip
    above = (line(text, 80.0),) if text else ()
    words = load_profile(profile) if profile else WORDLESS
    layout = page(1, HEADING, *above, *captioned(caption, rows, head=head, bold=bold))
    return read_report([layout], words, report_id="r")


def by_text(report: Report) -> dict[str, CellFigure]:
    return {figure.published: figure for figure in report.figures}


def test_a_unit_in_the_head_the_caption_or_the_document_is_taken_and_its_place_is_flagged() -> None:
    rows = [["Område", "Budget 2024", "Regnskab 2024"], ["Skoler", "1.200", "1.300"], ["Veje", "400", "500"]]
    cases = {
        "unit_from_caption": read(rows, "Tabel 1. Udgifter (1.000 kr.)"),
        "unit_from_document": read(rows, "Tabel 1. Udgifter", text="Alle beløb er i 1.000 kr."),
    }
    for flag, report in cases.items():
        figure = by_text(report)["1.300"]
        assert (figure.quantity, figure.unit, figure.amount, figure.year) == (
            "money", "1.000 kr.", Decimal(1_300_000), 2024)  # fmt: skip
        assert flag in figure.flags
    stated = by_text(read([["Område (mio. kr.)", *rows[0][1:]], *rows[1:]]))["400"]
    assert (stated.amount, stated.flags) == (Decimal(400_000_000), ())


def test_money_without_a_unit_anywhere_has_no_amount() -> None:
    figure = by_text(read([["Område", "Budget"], ["Skoler", "1.200"], ["Veje", "400"]]))["400"]
    assert (figure.quantity, figure.unit, figure.amount) == ("money", None, None)
    assert "unit_unknown" in figure.flags


def test_what_counts_no_kroner_is_no_amount() -> None:
    rows = [
        ["Område (1.000 kr.)", "Regnskab 2024", "Andel i pct.", "Antal elever", "Konto nr."],
        ["Skoler", "1.200", "75,0", "812", "40112233"],
        ["Børnehaver", "400", "25,0", "95", "40112234"],
        ["Antal pladser", "33", "", "", ""],
        ["Renter", "12 %", "", "", ""],
    ]
    found = {text: (f.quantity, f.amount) for text, f in by_text(read(rows)).items()}
    assert found == {
        "1.200": ("money", Decimal(1_200_000)),
        "75,0": ("percent", None),
        "812": ("count", None),
        "40112233": ("code", None),
        "400": ("money", Decimal(400_000)),
        "25,0": ("percent", None),
        "95": ("count", None),
        "40112234": ("code", None),
        "33": ("count", None),
        "12 %": ("percent", None),
    }


def test_a_share_in_a_label_tells_of_the_label_only() -> None:
    rows = [["Ydelse (1.000 kr.)", "2024"], ["Sygedagpenge, 50 pct. refusion", "700"], ["Fleksjob", "900"]]
    assert by_text(read(rows))["700"].amount == Decimal(700_000)


def test_a_line_in_a_unit_of_its_own_and_a_figure_with_one() -> None:
    rows = [["Nøgletal (mio. kr.)", "2024"], ["Gæld", "12,5"], ["Gæld pr. indbygger (kr.)", "8.000"],
            ["Likviditet", "300 kr."], ["Formue", "2,0"]]  # fmt: skip
    figures = by_text(read(rows))
    assert [figures[t].amount for t in ("12,5", "8.000", "300 kr.")] == [
        Decimal(12_500_000),
        Decimal(8000),
        Decimal(300),
    ]
    assert "unit_from_label" in figures["8.000"].flags


def test_the_paths_are_the_stacked_heads_and_the_lines_above() -> None:
    rows = [
        ["1.000 kr.", "Regnskab 2023", "Regnskab 2024"],
        ["Indtægter", "", ""],
        ["Skatter", "900", "950"],
        ["Tilskud", "100", "150"],
        ["I alt", "1.000", "1.100"],
        ["Udgifter", "", ""],
        ["Skoler", "500", "530"],
        ["I alt", "500", "530"],
    ]
    report = read(rows)
    paths = [(f.row_path, f.year) for f in report.figures if f.column == 2]
    assert paths == [
        (("Indtægter", "Skatter"), 2024),
        (("Indtægter", "Tilskud"), 2024),
        (("Indtægter", "I alt"), 2024),
        (("Udgifter", "Skoler"), 2024),
        (("Udgifter", "I alt"), 2024),
    ]
    assert {f.column_path for f in report.figures if f.column == 1} == {("Regnskab 2023",)}


@pytest.mark.parametrize(("sums", "path"), [(True, ("Skoler", "Drift")), (False, ("Drift",))])
def test_lines_in_bold_head_those_below_that_they_sum_up(sums: bool, path: tuple[str, ...]) -> None:
    parts = [["Løn", "70", "75"], ["Drift", "30", "35"]]
    total = ["Skoler", "100", "110"]
    rows = [["mio. kr.", "2023", "2024"], *([total, *parts] if sums else [*parts, total])]
    report = read(rows, bold=[1] if sums else [3])
    assert by_text(report)["35"].row_path == path


@pytest.mark.parametrize(
    ("head", "year"),
    [("Regnskab 2024", 2024), ("31.12.2023", 2023), ("Skoleåret 2024/25", 2024), ("2024-2027", None),
     ("Budget (2025-priser)", None)],
)  # fmt: skip
def test_the_year_is_the_heads_own(head: str, year: int | None) -> None:
    assert by_text(read([["mio. kr.", head, "Andet"], ["Gæld", "5,5", "1,0"]]))["5,5"].year == year


def test_figures_of_known_tables_have_the_datasets_amounts() -> None:
    total = ["Årets resultat", "2,500", "3,062", "0,168", ""]
    projects = [["A005358 Køb", "0", "62", "168", "R"], ["A005410 Tag", "2,500", "3,000", "0", "0,500"]]
    rows = [CAPITAL_HEAD, total, *projects, ["A005411 Dør", "0", "2.000", "1.000", "1.000"]]
    report = read(rows, "Tabel 3. Anlæg")
    every = {(f.cell_row, f.column): (f.amount, f.unit) for f in report.figures}
    known = {(f.cell_row, f.column): (f.amount, f.unit) for f in report.capital if f.amount is not None}
    assert known
    assert {place: every[place] for place in known} == known


def test_without_any_words_every_number_is_there() -> None:
    rows = [["Område (1.000 kr.)", "2023", "2024"], ["Skoler", "1.200", "1.300"], ["Veje", "400", "-"]]
    report = read(rows, profile=None)
    assert [f.published for f in report.figures] == ["1.200", "1.300", "400", "-"]
    assert [f.amount for f in report.figures] == [Decimal(1_200_000), Decimal(1_300_000), Decimal(400_000), 0]
