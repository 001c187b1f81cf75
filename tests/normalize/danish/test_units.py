import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.danish.numbers import Parsed, parse_number
from normalize.danish.units import (
    BILLION,
    KRONER,
    MILLION,
    THOUSAND,
    UNITS,
    Unit,
    find_unit,
    half_unit,
    published_unit,
    resolve_lines,
    to_kroner,
)

MIXED = Path(__file__).parent / "data" / "mixed_units.csv"


def parsed(rows: Sequence[Sequence[str]]) -> list[list[Parsed | None]]:
    return [[parse_number(text) for text in row] for row in rows]


@pytest.mark.parametrize(
    ("text", "unit", "printed"),
    [
        ("Driftsvirksomhed (1.000 kr.)", THOUSAND, "1.000 kr."),
        ("1000 kr", THOUSAND, "1000 kr"),
        ("1 000 kr.", THOUSAND, "1 000 kr."),
        ("1\u00a0000 kr.", THOUSAND, "1\u00a0000 kr."),
        ("hele 1.000 kr.", THOUSAND, "1.000 kr."),
        ("Beløb i kr. 1.000", THOUSAND, "kr. 1.000"),
        ("Budget 2024 1.000 kr.", THOUSAND, "1.000 kr."),
        ("2024-priser, 1.000 kr.", THOUSAND, "1.000 kr."),
        ("tkr.", THOUSAND, "tkr."),
        ("t.kr.", THOUSAND, "t.kr."),
        ("T. kr.", THOUSAND, "T. kr."),
        ("TDKK", THOUSAND, "TDKK"),
        ("DKK '000", THOUSAND, "DKK '000"),
        ("i tusinde kr.", THOUSAND, "tusinde kr."),
        ("beløb i 1.000", THOUSAND, "1.000"),
        ("i hele tusinder", THOUSAND, "tusinder"),
        ("Anlægsvirksomhed (mio. kr.)", MILLION, "mio. kr."),
        ("i mio. kr.", MILLION, "mio. kr."),
        ("mio.kr.", MILLION, "mio.kr."),
        ("Mio kr", MILLION, "Mio kr"),
        ("mill. kr.", MILLION, "mill. kr."),
        ("millioner kroner", MILLION, "millioner kroner"),
        ("DKK mio.", MILLION, "DKK mio."),
        ("mDKK", MILLION, "mDKK"),
        ("1.000.000 kr.", MILLION, "1.000.000 kr."),
        ("Likviditet** (mio. kr.)", MILLION, "mio. kr."),
        ("Budget 2024 mio. kr.", MILLION, "mio. kr."),
        ("Tabel 5. Mio. kr.", MILLION, "Mio. kr."),
        ("mia. kr.", BILLION, "mia. kr."),
        ("Mia.kr.", BILLION, "Mia.kr."),
        ("milliarder kroner", BILLION, "milliarder kroner"),
        ("Måltal (kr.)", KRONER, "kr."),
        ("Regnskab 2024 kr.", KRONER, "kr."),
        ("kr. pr. borger", KRONER, "kr."),
        ("kroner", KRONER, "kroner"),
        ("DKK", KRONER, "DKK"),
        ("Projekter over 3 mio. kr. (1.000 kr.)", THOUSAND, "1.000 kr."),
        ("Kredit i mio. kr., opgjort pr. borger (kr.)", KRONER, "kr."),
    ],
)
def test_units_in_heads_captions_and_labels(text: str, unit: Unit, printed: str) -> None:
    assert find_unit(text) == unit
    assert published_unit(text) == printed


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "Budget 2024",
            "Kreditorer",
            "krav",
            "Mikroskop",
            "mioner",
            "Skr.",
            "bkr.",
            "1.000",
            "(3)-(2)=(4)",
            "pct.",
        ),
        *("over 5 mio. kr.", "afsat 22,5 mio. kr.", "100.000 kr.", "11.000 kr.", "10 kr", "1.000.000.000 kr."),
    ],
)
def test_texts_that_name_no_unit(text: str) -> None:
    assert find_unit(text) is None
    assert published_unit(text) is None


def test_amounts_in_kroner() -> None:
    assert to_kroner(Decimal("52.509"), MILLION) == Decimal(52_509_000)
    assert to_kroner(Decimal(-3), THOUSAND) == Decimal(-3_000)


@pytest.mark.parametrize(
    ("decimals", "unit", "half"),
    [(0, THOUSAND, "500"), (3, MILLION, "500"), (1, MILLION, "50000"), (2, KRONER, "0.005")],
)
def test_half_a_published_unit(decimals: int, unit: Unit, half: str) -> None:
    assert half_unit(decimals, unit) == Decimal(half)


def test_a_total_in_millions_over_lines_in_thousands() -> None:
    """A published table headed "mio. kr." with two wrong totals of three: the amounts are those of its reference."""
    with MIXED.open(encoding="utf-8", newline="") as file:
        rows = [list(row) for row in csv.reader(file)][1:]
    resolved = resolve_lines(parsed([row[:4] for row in rows]), MILLION)
    assert [inferred for _, inferred in resolved] == [False] + [True] * (len(rows) - 1)
    for row, (unit, _) in zip(rows, resolved, strict=True):
        for text, amount in zip(row[:4], row[4:], strict=True):
            figure = parse_number(text)
            assert (None if figure is None else to_kroner(figure.value, unit)) == (Decimal(amount) if amount else None)


