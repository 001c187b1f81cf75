import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from normalize.danish.numbers import (
    IRREGULAR,
    among,
    decimals,
    is_nil,
    is_number,
    looks_like_year,
    parse_number,
    usual_decimals,
)
from normalize.danish.units import find_unit, to_kroner

PUBLISHED = Path(__file__).parent / "data" / "published_amounts.csv"
AMOUNTS = st.decimals(min_value=-(10**11), max_value=10**11, places=2, allow_nan=False)


def babel_reads(text: str) -> Decimal | None:
    """What the reference parser makes of a text of digits, points and commas."""
    try:
        value: Decimal = parse_decimal(text, locale="da", strict=True)
    except NumberFormatError:
        return None
    return value


def danish(value: Decimal) -> str:
    return format_decimal(value, locale="da_DK", decimal_quantization=False)


def published_amounts() -> list[tuple[str, str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [(row["published"], row["unit"], row["amount_dkk"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("published", "unit", "amount"), published_amounts())
def test_amounts_of_published_reports(published: str, unit: str, amount: str) -> None:
    parsed = parse_number(published)
    stated = find_unit(unit)
    assert parsed is not None
    assert stated is not None
    assert to_kroner(parsed.value, stated) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,89", "1234567.89"),
        ("0", "0"),
        ("0,000", "0.000"),
        ("-1,5", "-1.5"),
        ("\u22121,5", "-1.5"),
        ("–1,5", "-1.5"),
        ("\u20111,5", "-1.5"),
        ("- 1.234", "-1234"),
        ("1,5-", "-1.5"),
        ("1.234\u2212", "-1234"),
        ("(1,5)", "-1.5"),
        ("( 1.234 )", "-1234"),
        ("+5", "5"),
        ("1 234", "1234"),
        ("12 345 678,9", "12345678.9"),
        ("1\u00a0234", "1234"),
        ("1\u2009234", "1234"),
        ("1\u202f234", "1234"),
        ("\u2212\u00a01\u202f234,5", "-1234.5"),
        ("  7 \n", "7"),
    ],
)
def test_regular_figures(text: str, value: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert str(parsed.value) == value
    assert (parsed.percent, parsed.unit, parsed.footnote, parsed.flags) == (False, None, None, ())


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("kr. 1.234,-", "1234", "kr."),
        ("1.234,- kr.", "1234", "kr."),
        ("1.234,– kr", "1234", "kr"),
        ("1.234,00 kr.", "1234.00", "kr."),
        ("1.000 kr.", "1000", "kr."),
        ("-kr. 500", "-500", "kr."),
        ("kr. -500", "-500", "kr."),
        ("DKK 500", "500", "DKK"),
        ("3,5 mio. kr.", "3.5", "mio. kr."),
        ("3,5 mio.kr.", "3.5", "mio.kr."),
        ("(2,1) mia. kr.", "-2.1", "mia. kr."),
        ("(2,1 mia. kr.)", "-2.1", "mia. kr."),
        ("250 tkr.", "250", "tkr."),
        ("250 t.kr.", "250", "t.kr."),
        ("12.000 kroner", "12000", "kroner"),
    ],
)
def test_a_unit_beside_the_figure(text: str, value: str, unit: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert (str(parsed.value), parsed.unit, parsed.flags) == (value, unit, ())


@pytest.mark.parametrize(
    ("text", "value"),
    [("12 %", "12"), ("12%", "12"), ("-1,2 pct.", "-1.2"), ("3 pct", "3"), ("99,5 procent", "99.5"), ("(4) %", "-4")],
)
def test_shares(text: str, value: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert (str(parsed.value), parsed.percent) == (value, True)


@pytest.mark.parametrize(
    ("text", "value", "mark"),
    [
        ("17.755*", "17755", "*"),
        ("17.755**", "17755", "**"),
        ("*17.755", "17755", "*"),
        ("937,0 2)", "937.0", "2)"),
        ("1 234 2)", "1234", "2)"),
        ("937,0 a)", "937.0", "a)"),
        ("937,0¹", "937.0", "¹"),
        ("-937,0 ²³", "-937.0", "²³"),
        ("12¹⁾", "12", "¹⁾"),
        ("12 [3]", "12", "[3]"),
        ("12* %", "12", "*"),
        ("12 %*", "12", "*"),
        ("(12)*", "-12", "*"),
    ],
)
def test_marks_of_notes(text: str, value: str, mark: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert (str(parsed.value), parsed.footnote, parsed.flags) == (value, mark, ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.539", "539"),
        ("-0.539", "-539"),
        ("1000", "1000"),
        ("1234,5", "1234.5"),
        ("1234.567", "1234567"),
        ("1.23", "1.23"),
        ("10.26", "10.26"),
        ("1000.5", "1000.5"),
        ("0.1234", "0.1234"),
        (",5", "0.5"),
        ("007", "7"),
        ("1,234,567", "1234567"),
        ("1,234.50", "1234.50"),
        ("1'234'567,8", "1234567.8"),
        ("-1’234", "-1234"),
        ("17.7551)", "17755"),
        ("(-5)", "-5"),
        ("44772000", "44772000"),
    ],
)
def test_digits_that_break_the_grammar_and_leave_one_reading(text: str, value: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert (str(parsed.value), parsed.flags) == (value, (IRREGULAR,))


@pytest.mark.parametrize(
    ("text", "usual", "value"),
    [
        ("0.539", 0, "539"),
        ("0.539", 3, "0.539"),
        ("-0.539 ", 3, "-0.539"),
        ("1.539", 3, "1539"),
        ("0.539,5", 3, "539.5"),
    ],
)
def test_a_group_of_zero_thousands_is_a_decimal_point_among_three_decimals(text: str, usual: int, value: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert str(among(parsed, usual).value) == value


def test_usual_decimals_are_those_of_most_figures_that_are_not_zero() -> None:
    assert usual_decimals(map(parse_number, ["0", "0", "0", "0,505", "1,000", "7", "R", ""])) == 3
    assert usual_decimals(map(parse_number, ["12", "1,5"])) == 0
    assert usual_decimals(map(parse_number, ["", "R", "0"])) == 0


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "R", "Budget", "kr.", "mio. kr.", "%", "*", "-", "–", "..", "(", "()", "( )"),
        *("31.12.2024", "1. januar 2024", "31.12.24", "2024-2027", "2024/25", "12:30", "1-2"),
        *("A005358", "3.3.5.", "3.5.", "1.", "10.26.01", "3.100.12", "12)", "(12", "1,5)", "§ 32"),
        *("44 77 20 00", "4477 2000", "1234 567", "12 34", "123 4567", "010203-1234", "25/00168"),
        *("1.234 567", "1.000 1.000", "1.2345", "1.234.56", "1.234.5", "1,2,3", "1..2", "1.,2", "1,", "1.234,"),
        *("937,02)", "-5-", "(+5)", "--5", "- -5", "kr. 5 kr.", "5** *", "12 stk.", "5 kr. pr. borger"),
        *("NaN", "Infinity", "1e5", "1_000", "٣", "½", "²", "0x1F", "1234567890123456", "1." * 500),
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert parse_number(text) is None
    assert not is_number(text)
    assert decimals(text) == 0


@pytest.mark.parametrize("text", ["-", "–", "—", "\u2212", "..", ".", "…", " - ", "- -", "---", "-,-", "–,–"])
def test_signs_for_nothing(text: str) -> None:
    assert is_nil(text)
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["", " ", "0", "R", "-5", "x", ",", "*"])
def test_what_is_no_sign_for_nothing(text: str) -> None:
    assert not is_nil(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("1.234", 0), ("1,5", 1), ("0,000", 3), ("(1,25)", 2), ("5,- kr.", 0), ("1,50*", 2), ("0.539", 0)],
)
def test_decimals_as_printed(text: str, count: int) -> None:
    assert decimals(text) == count


def test_years_are_irregular_figures_that_look_like_years() -> None:
    parsed = parse_number("2024")
    assert parsed is not None
    assert parsed.flags == (IRREGULAR,)
    assert looks_like_year(" 2024 ")
    assert looks_like_year("1999")
    assert not any(map(looks_like_year, ("2.024", "-2024", "2024*", "1824", "20245", "R2024", "")))


def test_a_negative_zero_is_zero() -> None:
    parsed = parse_number("-0,00")
    assert parsed is not None
    assert str(parsed.value) == "0.00"


@given(AMOUNTS)
def test_every_danish_figure_comes_back_exactly(value: Decimal) -> None:
    parsed = parse_number(danish(value))
    assert parsed is not None
    assert parsed.value == value
    assert parsed.flags == ()


@given(
    AMOUNTS.filter(lambda value: value < 0),
    st.sampled_from(
        ["-{}", "\u2212{}", "–{}", "- {}", "{}-", "({})", "{}\u2212", "-{} kr.", "({}) %", "-{}*", "-{} 2)"]
    ),
    st.sampled_from([".", " ", "\u00a0", "\u2009", "\u202f"]),
)
def test_no_way_to_print_a_minus_or_a_group_changes_the_value(value: Decimal, way: str, group: str) -> None:
    parsed = parse_number(way.format(danish(-value).replace(".", group)))
    assert parsed is not None
    assert parsed.value == value
    assert parsed.flags == ()


@given(st.text(alphabet="0123456789.,", max_size=14))
@example("1.23")
@example("0.539")
def test_digits_are_read_as_the_reference_parser_reads_them(text: str) -> None:
    parsed, reference = parse_number(text), babel_reads(text)
    if reference is not None and re.search("[0-9]$", text):
        assert parsed is not None
        assert parsed.value == reference
    if parsed is not None and not parsed.flags:
        assert parsed.value == reference


@given(st.text(alphabet="0123456789.,-−–()+ %*kr", max_size=12))
@example("1  000")
def test_only_the_grammar_goes_unflagged(text: str) -> None:
    parsed = parse_number(text)
    if parsed is not None and not parsed.flags:
        spaced = " ".join(text.split())  # white space of any length is one space
        core = (
            re.sub(r"[^0-9., ]", "", re.sub(r",[-−–]|(?<![( ])\s[0-9]{1,2}\)|kr\.", "", spaced))
            .strip()
            .replace(" ", ".")
        )
        assert babel_reads(core) == abs(parsed.value)


@given(st.text(max_size=60))
def test_any_text_is_a_figure_or_none(text: str) -> None:
    parsed = parse_number(text)
    assert parsed is None or parsed.value.is_finite()
    assert is_number(text) == (parsed is not None)
    assert not (is_nil(text) and parsed is not None)
