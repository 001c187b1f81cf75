"""Totals of a fragment's rows that come out: which of them the rows themselves explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.danish.amounts import stated
from normalize.danish.numbers import printed_decimals
from normalize.danish.units import KRONER
from normalize.table.rows import Row
from normalize.wording.table_words import Words

# A total comes out where this part of its figures that are not zero does.
MOST = Decimal("0.6")

_Amounts = dict[int, Decimal]


def holding(rows: Sequence[Row], words: Words) -> frozenset[int]:
    """The rows, by index, that announce a total which other rows of ``rows`` sum up to.

    Without a profile's words no row announces one.
    """
    totals = [bool(row.filled) and words.announces_total(row.filled[0].text) for row in rows]
    if not any(totals):
        return frozenset()
    amounts = [_amounts(row) for row in rows]
    return frozenset(
        at
        for at, is_total in enumerate(totals)
        if is_total and amounts[at] and any(_comes_out(amounts[at], parts) for parts in _readings(amounts, totals, at))
    )


def _readings(amounts: Sequence[_Amounts], totals: Sequence[bool], at: int) -> Iterator[list[_Amounts]]:
    """What a total may sum up: the lines above it, or below it where it stands first, to the next total; all
    lines; all totals.
    """
    above = [(amounts[i], totals[i]) for i in range(at - 1, -1, -1)]
    below = [(amounts[i], totals[i]) for i in range(at + 1, len(amounts))]
    for side in (above, below) if at else (below,):
        end = next((i for i, (_, is_total) in enumerate(side) if is_total), len(side))
        yield [own for own, _ in side[:end] if own]
        yield [own for own, is_total in side if own and not is_total]
        yield [own for own, is_total in side if own and is_total]


def _comes_out(total: _Amounts, parts: Sequence[_Amounts]) -> bool:
    """Whether most figures of a total are the sums of its parts', to within what rounding explains."""
    if len(parts) < 2:
        return False
    telling = [column for column, amount in total.items() if amount]
    right = 0
    for column in telling:
        figures = [part[column] for part in parts if column in part]
        decimals = max(printed_decimals(figure) for figure in (total[column], *figures))
        tolerance = Decimal(1).scaleb(-decimals) / 2 * (len(figures) + 1)
        right += abs(sum(figures, Decimal(0)) - total[column]) <= tolerance
    return bool(telling) and right >= MOST * len(telling)


def _amounts(row: Row) -> _Amounts:
    """A row's figures by their columns, the first column left out."""
    said = {slot.column: stated(slot.printed, KRONER).value for slot in row.filled if slot.column > 0}
    return {column: value for column, value in said.items() if value is not None}
