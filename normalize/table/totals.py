"""Totals of a fragment's rows that come out: which of them the rows themselves explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from normalize.danish.amounts import stated
from normalize.danish.numbers import printed_decimals
from normalize.danish.units import KRONER
from normalize.table.rows import Row
from normalize.wording.table_words import Words

# A total comes out where this part of its figures that are not zero does.
MOST = Decimal("0.6")

_Amounts = dict[int, Decimal]


class Summed(NamedTuple):
    """A row as its table's arithmetic sees it: its figures by their columns, the first column left out."""

    amounts: _Amounts
    is_total: bool


def summed(rows: Iterable[Row], words: Words) -> list[Summed]:
    """The rows as arithmetic sees them; without a profile's words none announces a total."""
    return [Summed(_amounts(row), bool(row.filled) and words.announces_total(row.filled[0].text)) for row in rows]


def holding(rows: Sequence[Summed]) -> frozenset[int]:
    """The rows, by index, that announce a total which other rows of ``rows`` sum up to."""
    return frozenset(
        at
        for at, row in enumerate(rows)
        if row.is_total and row.amounts and any(_comes_out(row.amounts, parts) for parts in _readings(rows, at))
    )


def _readings(rows: Sequence[Summed], at: int) -> Iterator[list[_Amounts]]:
    """What a total may sum up: the lines above it, or below it where it stands first, to the next total; all
    lines; all totals.
    """
    above, below = rows[:at][::-1], rows[at + 1 :]
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
        right += _is_rounding(abs(sum(figures, Decimal(0)) - total[column]), (total[column], *figures))
    return bool(telling) and right >= MOST * len(telling)


def _is_rounding(difference: Decimal, figures: Sequence[Decimal]) -> bool:
    """Whether half a printed step for each figure explains a difference."""
    if not difference or 2 * difference > len(figures):  # no step is larger than 1
        return not difference
    step = Decimal(1).scaleb(-max(map(printed_decimals, figures)))
    return 2 * difference <= step * len(figures)


def _amounts(row: Row) -> _Amounts:
    """A row's figures by their columns, the first column left out."""
    said = {slot.column: stated(slot.printed, KRONER).value for slot in row.filled if slot.column > 0}
    return {column: value for column, value in said.items() if value is not None}
