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
from typing import Any, Final

import numpy as np
import numpy.typing as npt

ENOUGH: Final = 2
MOST: Final = Decimal("0.6")
_FEWEST: Final = 2
_ZERO: Final = Decimal(0)
# Whole numbers below it add up within 64 bits; larger ones are kept as Python's.
_LARGEST: Final = 2**62
# Counts of columns are compared with a part of others.
_ROUNDING: Final = 1e-9
# A sum that is so many times its tolerance comes out by chance in one table of some hundred at most.
TELLING: Final = 500

# Whole numbers, exact: of 64 bits, or Python's.
_Whole = npt.NDArray[Any]


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
    figures = _Figures.of(still_open)
    announced = frozenset(line.row for line in lines if line.announces)
    rest = frozenset(line.row for line in lines) - announced
    still_open = _closed(figures, still_open, rest, parts, above=False)
    still_open = _closed(figures, still_open, rest | announced, parts, above=True)
    _closed(figures, still_open, rest | announced, parts, above=False)
    return parts


def comes_out(line: SumLine, parts: Sequence[SumLine]) -> bool:
    """Whether a line is the sum of the ``parts`` in most of the columns that tell."""
    figures = _Figures.of([line, *parts])
    run = _OpenLines(figures)
    for part in parts:
        run.add(part)
    return bool(parts) and bool(run.shares(line)[-1] > 0)


def _closed(
    figures: _Figures,
    lines: Sequence[SumLine],
    results: frozenset[int],
    parts: dict[int, tuple[int, ...]],
    *,
    above: bool,
) -> list[SumLine]:
    """The lines that stay open once the ``results`` among them have taken their parts above (or below)."""
    still_open = _OpenLines(figures)
    for line in lines if above else reversed(lines):
        if line.row in results and line.row not in parts:
            own = still_open.take_best_run(line)
            if own:
                parts[line.row] = tuple(part.row for part in own)
        still_open.add(line)
    return still_open.lines if above else still_open.lines[::-1]


@dataclass(frozen=True, slots=True)
class _Figures:
    """Values and half steps of lines as whole numbers of one small unit, a row for each line and a column for each."""

    place: Mapping[int, int]
    values: _Whole
    half_steps: _Whole
    there: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, lines: Sequence[SumLine]) -> _Figures:
        columns = sorted({column for line in lines for column in line.values})
        told = [line.values.get(column) for line in lines for column in columns]
        steps = [line.half_steps.get(column, _ZERO) for line in lines for column in columns]
        digits = max((-_exponent(value) for value in (*told, *steps) if value is not None), default=0)
        values = [0 if value is None else int(value.scaleb(digits)) for value in told]
        half_steps = [int(value.scaleb(digits)) for value in steps]
        largest = max(sum(map(abs, values)), TELLING * sum(half_steps))
        kind = np.int64 if largest < _LARGEST else object
        shape = (len(lines), len(columns))
        return cls(
            {line.row: place for place, line in enumerate(lines)},
            np.array(values, kind).reshape(shape),
            np.array(half_steps, kind).reshape(shape),
            np.array([value is not None for value in told], np.bool_).reshape(shape),
        )


class _OpenLines:
    """The lines that nothing has summed up yet, with their sums from the first on."""

    def __init__(self, figures: _Figures) -> None:
        self.lines: list[SumLine] = []
        self._figures = figures
        n_lines, n_columns = figures.values.shape
        self._sums = np.zeros((n_lines + 1, n_columns), figures.values.dtype)
        self._steps = np.zeros_like(self._sums)
        self._counts = np.zeros((n_lines + 1, n_columns), np.int64)

    def add(self, line: SumLine) -> None:
        place, last = self._figures.place[line.row], len(self.lines)
        self._sums[last + 1] = self._sums[last] + self._figures.values[place]
        self._steps[last + 1] = self._steps[last] + self._figures.half_steps[place]
        self._counts[last + 1] = self._counts[last] + self._figures.there[place]
        self.lines.append(line)

    def take_best_run(self, line: SumLine) -> Sequence[SumLine]:
        """The last lines, which ``line`` sums up, taken away: of the runs that come out, that with the most right
        columns, and of those the shortest.
        """
        if len(self.lines) < _FEWEST:
            return ()
        shares = self.shares(line)[_FEWEST - 1 :]
        best = int(np.argmax(shares))
        if not shares[best] > 0:
            return ()
        start = len(self.lines) - best - _FEWEST
        own, self.lines = self.lines[start:], self.lines[:start]
        return own

    def shares(self, line: SumLine) -> npt.NDArray[np.float64]:
        """Of the last line, the last two, and so on: the part of the columns that tell in which ``line`` is their sum;
        0 where it is no sum of theirs.

        In a table of two columns one may be misprinted; the other then tells alone, where it is far from what chance
        gives.
        """
        place, last = self._figures.place[line.row], len(self.lines)
        actual = (self._sums[last] - self._sums[:last])[::-1]
        slack = (self._steps[last] - self._steps[:last])[::-1] + self._figures.half_steps[place]
        has = (self._counts[last] - self._counts[:last])[::-1] > 0
        value = self._figures.values[place]
        near = abs(actual - value) <= slack
        if not near.any():
            return np.zeros(last)
        tells = has & self._figures.there[place] & ((value != 0) | (actual != 0))
        right = tells & near
        telling = (right & (abs(value) >= TELLING * slack)).any(axis=1)
        n_told, n_right = tells.sum(axis=1), right.sum(axis=1)
        most = (n_right >= ENOUGH) & (n_right >= float(MOST) * n_told - _ROUNDING)
        one_of_two = (n_told <= ENOUGH) & telling
        return np.where(most | one_of_two, n_right / np.maximum(n_told, 1), 0.0)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
