from decimal import Decimal

import pytest

from normalize.danish.amounts import printed, stated
from normalize.danish.units import MILLION, THOUSAND


@pytest.mark.parametrize(
    ("text", "amount", "marker"),
    [
        ("1.234", Decimal(1_234_000), None),
        ("-58", Decimal(-58_000), None),
        ("0", Decimal(0), None),
        ("", None, None),
        ("-", Decimal(0), None),
        ("–", Decimal(0), None),
        ("..", None, None),
        ("R", None, "R"),
        ("12 %", None, None),
        ("2,5 mio. kr.", Decimal(2_500_000), None),
        ("se note", None, None),
    ],
)
def test_what_a_cell_states(text: str, amount: Decimal | None, marker: str | None) -> None:
    found = stated(printed(text), THOUSAND)
    assert (found.amount, found.marker) == (amount, marker)


def test_decimals_of_a_million_are_kept() -> None:
    assert stated(printed("0,062"), MILLION).amount == Decimal(62_000)
    assert stated(printed("0,062"), MILLION).value == Decimal("0.062")


def test_what_is_odd_is_flagged() -> None:
    assert stated(printed("0.539"), THOUSAND).flags == ("irregular_number",)
    assert stated(printed("-"), THOUSAND).flags == ("nil_sign",)
    assert stated(printed("12 %"), THOUSAND).flags == ("percent",)
    assert stated(printed("se note"), THOUSAND).flags == ("not_a_number",)
    assert stated(printed(""), THOUSAND).flags == ()


@pytest.mark.parametrize("text", ["1.234", "-0,5", "(12)".replace("12", "1.200"), "0", "-", "12 %"])
def test_amounts_are_figures(text: str) -> None:
    assert printed(text).is_figure


@pytest.mark.parametrize("text", ["2024", "(1)", "(3)-(2)=(4)", "R", "", "Regnskab 2024", "3.5.2."])
def test_years_column_numbers_and_words_are_no_figures(text: str) -> None:
    assert not printed(text).is_figure
