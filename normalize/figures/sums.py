"""Which line of a table sums up which others, told by the table's own arithmetic.

Lines that nothing has summed up yet stand open. One that is the sum of two or more open lines right above it, or right
below it, closes them and stands for them. A sum counts where most of the columns that tell, and two or more, come out:
what then does not come out is a mistake in print. Lines that stand over their parts come first, as what is
below a line that announces a sum ("I alt") is seldom its own; then, from the top, sums and results under their parts.

A tolerance of half a printed step for every figure that takes part lets rounding be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

ENOUGH: Final = 2
MOST: Final = Decimal("0.6")
_FEWEST: Final = 2
_ZERO: Final = Decimal(0)
# A sum that is so many times its tolerance comes out by chance in one table of some hundred at most.
TELLING: Final = 500


@dataclass(frozen=True, slots=True)
class SumLine:
    """A line with its ``values`` in kroner (or what else it counts) by column, and the half step of each."""

    row: int
    announces: bool
    values: Mapping[int, Decimal]
    half_steps: Mapping[int, Decimal]


def summed_up(lines: Sequence[SumLine]) -> dict[int, tuple[int, ...]]:
    """Return the rows of the lines that each line sums up, by its own row."""
    parts: dict[int, tuple[int, ...]] = {}
    still_open = [line for line in lines if line.values]
    announced = frozenset(line.row for line in lines if line.announces)
    rest = frozenset(line.row for line in lines) - announced
    still_open = _closed(still_open, rest, parts, above=False)
    still_open = _closed(still_open, rest | announced, parts, above=True)
    _closed(still_open, rest | announced, parts, above=False)
    return parts


def _closed(
    lines: Sequence[SumLine], results: frozenset[int], parts: dict[int, tuple[int, ...]], *, above: bool
) -> list[SumLine]:
    """The lines that stay open once the ``results`` among them have taken their parts above (or below)."""
    stack: list[SumLine] = []
    for line in lines if above else reversed(lines):
        if line.row in results and line.row not in parts:
            own = _best_run(stack, line)
            if own:
                parts[line.row] = tuple(part.row for part in own)
                del stack[len(stack) - len(own) :]
        stack.append(line)
    return stack if above else stack[::-1]


def _best_run(stack: Sequence[SumLine], line: SumLine) -> Sequence[SumLine]:
    """The open lines next to a line that it sums up: of the runs that come out, that with the most right columns, and
    of those the shortest.
    """
    sums = _RunSums(line)
    best, found = Decimal(0), 0
    for length, part in enumerate(reversed(stack), 1):
        sums.add(part)
        share = sums.share() if length >= _FEWEST else Decimal(0)
        if share > best:
            best, found = share, length
    return stack[len(stack) - found :] if found else ()


def comes_out(line: SumLine, parts: Sequence[SumLine]) -> bool:
    """Whether a line is the sum of the ``parts`` in most of the columns that tell."""
    sums = _RunSums(line)
    for part in parts:
        sums.add(part)
    return bool(sums.share())


class _RunSums:
    """The sums of a growing run of lines, by column, beside the values of a line that may be their sum."""

    def __init__(self, line: SumLine) -> None:
        self.line = line
        self.actual: dict[int, Decimal] = {}
        self.slack = {column: line.half_steps.get(column, _ZERO) for column in line.values}

    def add(self, part: SumLine) -> None:
        for column in self.line.values:
            if column in part.values:
                self.actual[column] = self.actual.get(column, _ZERO) + part.values[column]
            self.slack[column] += part.half_steps.get(column, _ZERO)

    def share(self) -> Decimal:
        """The part of the columns that tell in which the run comes out; 0 where it is no sum.

        In a table of two columns one may be misprinted; the other then tells alone, where it is far from what chance
        gives.
        """
        right = told = telling = 0
        for column, actual in self.actual.items():
            value = self.line.values[column]
            if not (value or actual):
                continue
            told += 1
            slack = self.slack[column]
            if abs(actual - value) <= slack:
                right += 1
                telling += abs(value) >= TELLING * slack
        most = right >= ENOUGH and right >= MOST * told
        one_of_two = told <= ENOUGH and telling > 0
        return Decimal(right) / told if most or one_of_two else _ZERO
