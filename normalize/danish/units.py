"""Units of money: which one a head, caption or label names, and which one each line of a table is in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from normalize.danish.numbers import Parsed, among, printed_decimals, usual_decimals
from normalize.danish.unit_words import UNIT


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money by its canonical ``name``; ``factor`` is its worth in kroner."""

    name: str
    factor: Decimal


KRONER = Unit("kr.", Decimal(1))
THOUSAND = Unit("1.000 kr.", Decimal(1_000))
MILLION = Unit("mio. kr.", Decimal(1_000_000))
BILLION = Unit("mia. kr.", Decimal(1_000_000_000))
UNITS = (KRONER, THOUSAND, MILLION, BILLION)

# The unit that three decimals show, where that is a unit somebody prints whole figures in.
THOUSANDTH = {MILLION: THOUSAND, BILLION: MILLION}
# A unit is off by a thousand or more; a printed total, by rounding or by mistake, by little.
CLOSE = Decimal("0.02")
# How often a total of sub-totals and items may hold each krone, times a thousand.
THOUSANDFOLD = (Decimal(500), Decimal(5000))

_BY_GROUP = {"billion": BILLION, "million": MILLION, "thousand": THOUSAND, "kroner": KRONER}
_Kind = Literal["decimals", "whole", "both", "none"]
_Line = tuple[Decimal | None, ...]
_Units = dict[_Kind, Unit]
OPPOSITE: dict[_Kind, _Kind] = {"decimals": "whole", "whole": "decimals"}
_AMOUNT_BEFORE = re.compile(r"(?<![0-9.,])(?!(?:19|20)[0-9]{2}\s?$)[0-9](?:[0-9.,]*[0-9])?\s?$")
_LONGEST_AMOUNT = 24


def find_unit(text: str) -> Unit | None:
    """The unit that a head cell, caption or label names, None where it names none.

    A unit in parentheses comes before one in the running text; a unit behind an amount ("over 5 mio. kr.")
    tells of that amount only.
    """
    match = _find(text)
    return None if match is None or match.lastgroup is None else _BY_GROUP[match.lastgroup]


def published_unit(text: str) -> str | None:
    """The unit that ``text`` names exactly as printed ("mio.kr."), None where it names none."""
    match = _find(text)
    return None if match is None else match.group()


def to_kroner(value: Decimal, unit: Unit) -> Decimal:
    """``value``, printed in ``unit``, in kroner."""
    return value * unit.factor


def half_unit(decimals: int, unit: Unit) -> Decimal:
    """Half of the smallest step, in kroner, that ``decimals`` printed decimals in ``unit`` can show."""
    return unit.factor.scaleb(-decimals) / 2


def resolve_lines(rows: Sequence[Sequence[Parsed | None]], stated: Unit) -> list[tuple[Unit, bool]]:
    """Return, per line, its unit and whether that was inferred (differs from the ``stated`` one).

    ``rows`` are the lines of one table, each with what its figure columns print, in the same order. Lines that
    print decimals and lines that print whole figures can be in two units. They are taken to be only where

    - a line is the sum of all others in one pair of units, and less so in the stated one alone (one wrong total
      does not hide this: it must hold in most columns, to two in a hundred), or
    - the stated unit is millions or more, the figures with decimals show thousandths, and the whole figures are
      grouped and larger than all of these, in a table that is printed in thousandths or has such a total.

    A line of zeros, blanks and markers is in the unit of most other lines.
    """
    usual = usual_decimals(figure for row in rows for figure in row)
    lines = [_figures(row, usual) for row in rows]
    kinds = [_kind(line) for line in lines]
    units = _units_of_kinds(lines, kinds, stated)
    known = [units[kind] for kind in kinds if kind != "none"]
    # The stated unit wins a tie; with no evidence at all it is the only one.
    common = max((stated, *UNITS), key=known.count)
    resolved = [common if kind == "none" else units[kind] for kind in kinds]
    return [(unit, unit != stated) for unit in resolved]


@lru_cache(maxsize=8192)
def _find(text: str) -> re.Match[str] | None:
    matches = [m for m in UNIT.finditer(text) if not _behind_amount(text, m.start())]
    bracketed = (m for m in matches if text.rfind("(", 0, m.start()) > text.rfind(")", 0, m.start()))
    return next(bracketed, matches[0] if matches else None)


def _behind_amount(text: str, place: int) -> bool:
    """Whether an amount, not a year, ends right before ``place``."""
    return _AMOUNT_BEFORE.search(text[max(0, place - _LONGEST_AMOUNT) : place]) is not None


def _figures(row: Sequence[Parsed | None], usual: int) -> _Line:
    """The figures of a line that are in the line's unit: no shares, none with a unit of its own."""
    return tuple(None if p is None or p.percent or p.unit else among(p, usual).value for p in row)


