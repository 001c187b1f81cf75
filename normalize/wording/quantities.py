"""What a figure counts: kroner, a share, a number of things, a year, or a code that counts nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize.danish.unit_words import tells_share
from normalize.danish.units import Unit, find_unit
from normalize.model import Quantity
from normalize.wording.table_words import Words

_PADDED = re.compile(r"0[0-9]+")
_BARE = re.compile(r"[0-9]{5,}")


class CountedAs(NamedTuple):
    """What a text says that figures count; ``unit`` where that is money in a unit."""

    quantity: Quantity
    unit: Unit | None = None


def named(text: str, words: Words) -> CountedAs | None:
    """What a head, label or caption says that its figures count; None where it says nothing.

    A unit of money comes first, but for a text that opens with what it counts ("Antal sager over 1 mio. kr.").
    """
    if not text:
        return None
    told = words.quantity(text)
    unit = find_unit(text)
    if unit is not None and (told is None or not told.opens):
        return CountedAs("money", unit)
    if tells_share(text):
        return CountedAs("percent")
    return CountedAs(told.quantity) if told is not None else None


def is_code_column(texts: Sequence[str]) -> bool:
    """Whether a column's figures are codes: digits without groups, padded with zeros or all of one length."""
    digits = [text for text in texts if text]
    padded = sum(_PADDED.fullmatch(text) is not None for text in digits)
    bare = sum(_BARE.fullmatch(text) is not None for text in digits)
    one_length = len({len(text) for text in digits}) == 1
    return bool(digits) and (2 * padded > len(digits) or (bare == len(digits) > 2 and one_length))
