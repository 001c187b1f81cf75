"""Amounts of money in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from normalize.prose.clauses import amounts


@pytest.mark.parametrize(
    ("text", "kroner", "half"),
    [
        ("104,1 mio. kr.", "104100000", "50000"),
        ("15 mio. kr.", "15000000", "500000"),
        ("-4.611,3 mio. kr.", "-4611300000", "50000"),
        ("1.222 mio.kr.", "1222000000", "500000"),
        ("3 millioner kroner", "3000000", "500000"),
        ("1,25 mia. kr.", "1250000000", "5000000"),
        ("450 t.kr.", "450000", "500"),
        ("51.237.000 kr.", "51237000", "0.5"),
    ],
)
def test_an_amount_has_its_unit_and_half_of_its_last_digit(text: str, kroner: str, half: str) -> None:
    (amount,) = amounts(f"Det blev {text} i alt.")
    assert (amount.text, amount.kroner, amount.half) == (text, Decimal(kroner), Decimal(half))


@pytest.mark.parametrize("text", ["i 2024", "§ 107", "12 procent", "52.774 borgere", "10-12 mio. kr.", "1.22 mio. kr."])
def test_what_is_no_amount_of_its_own_is_none(text: str) -> None:
    assert amounts(text) == []


def test_every_amount_of_a_sentence_in_its_order() -> None:
    found = amounts("Driften fik 647,4 mio. kr., og finansieringen -4.611,3 mio. kr. (et minus).")
    assert [amount.text for amount in found] == ["647,4 mio. kr.", "-4.611,3 mio. kr."]


@given(st.decimals(min_value=0, max_value=Decimal("99999999.9"), places=1))
def test_every_amount_that_babel_prints_comes_back(value: Decimal) -> None:
    text = format_decimal(value, format="#,##0.0", locale="da_DK")
    (amount,) = amounts(f"i alt {text} mio. kr.")
    assert amount.kroner == value * 1_000_000
