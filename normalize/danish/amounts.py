"""What a cell in the place of a figure states."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from normalize.danish.markers import is_marker
from normalize.danish.numbers import Parsed, is_nil, looks_like_year, parse_number
from normalize.danish.units import Unit, find_unit, to_kroner

_COLUMN_NUMBER = re.compile(r"\(?\s*\d{1,2}\s*\)?(?:\s*[-+=]\s*\(\s*\d{1,2}\s*\))+|\(\s*\d{1,2}\s*\)")


class Printed(NamedTuple):
    """A cell's text, read once: its ``number``, or whether it is a sign for nothing (``nil``), or its ``marker``.

    ``is_figure``: it is an amount and neither a year nor a column's number.
    """

    text: str = ""
    number: Parsed | None = None
    nil: bool = False
    marker: str | None = None
    is_figure: bool = False

    @property
    def value(self) -> Decimal | None:
        """The figure as printed. A lone dash is zero; dots say that there is no figure."""
        if self.number is not None:
            return self.number.value
        return Decimal(0) if self.nil and not any(dot in self.text for dot in ".…·") else None


BLANK = Printed()


def printed(text: str) -> Printed:
    """What ``text`` says in the place of a figure, whatever its unit."""
    if not text:
        return BLANK
    number = parse_number(text)
    if number is not None:
        amount = not looks_like_year(text) and not _COLUMN_NUMBER.fullmatch(text)
        return Printed(text, number, is_figure=amount)
    if is_nil(text):
        return Printed(text, nil=True, is_figure=True)
    return Printed(text, marker=text.strip() if is_marker(text) else None)


class Stated(NamedTuple):
    """A cell's figure as printed (``value``, None where it states none), in kroner (``amount``), or its marker."""

    value: Decimal | None
    amount: Decimal | None
    marker: str | None
    flags: tuple[str, ...]
    unit: Unit | None = None


def stated(cell: Printed, unit: Unit) -> Stated:
    """What a cell, standing in a column of figures in ``unit``, states.

    A unit printed beside the digits comes before the column's. A share (%) is a number, but no amount.
    """
    parsed = cell.number
    if parsed is not None:
        own = (find_unit(parsed.unit) if parsed.unit else None) or unit
        if parsed.percent:
            return Stated(parsed.value, None, None, (*parsed.flags, "percent"))
        return Stated(parsed.value, to_kroner(parsed.value, own), None, parsed.flags, own)
    if cell.nil:
        return Stated(cell.value, cell.value, None, ("nil_sign",))
    if cell.marker is not None:
        return Stated(None, None, cell.marker, ())
    return Stated(None, None, None, ("not_a_number",) if cell.text else ())
