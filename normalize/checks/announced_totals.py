"""Totals that a table of any kind announces itself ("I alt", "Total"), tested where the evidence is clear.

A line that announces a total sums up lines above it, or below it; a column that announces one, the columns beside
it. Which they are nothing says, so the table's own arithmetic must: a reading counts only where most of what it
says, and at least two sums of it, comes out. What then does not come out is a mistake in print, not in the reading.

Tolerance: half a printed step for every figure that takes part, as in ``identities``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from normalize.figures.any_table import AnyTable
from normalize.figures.row_paths import LabelledLine
from normalize.model import CellFigure
from normalize.verdicts import CellRef, Check

ENOUGH, MOST = 2, Decimal("0.6")
NESTED = 8  # totals of parts that the total of a group within the table sums up, at most
LINES, COLUMNS = "total = sum of lines", "total = sum of columns"


class _Sum(NamedTuple):
    rule: str
    subject: str
    result: CellFigure
    parts: tuple[CellFigure, ...]

    @property
    def expected(self) -> Decimal:
        return self.result.amount or Decimal(0)

    @property
    def actual(self) -> Decimal:
        return sum((part.amount or Decimal(0) for part in self.parts), Decimal(0))


def announced_totals(laid: AnyTable, figures: Sequence[CellFigure], more: Sequence[Check] = ()) -> list[Check]:
    """The tests of the totals that a table announces, but for those that its reading, or ``more``, tests already.

    ``figures`` are the table's; only amounts of money are summed.
    """
    tested = laid.reading.checks
    known = {check.cells[0] for check in (*tested, *more)}
    places = {(f.cell_row, f.column): f for f in figures if f.quantity == "money" and f.amount is not None}
    found = [*_of_lines(laid, places), *_of_columns(laid, places)]
    new = [one for one in found if CellRef(one.result.cell_row, one.result.column) not in known]
    return [_check(one, len(tested) + i) for i, one in enumerate(new)]


_Places = dict[tuple[int, int], CellFigure]


def _of_lines(laid: AnyTable, places: _Places) -> Iterator[_Sum]:
    for block, lines in zip(laid.blocks, laid.lines, strict=True):
        for at, line in enumerate(lines):
            if not line.total:
                continue
            readings = (
                [_sum(places, line, parts, column) for column in block.figures] for parts in _readings(laid, lines, at)
            )
            sums = ([one for one in reading if one is not None] for reading in readings)
            yield from next((found for found in sums if _is_clear(found)), ())


def _readings(laid: AnyTable, lines: Sequence[LabelledLine], at: int) -> Iterator[list[LabelledLine]]:
    """What a total may sum up: lines above it to the total before, all that are no totals, the totals before it or
    the nearest of them, the lines that others belong under, and the same below it.
    """
    for side in (lines[:at][::-1], lines[at + 1 :]):
        end = next((i for i, line in enumerate(side) if line.total), len(side))
        plain = [line for line in side if not line.total and line.values]
        yield [line for line in side[:end] if line.values]
        yield plain
        totals = [line for line in side if line.total and line.values]
        yield totals
        yield from (totals[:k] for k in range(2, min(len(totals), NESTED + 1)))
        depth = min((_depth(laid, line) for line in plain), default=0)
        yield [line for line in plain if _depth(laid, line) == depth]
        heads = {head for line in plain for head in _heads_over(_path(laid, line))}
        yield [line for line in plain if _path(laid, line) not in heads]


def _depth(laid: AnyTable, line: LabelledLine) -> int:
    return len(_path(laid, line))


def _path(laid: AnyTable, line: LabelledLine) -> tuple[str, ...]:
    return laid.paths.get((line.rows[0], laid.columns[0]), ())


def _heads_over(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths of the lines that a line with this path may belong under."""
    return (path[:k] for k in range(len(path)))


def _of_columns(laid: AnyTable, places: _Places) -> Iterator[_Sum]:
    words = laid.words
    for block, lines in zip(laid.blocks, laid.lines, strict=True):
        heads = {column: laid.heads[column] for column in block.figures}
        for column, path in heads.items():
            if not path or not words.announces_total(path[-1]):
                continue
            group = [c for c in block.figures if c != column and heads[c][:-1] == path[:-1]]
            before = [c for c in group if c < column]
            for parts in (before, group):
                sums = [_row_sum(places, line, column, parts) for line in lines]
                found = [one for one in sums if one is not None]
                if _is_clear(found):
                    yield from found
                    break


def _row_sum(places: _Places, line: LabelledLine, column: int, parts: Sequence[int]) -> _Sum | None:
    row = line.rows[0]
    result = places.get((row, column))
    figures = tuple(figure for c in parts if (figure := places.get((row, c))) is not None)
    return _Sum(COLUMNS, line.label, result, figures) if result is not None and len(figures) > 1 else None


def _sum(places: _Places, total: LabelledLine, parts: Sequence[LabelledLine], column: int) -> _Sum | None:
    result = next((places[row, column] for row in total.rows if (row, column) in places), None)
    figures = tuple(places[row, column] for line in parts for row in line.rows if (row, column) in places)
    return _Sum(LINES, total.label, result, figures) if result is not None and len(figures) > 1 else None


def _is_clear(sums: Sequence[_Sum]) -> bool:
    """Whether most of a reading's sums, and two or more that are not of zeros, come out."""
    telling = [one for one in sums if one.result.amount or one.actual]
    right = [one for one in telling if abs(one.actual - one.expected) <= _tolerance(one)]
    return len(right) >= ENOUGH and len(right) >= MOST * len(telling)


def _tolerance(one: _Sum) -> Decimal:
    return sum((figure.half_step for figure in (one.result, *one.parts)), Decimal(0))


def _check(one: _Sum, number: int) -> Check:
    tolerance = _tolerance(one)
    difference = one.actual - one.expected
    return Check(
        check_id=f"{one.result.table_id}#{number:03d}",
        kind="accounting",
        rule=one.rule,
        table_id=one.result.table_id,
        subject=one.subject,
        measure=None,
        cells=tuple(CellRef(figure.cell_row, figure.column) for figure in (one.result, *one.parts)),
        expected=one.expected,
        actual=one.actual,
        difference=difference,
        tolerance=tolerance,
        status="pass" if abs(difference) <= tolerance else "fail",
    )
