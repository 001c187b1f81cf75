"""Amounts as a Danish reader expects them on the screen."""

from __future__ import annotations

from decimal import Decimal


def kroner(amount: Decimal) -> str:
    """``1234567.50`` becomes ``1.234.567,50 kr.``; whole kroner go without decimals."""
    places = 0 if amount == amount.to_integral_value() else 2
    text = f"{amount:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) + " kr."