def _kind(line: _Line) -> _Kind:
    """How a line prints its figures; zeros tell nothing."""
    printed = {printed_decimals(value) > 0 for value in line if value}
    if not printed:
        return "none"
    if len(printed) == 2:
        return "both"
    return "decimals" if printed.pop() else "whole"


def _units_of_kinds(lines: Sequence[_Line], kinds: Sequence[_Kind], stated: Unit) -> _Units:
    """The unit of the lines of each kind: all stated, unless the table's arithmetic shows otherwise."""
    plain: _Units = {"decimals": stated, "whole": stated, "both": stated}
    if "decimals" not in kinds or "whole" not in kinds:
        return plain
    pairs = [plain | {"whole": unit} for unit in UNITS if unit.factor < stated.factor]
    pairs += [plain | {"decimals": unit} for unit in UNITS if unit.factor > stated.factor]
    # Sums alone do not tell thousands and millions from millions and billions: ledgers are kept in thousands.
    pairs.sort(key=lambda pair: pair["whole"] != THOUSAND)
    sums = [_Sums.of(lines, kinds, pair) for pair in (plain, *pairs)]
    scores = [max(map(table.score, lines, kinds)) for table in sums]
    if max(scores) > (0, 0):
        return (plain, *pairs)[scores.index(max(scores))]
    return plain | {"whole": THOUSANDTH[stated]} if _plainly_thousandths(lines, kinds, stated) else plain


@dataclass(frozen=True, slots=True)
class _Sums:
    """The sums, in kroner, of the columns of a table over all its lines and over the lines of each kind."""

    units: _Units
    every: tuple[Decimal, ...]
    by_kind: Mapping[_Kind, tuple[Decimal, ...]]

    @staticmethod
    def of(lines: Sequence[_Line], kinds: Sequence[_Kind], units: _Units) -> _Sums:
        by_kind = {kind: _column_sums(_of_kind(lines, kinds, kind), units[kind].factor) for kind in units}
        return _Sums(units, _column_sums(list(by_kind.values())), by_kind)

    def score(self, line: _Line, kind: _Kind) -> tuple[int, int]:
        """In how many columns ``line`` is the sum of all others exactly, and nearly; (0, 0): no total.

        Only columns count in which lines of the other kind make the sum what it is: the others show no unit.
        """
        if kind not in OPPOSITE:
            return (0, 0)
        columns = zip(line, self.every, self.by_kind[OPPOSITE[kind]], strict=False)
        factor = self.units[kind].factor
        told = [(value * factor, every, other) for value, every, other in columns if value]
        close = [
            every == 2 * value
            for value, every, other in told
            if abs(every - 2 * value) <= CLOSE * abs(value) < abs(every - other - 2 * value)
        ]
        enough = 2 * len(close) > len(told) and (len(close) > 1 or all(close))
        return (sum(close), len(close)) if enough else (0, 0)


def _plainly_thousandths(lines: Sequence[_Line], kinds: Sequence[_Kind], stated: Unit) -> bool:
    """Whether the whole figures can only be in the thousandth of ``stated`` that the decimals show."""
    fine = _of_kind(lines, kinds, "decimals")
    whole = _of_kind(lines, kinds, "whole")
    largest = max(abs(value) for line in whole for value in line if value)
    printed = [value for line in fine for value in line if value]
    if stated not in THOUSANDTH or any(printed_decimals(value) != 3 for value in printed):
        return False
    if largest < 1000 or largest <= max(abs(value) for value in printed):
        return False
    told = [(line, kind) for line, kind in zip(lines, kinds, strict=True) if kind != "none"]
    edges = [line for line, kind in (told[0], told[-1]) if kind == "decimals"]
    return len(fine) >= len(whole) or any(_is_thousandfold(line, whole) for line in edges)


def _is_thousandfold(total: _Line, lines: Sequence[_Line]) -> bool:
    """Whether in most columns, and in two or more, the lines sum to about a thousand times the total."""
    sums = _column_sums(lines)
    ratios = [abs(column / value) for value, column in zip(total, sums, strict=False) if value]
    near = [ratio for ratio in ratios if THOUSANDFOLD[0] <= ratio <= THOUSANDFOLD[1]]
    return len(near) > 1 and 2 * len(near) > len(ratios)


def _of_kind(lines: Sequence[_Line], kinds: Sequence[_Kind], wanted: _Kind) -> list[_Line]:
    return [line for line, kind in zip(lines, kinds, strict=True) if kind == wanted]


def _column_sums(lines: Sequence[_Line], factor: Decimal = Decimal(1)) -> tuple[Decimal, ...]:
    columns = zip_longest(*lines)
    return tuple(factor * sum((value for value in column if value), Decimal(0)) for column in columns)
