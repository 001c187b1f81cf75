"""Service frames of lines that stand under no line of one, where their table lets one infer them.

Two things tell: an appropriation's own name ("20.07 Beskæftigelse - inden for servicerammen"), and the table's split of
the whole. Where that is printed, and in one way only its unframed appropriations can be shared out so that what lies
inside of the frame and what lies outside of it come out in every column, and in two or more, they are where that says.
A committee whose table prints neither has no frame: nothing in a table of amounts alone says what the ceiling counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import Final, get_args

from normalize.figures.line_hierarchy import grand_total
from normalize.model import Figure, Line, ServiceFrame
from normalize.wording.table_words import Words

INFERRED: Final = "service_frame_inferred"
_FRAMES: Final[tuple[ServiceFrame, ...]] = get_args(ServiceFrame)
# So many can be shared out in a thousand ways.
_MOST_UNFRAMED: Final = 10
_FEWEST_COLUMNS: Final = 2
# Where the last part of a name begins.
_LAST_PART: Final = re.compile(r"(?:\s[-–—]\s|[(,:])(?=[^-–—(,:]*$)")
_ZERO: Final = Decimal(0)


def with_service_frames(figures: Sequence[Figure], words: Words) -> list[Figure]:
    """The figures of an operating or financing table, those of lines with an inferred frame flagged."""
    lines = list({figure.line.row: figure.line for figure in figures}.values())
    frames = _FramedLines(lines, figures, words).inferred
    return [
        figure._replace(line=figure.line._replace(service_frame=frames[row]), flags=(*figure.flags, INFERRED))
        if (row := figure.line.row) in frames
        else figure
        for figure in figures
    ]


@dataclass(frozen=True)
class _FramedLines:
    """The lines of a table, and which of them stand under a frame."""

    lines: Sequence[Line]
    figures: Sequence[Figure]
    words: Words

    @cached_property
    def inferred(self) -> dict[int, ServiceFrame]:
        """The frame of each line, by row, that is inferred: of the unframed appropriations' items, or of one itself
        that has none.
        """
        own = self.by_name | self.by_split
        return {row: own[head] for head in own for row in self._leaves(head)}

    @cached_property
    def groups(self) -> Mapping[int, Sequence[Line]]:
        """The lines under each appropriation, by its row; those above the first are under none (-1)."""
        groups: dict[int, list[Line]] = {-1: []}
        grand, head = grand_total(self.lines), -1
        for line in self.lines:
            if line.level == "appropriation":
                head = line.row
                groups[head] = []
            elif line is not grand:
                groups[head].append(line)
        return groups

    @cached_property
    def unframed(self) -> Mapping[int, Line]:
        heads = {line.row: line for line in self.lines if line.level == "appropriation"}
        framed = {row for row, under in self.groups.items() if any(line.level == "service_frame" for line in under)}
        return {row: line for row, line in heads.items() if row not in framed}

    def _leaves(self, head: int) -> Iterator[int]:
        own = [line for line in self.groups[head] if line.sums.is_leaf]
        yield from (line.row for line in own) if own else (head,)

    @cached_property
    def by_name(self) -> dict[int, ServiceFrame]:
        """The frame that an unframed appropriation's name ends in."""
        parts = {row: _LAST_PART.split(line.label) for row, line in self.unframed.items()}
        told = {row: self.words.frame(last) for row, (*first, last) in parts.items() if first}
        return {row: frame for row, frame in told.items() if frame is not None}

    @cached_property
    def by_split(self) -> dict[int, ServiceFrame]:
        """The one way in which the appropriations that nothing else frames make the whole's split come out."""
        open_rows = [row for row in self.unframed if row not in self.by_name]
        split = {line.service_frame: line.row for line in self.groups[-1] if line.level == "service_frame"}
        grand = grand_total(self.lines)
        if not split or not open_rows or len(open_rows) > _MOST_UNFRAMED or grand is None:
            return {}
        framed: dict[ServiceFrame, list[int]] = {frame: [] for frame in _FRAMES}
        for row, frame in self.by_name.items():
            framed[frame].append(row)
        for line in (line for head, under in self.groups.items() if head >= 0 for line in under):
            if line.level == "service_frame" and line.service_frame is not None:
                framed[line.service_frame].append(line.row)
        ways = [
            dict(zip(open_rows, way, strict=True))
            for way in product(_FRAMES, repeat=len(open_rows))
            if self._comes_out(grand.row, split, framed, dict(zip(open_rows, way, strict=True)))
        ]
        return ways[0] if len(ways) == 1 else {}

    def _comes_out(
        self,
        grand: int,
        split: Mapping[ServiceFrame | None, int],
        framed: Mapping[ServiceFrame, Sequence[int]],
        way: Mapping[int, ServiceFrame],
    ) -> bool:
        """Whether both sides of the split come out in every column; what it does not print is the rest of the whole."""
        shares = {frame: [*framed[frame], *(row for row, of in way.items() if of == frame)] for frame in _FRAMES}
        for column in self.columns:
            whole = self._sum([grand], column)
            printed = {frame: self._sum([row], column) for frame, row in split.items() if frame is not None}
            for frame in _FRAMES:
                told = printed.get(frame, whole - sum(printed.values(), _ZERO))
                if abs(told - self._sum(shares[frame], column)) > self._slack([grand, *split.values(), *shares[frame]]):
                    return False
        return len(self.columns) >= _FEWEST_COLUMNS

    @cached_property
    def values(self) -> Mapping[tuple[int, int], Figure]:
        return {(f.line.row, f.column): f for f in self.figures if f.amount is not None}

    @cached_property
    def columns(self) -> Sequence[int]:
        """The columns in which the whole is printed."""
        grand = grand_total(self.lines)
        return sorted(column for row, column in self.values if grand is not None and row == grand.row)

    def _sum(self, rows: Sequence[int], column: int) -> Decimal:
        told = (self.values.get((row, column)) for row in rows)
        return sum((figure.amount or _ZERO for figure in told if figure is not None), _ZERO)

    def _slack(self, rows: Sequence[int]) -> Decimal:
        step = max((figure.half_step for figure in self.values.values()), default=_ZERO)
        return step * len(rows)