def units(rows: list[list[str]], stated: Unit) -> list[str]:
    return [unit.name for unit, _ in resolve_lines(parsed(rows), stated)]


T, M, B, K = THOUSAND.name, MILLION.name, BILLION.name, KRONER.name


@pytest.mark.parametrize(
    ("rows", "stated", "expected"),
    [
        pytest.param([["5,5", "7,0"], ["4.500", "6.000"], ["1.000", "1.000"]], MILLION, [M, T, T], id="total first"),
        pytest.param([["4.500", "6.000"], ["1.000", "1.000"], ["5,5", "7,0"]], MILLION, [T, T, M], id="total last"),
        pytest.param([["5,5", "7,0"], ["4.500", "6.000"], ["1.000", "1.000"]], THOUSAND, [M, T, T], id="head of lines"),
        pytest.param(
            [["5.500", "7.000"], ["4,500", "6,000"], ["1,000", "1,000"]], MILLION, [T, M, M], id="total finer"
        ),
        pytest.param([["1,5", "2,5"], ["900", "2.000"], ["600", "500"]], BILLION, [B, M, M], id="billions"),
        pytest.param(
            [["1,5", "2,5"], ["900.000", "2.000.000"], ["600.000", "500.000"]], MILLION, [M, K, K], id="kroner"
        ),
        pytest.param(
            [["0,505", "0"], ["1,241", "1,000"], ["0,300", "0"], ["1.467", "0"]], MILLION, [M, M, M, T], id="one line"
        ),
        pytest.param(
            [["5,500", ""], ["0", ""], ["4.500", ""], ["1.000", "R"]], MILLION, [M, T, T, T], id="zeros follow"
        ),
        pytest.param(
            # Frames and items under the total count each krone twice: no plain sum, but a thousandfold one.
            [["5,500", "7,000"], ["5.500", "7.000"], ["4.500", "6.000"], ["1.000", "1.000"]],
            MILLION,
            [M, T, T, T],
            id="sub-totals",
        ),
    ],
)
def test_lines_in_another_unit_than_stated(rows: list[list[str]], stated: Unit, expected: list[str]) -> None:
    assert units(rows, stated) == expected
    assert [inferred for _, inferred in resolve_lines(parsed(rows), stated)] == [
        name != stated.name for name in expected
    ]


@pytest.mark.parametrize(
    ("rows", "stated"),
    [
        pytest.param([], MILLION, id="no line"),
        pytest.param([["0", "0", "0,062", "0"], ["0", "0", "0,062", ""]], MILLION, id="all decimals"),
        pytest.param([["15,5"], ["12"], ["3,5"]], MILLION, id="whole millions among decimals"),
        pytest.param([["15,5", "20"], ["12", "15"], ["3,5", "5"]], MILLION, id="lines of both kinds"),
        pytest.param([["40.000", "39.676"], ["1.000", "193"]], MILLION, id="all whole"),
        pytest.param([["3,900", "10,921"], ["1,000", "0"], ["5", "5"]], MILLION, id="a small whole figure"),
        pytest.param([["52.509", "3,1 %"], ["40.000", "2,9 %"], ["12.509", "4 %"]], THOUSAND, id="a column of shares"),
        pytest.param([["52.509", "3,1"], ["40.000", "2,9"], ["12.509", "4"]], THOUSAND, id="shares without a sign"),
        pytest.param(
            [["52.509", "60.000"], ["40,000", "48.000"], ["12.509", "12.000"]], THOUSAND, id="a misprinted comma"
        ),
        pytest.param(
            [["25,6", "26,1"], ["1.250", "1.300"], ["1.900", "1.700"]], MILLION, id="a tax rate above amounts"
        ),
        pytest.param([["0.539", "1,000"], ["0,539", "0,500"], ["0", "0,500"]], MILLION, id="a misprinted point"),
        pytest.param([["5,5"], ["5.500 kr."]], MILLION, id="a unit of its own"),
        pytest.param([["", "R"], ["0", "-"]], MILLION, id="no figures"),
    ],
)
def test_nothing_is_inferred_in_ordinary_tables(rows: list[list[str]], stated: Unit) -> None:
    assert resolve_lines(parsed(rows), stated) == [(stated, False)] * len(rows)


WHOLE = st.lists(st.lists(st.integers(-999_999, 999_999), min_size=3, max_size=3), min_size=2, max_size=12)


@given(WHOLE, st.sampled_from(UNITS))
def test_tables_of_whole_figures_are_in_the_stated_unit(table: list[list[int]], stated: Unit) -> None:
    rows = [[f"{value:,}".replace(",", ".") for value in line] for line in table]
    assert resolve_lines(parsed(rows), stated) == [(stated, False)] * len(rows)


@given(st.lists(st.lists(st.integers(1, 999_999), min_size=3, max_size=3), min_size=2, max_size=12))
def test_a_right_total_in_millions_tells_the_unit_of_its_lines(table: list[list[int]]) -> None:
    total = [f"{sum(column) // 1000},{sum(column) % 1000:03}" for column in zip(*table, strict=True)]
    rows = [total] + [[f"{value:,}".replace(",", ".") for value in line] for line in table]
    assert resolve_lines(parsed(rows), MILLION) == [(MILLION, False)] + [(THOUSAND, True)] * len(table)
    assert resolve_lines(parsed(rows), THOUSAND) == [(MILLION, True)] + [(THOUSAND, False)] * len(table)
