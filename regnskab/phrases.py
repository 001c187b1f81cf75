"""Amounts as a Danish reader expects them on the screen, and things as they are counted."""

from __future__ import annotations

from decimal import Decimal


def kroner(amount: Decimal) -> str:
    """``1234567.50`` becomes ``1.234.567,50 kr.``; whole kroner go without decimals."""
    places = 0 if amount == amount.to_integral_value() else 2
    text = f"{amount:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) + " kr."


def counted(n: int, noun: str) -> str:
    """``1 page``, ``2 pages``."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
