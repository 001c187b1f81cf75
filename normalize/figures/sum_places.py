"""Each line's place in the sums of its table: what sums it up, and whether it may be added to others.

In operating, financing and capital tables the levels of the lines tell, where their groups print amounts; where these
stand as mere headings, and in every other table, the table's arithmetic does (``sums``). A line that announces a sum
("I alt") and whose parts are not found sums up what stands elsewhere, unless something here sums it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from normalize.danish.numbers import printed_decimals
from normalize.figures.any_table import AnyTable
from normalize.figures.line_hierarchy import grand_total
from normalize.figures.sums import SumLine, comes_out, summed_up
from normalize.model import CellFigure, Figure, Level, Line, SumPlace
from normalize.wording.table_words import Words

_RANK: Final[Mapping[Level, int]] = {"appropriation": 1, "service_frame": 2, "item": 3, "project": 3, "total": 3}
_GROUPS: Final = ("appropriation", "service_frame")
# What is no amount of anything, or a share.
_NO_SUMMANDS: Final = frozenset({"reference", "code", "year", "percent"})
# The group of lines that no line stands over.
_NO_GROUP: Final = -1
_NO_LINE: Final = SumPlace(is_leaf=False)


def sum_places(
    rows: Iterable[int], parents: Mapping[int, int], totals: AbstractSet[int], headings: AbstractSet[int] = frozenset()
) -> dict[int, SumPlace]:
    """The place of each line by row; ``totals`` sum others up, ``headings`` state nothing."""

    def depth(row: int) -> int:
        return 1 + depth(parents[row]) if row in parents else 0

    return {
        row: SumPlace(depth(row), parents.get(row), row not in totals and row not in headings, row in totals)
        for row in rows
    }


def sum_line(row: int, announces: bool, figures: Mapping[int, Figure | CellFigure]) -> SumLine:
    """A line for ``summed_up``, of its figures by column: kroner, or what else they count."""
    values, half_steps = {}, {}
    for column, figure in figures.items():
        amount, number = figure.amount, figure.number
        if amount is not None:
            values[column], half_steps[column] = amount, figure.half_step
        elif number is not None:
            values[column], half_steps[column] = number, Decimal(5).scaleb(-printed_decimals(number) - 1)
    return SumLine(row, announces, values, half_steps)


def with_line_sums(figures: Sequence[Figure], words: Words) -> list[Figure]:
    """The figures of an operating, financing or capital table, their lines with their places in its sums."""
    lines = list({figure.line.row: figure.line for figure in figures}.values())
    values: dict[int, dict[int, Figure]] = {}
    for figure in figures:
        if figure.amount is not None:
            values.setdefault(figure.line.row, {})[figure.column] = figure
    announced = frozenset(line.row for line in lines if line.level == "total" or words.announces_total(line.label))
    told = {row: sum_line(row, row in announced, of_row) for row, of_row in sorted(values.items())}
    places = _LevelledLines(lines, told, announced).places
    summed = {line.row: line._replace(sums=places[line.row]) for line in lines}
    return [figure._replace(line=summed[figure.line.row]) for figure in figures]


def with_sums(laid: AnyTable, figures: Sequence[CellFigure]) -> list[CellFigure]:
    """The figures of any table with the places of their lines in its sums: those of the known datasets as they have
    them there, others by the arithmetic of the columns that stand beside one column of labels.
    """
    known = {figure.line.row: figure.line.sums for figure in laid.reading.figures}
    places: dict[tuple[int, int], SumPlace] = {}
    for block, lines in zip(laid.blocks, laid.lines, strict=True):
        announced = frozenset(
            row
            for line in lines
            if line.total
            for place in line.rows
            if (row := laid.grid.rows[place].line) is not None
        )
        of_block = known or _by_arithmetic(announced, [f for f in figures if f.column in block.figures])
        places |= {(row, column): place for row, place in of_block.items() for column in block.figures}
    return [
        figure._replace(sums=_NO_LINE if figure.row is None else places.get((figure.row, figure.column), figure.sums))
        for figure in figures
    ]


def _by_arithmetic(announced: AbstractSet[int], figures: Iterable[CellFigure]) -> dict[int, SumPlace]:
    by_row: dict[int, dict[int, CellFigure]] = {}
    for figure in figures:
        if figure.row is not None:
            by_row.setdefault(figure.row, {})
            if figure.quantity not in _NO_SUMMANDS:
                by_row[figure.row][figure.column] = figure
    parents = _parents([sum_line(row, row in announced, by_row[row]) for row in sorted(by_row) if by_row[row]])
    return sum_places(by_row, parents, {*parents.values(), *(row for row in announced if row not in parents)})


def _parents(lines: Sequence[SumLine]) -> dict[int, int]:
    """The line that sums up each line, as the arithmetic shows."""
    return {part: row for row, parts in summed_up(lines).items() for part in parts}


@dataclass(frozen=True)
class _LevelledLines:
    """The lines of an operating, financing or capital table, with what those ``told`` state, by row."""

    lines: Sequence[Line]
    told: Mapping[int, SumLine]
    announced: AbstractSet[int]

    @cached_property
    def places(self) -> dict[int, SumPlace]:
        """The place of each line: by its level, or by arithmetic where groups are mere headings, or where that alone
        makes the leaves come to the grand total (as where groups stand below their parts).
        """
        if self.headings:
            return self._by_arithmetic
        shown = not self._comes_to_total(self._by_level) and self._comes_to_total(self._by_arithmetic)
        return self._by_arithmetic if shown else self._by_level

    @cached_property
    def _by_level(self) -> dict[int, SumPlace]:
        parents = self.by_level | self.in_subtotals
        return self._placed(
            parents, {row for row in self.announced if not self._counts(row, parents)} | self.summary_frames
        )

    @cached_property
    def _by_arithmetic(self) -> dict[int, SumPlace]:
        parents = _parents(list(self.told.values()))
        return self._placed(parents, self.announced - parents.keys())

    def _placed(self, parents: Mapping[int, int], loose: AbstractSet[int]) -> dict[int, SumPlace]:
        """The places; ``loose`` sum up what is not found. A total alone in its table has no parts: it may be added."""
        rows = [line.row for line in self.lines]
        alone = frozenset(rows if len(self.told) == 1 else ())
        return sum_places(rows, parents, {*parents.values(), *loose} - alone, self.headings - alone)

    def _comes_to_total(self, places: Mapping[int, SumPlace]) -> bool:
        grand = grand_total(self.lines)
        leaves = [line for row, line in self.told.items() if places[row].is_leaf]
        return grand is not None and grand.row in self.told and comes_out(self.told[grand.row], leaves)

    @cached_property
    def headings(self) -> frozenset[int]:
        """The groups that print no amount over lines that do."""
        under = {self.by_level.get(row) for row in self.told}
        over = under | {self.by_level.get(row) for row in under if row is not None}
        silent = {line.row for line in self.lines if line.level in _GROUPS and line.row not in self.told}
        return frozenset(silent & over)

    @cached_property
    def summary_frames(self) -> frozenset[int]:
        """The service frames that split the whole before its appropriations do."""
        first = next((line.row for line in self.lines if line.level == "appropriation"), None)
        frames = (line.row for line in self.lines if line.level == "service_frame")
        return frozenset(row for row in frames if first is not None and row < first)

    @cached_property
    def by_level(self) -> dict[int, int]:
        """The nearest line above that ranks higher, or else the grand total, of each line."""
        grand = grand_total(self.lines)
        parents: dict[int, int] = {}
        above: list[Line] = []
        for line in self.lines:
            if line is grand:
                continue
            above = [one for one in above if _RANK[one.level] < _RANK[line.level]]
            over = above[-1] if above else grand
            if over is not None:
                parents[line.row] = over.row
            above.append(line)
        return parents

    @cached_property
    def in_subtotals(self) -> dict[int, int]:
        """The lines that one among those of their group sums up, where the group is not the sum of them all."""
        out: dict[int, int] = {}
        for group in sorted({self.by_level.get(row, _NO_GROUP) for row in self.told}):
            lines = self._under(group, self.by_level)
            if group not in self.told or not comes_out(self.told[group], lines):
                out |= _parents(lines)
        return out

    def _under(self, group: int, parents: Mapping[int, int]) -> list[SumLine]:
        parts = (line for row, line in self.told.items() if parents.get(row, _NO_GROUP) == group)
        return [line for line in parts if line.row not in self.summary_frames]

    def _counts(self, row: int, parents: Mapping[int, int]) -> bool:
        """Whether a line that announces a sum is itself one of the lines that its group sums up."""
        group = self.told.get(parents.get(row, -1))
        return group is not None and comes_out(group, self._under(group.row, parents))
