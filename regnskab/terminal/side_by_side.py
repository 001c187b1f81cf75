"""Municipalities side by side, as a table of text: amounts in million kroner, and in kroner per inhabitant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal

from regnskab.query.across import Across

_TENTH, _WHOLE = Decimal("0.1"), Decimal(1)


def across_lines(found: Across) -> Iterator[str]:
    """Yield what a person reads of a comparison across municipalities."""
    yield f"{found.statement} {found.year}, {found.measure}: million kroner, and kroner per inhabitant"
    heads = ["", *(text for place in found.places for text in (place.name, "per inh."))]
    rows = [
        [
            _named(code, label),
            *(
                text
                for place in found.places
                for text in (
                    _number(found.amounts.get((code, place.name)), 6, _TENTH),
                    _number(found.per_inhabitant(code, place), 0, _WHOLE),
                )
            ),
        ]
        for code, label in found.labels.items()
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for first, *others in (heads, *rows):
        cells = (f"{text:>{width}}" for text, width in zip(others, widths[1:], strict=True))
        yield "  ".join(("", f"{first:<{widths[0]}}", *cells)).rstrip()
    for place in found.places:
        if place.inhabitants is not None:
            yield f"{place.name}: {_number(Decimal(place.inhabitants), 0, _WHOLE)} inhabitants, says {place.told_by}"
    yield from found.remarks


def _named(code: str, label: str) -> str:
    return f"{code}: {label}" if code[0].isalpha() else label


def _number(value: Decimal | None, places: int, step: Decimal) -> str:
    """A number as Danish writes it, in steps; "-" for none."""
    if value is None:
        return "-"
    return f"{value.scaleb(-places).quantize(step, ROUND_HALF_EVEN):,}".translate(str.maketrans(",.", ".,"))
