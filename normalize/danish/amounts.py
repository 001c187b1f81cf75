"""What a cell in the place of a figure states."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from normalize.danish.markers import is_marker
from normalize.danish.numbers import is_nil, parse_number
from normalize.danish.units import Unit, find_unit, to_kroner


class Stated(NamedTuple):
    """A cell's figure as printed (``value``, None where it states none), in kroner (``amount``), or its marker."""

    value: Decimal | None
    amount: Decimal | None
    marker: str | None
    flags: tuple[str, ...]
    unit: str | None = None


@lru_cache(maxsize=1 << 15)
def stated(text: str, unit: Unit) -> Stated:
    """Return what ``text``, standing in a column of figures in ``unit``, states.

    A lone dash states zero (the sign for nil in Danish statistics); dots say that there is no figure. A unit
    printed beside the digits comes before the column's. A share (%) is a number, but no amount.
    """
    parsed = parse_number(text)
    if parsed is not None:
        own = (find_unit(parsed.unit) if parsed.unit else None) or unit
        if parsed.percent:
            return Stated(parsed.value, None, None, (*parsed.flags, "percent"))
        return Stated(parsed.value, to_kroner(parsed.value, own), None, parsed.flags, own.name)
    if is_nil(text):
        nothing = Decimal(0) if not any(dot in text for dot in ".…·") else None
        return Stated(nothing, nothing, None, ("nil_sign",))
    if is_marker(text):
        return Stated(None, None, text.strip(), ())
    return Stated(None, None, None, ("not_a_number",) if text else ())
