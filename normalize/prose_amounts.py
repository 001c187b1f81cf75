"""Amounts of money in running text ("104,1 mio. kr.", "-4.611,3 mio. kr.")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from normalize.numbers import parse_number, printed_decimals
from normalize.unit_words import BESIDE
from normalize.units import find_unit, half_unit, to_kroner

_MINUS = r"\-−–"
_DIGITS = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?"
# Digits behind a hyphen or a slash are the end of a range or of a code, and no amount of their own.
_AMOUNT = re.compile(rf"(?<![\w.,/{_MINUS}])(?P<number>[{_MINUS}]?(?:{_DIGITS}))\s?(?P<unit>{BESIDE})", re.IGNORECASE)


class Amount(NamedTuple):
    """An amount as printed (``text``) from ``start`` to ``end`` of its sentence; ``kroner`` has the printed sign.

    ``half`` is half of its last printed digit, in kroner.
    """

    start: int
    end: int
    text: str
    kroner: Decimal
    half: Decimal


def amounts(sentence: str) -> list[Amount]:
    """Return the amounts of money that a sentence states, in its order."""
    return [amount for found in _AMOUNT.finditer(sentence) if (amount := _amount(found)) is not None]


def _amount(found: re.Match[str]) -> Amount | None:
    parsed, unit = parse_number(found["number"]), find_unit(found["unit"])
    if parsed is None or unit is None:
        return None
    half = half_unit(printed_decimals(parsed.value), unit)
    return Amount(found.start(), found.end(), found.group(), to_kroner(parsed.value, unit), half)
