"""Comparing a table with what other tools read in its place, cell by cell.

Cells are matched by where they stand on the page, never by their row and column: a tool that splits a row in two
or sees one column more would otherwise disagree with every cell that follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from extract.model import Box, Cell, RawTable
from extract.second_opinion.cell_matching import (
    Match,
    OtherCell,
    Placed,
    alike,
    area,
    by_strip,
    fit,
    holds_middle,
    match_cell,
    shared,
)

FLAG: Final = "second_opinion_differs"
Verdict = Literal["agree", "differs"]

# Of our table's area, how much another table must cover to be about it at all.
_SEEN: Final = 0.1


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table as another tool sees it. ``cells`` are those with text."""

    reader: str
    box: Box
    n_rows: int
    n_columns: int
    cells: tuple[OtherCell, ...]


@dataclass(frozen=True, slots=True)
class CellOpinion:
    """What another tool makes of the cell that starts at ``row`` and ``column`` of our table.

    ``text`` is the other's text in that place, parts of several cells joined by " | "; where it is the same and the
    verdict ``differs`` all the same, the other tool sees it in another column than that column's other cells.
    """

    row: int
    column: int
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one tool makes of a table.

    ``found``: it sees a table there. ``n_rows``/``n_columns`` are those of its table that fits ours best. ``cells`` has
    each cell with text, and blank ones where the other reads something. ``unread`` are texts that the other reads
    inside the table's box and that are in no cell of ours.
    """

    reader: str
    found: bool
    n_rows: int = 0
    n_columns: int = 0
    cells: tuple[CellOpinion, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def agreement(self) -> float:
        """The share of texts (0 to 1) that both read alike; 0 where the other sees no table."""
        if not self.found:
            return 0.0
        agreed = sum(cell.verdict == "agree" for cell in self.cells)
        return agreed / max(len(self.cells) + len(self.unread), 1)


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What the other tools make of one table. ``failed`` says which tool could not read the page, and why."""

    opinions: tuple[Opinion, ...]
    failed: tuple[str, ...] = ()

    @property
    def doubted(self) -> frozenset[tuple[int, int]]:
        """Cells (row, column) that no tool confirms, of those that see a table there."""
        verdicts: dict[tuple[int, int], bool] = {}
        for opinion in self.opinions:
            for cell in opinion.cells:
                place = (cell.row, cell.column)
                verdicts[place] = verdicts.get(place, False) or cell.verdict == "agree"
        return frozenset(place for place, agreed in verdicts.items() if not agreed)

    @property
    def differs(self) -> bool:
        """No tool that was asked sees the whole table as we do, or none sees it at all."""
        seen = [opinion for opinion in self.opinions if opinion.found]
        if not seen:
            return bool(self.opinions)
        return bool(self.doubted) or all(opinion.unread for opinion in seen)


def compare(table: RawTable, others: Iterable[OtherTable], reader: str) -> Opinion:
    """Compare a table with those that ``reader`` sees on the same page."""
    near = _about(table.box, others)
    if not near:
        return Opinion(reader, found=False)
    placed = [
        Placed(n, cell) for n, other in enumerate(near) for cell in other.cells if shared(table.box, cell.box) > 0
    ]
    strips = by_strip(placed)
    matches = [match_cell(cell, strips) for cell in table.cells if cell.words]
    used = {id(part.cell) for match in matches for part in match.parts}
    rest = [p.cell for p in placed if id(p.cell) not in used and holds_middle(table.box, p.cell.box)]
    blanks, unread = _extra(table, matches, rest)
    said = sorted([*_opinions(matches), *blanks], key=lambda cell: (cell.row, cell.column))
    return Opinion(reader, True, near[0].n_rows, near[0].n_columns, tuple(said), unread)


def flagged(table: RawTable, opinion: SecondOpinion) -> RawTable:
    """The table, with the flag ``second_opinion_differs`` where the tools do not confirm it."""
    return replace(table, flags=(*table.flags, FLAG)) if opinion.differs and FLAG not in table.flags else table


def _about(box: Box, others: Iterable[OtherTable]) -> list[OtherTable]:
    """The other tables in our table's place, the best fit first; of two in one place only the better one."""
    least = _SEEN * area(box)
    near = [other for other in others if shared(box, other.box) > least]
    kept: list[OtherTable] = []
    for other in sorted(near, key=lambda other: -fit(box, other.box)):
        if all(shared(other.box, before.box) <= _SEEN * area(other.box) for before in kept):
            kept.append(other)
    return kept


def _opinions(matches: Sequence[Match]) -> list[CellOpinion]:
    """Verdicts on the cells with text: the same text in a column that the other tool keeps apart is no agreement."""
    usual = _usual_columns(matches)
    out = []
    for match in matches:
        cell, agrees = match.cell, match.agrees
        if agrees and _is_plain(cell):
            number, column = usual[cell.column]
            place = match.parts[0].column
            # Another table of the other tool counts its columns for itself: nothing can be said of those.
            agrees = place[0] != number or place[1] == column
        text = " | ".join(" ".join(part.cell.text.split()) for part in match.parts)
        out.append(CellOpinion(cell.row, cell.column, "agree" if agrees else "differs", text))
    return out


def _usual_columns(matches: Sequence[Match]) -> dict[int, tuple[int, int]]:
    """For each of our columns, where (table, column) the other tool sees most of its cells."""
    counts: dict[int, Counter[tuple[int, int]]] = {}
    for match in matches:
        if match.agrees and _is_plain(match.cell):
            counts.setdefault(match.cell.column, Counter())[match.parts[0].column] += 1
    return {column: min(count, key=lambda place: (-count[place], place)) for column, count in counts.items()}


def _is_plain(cell: Cell) -> bool:
    return cell.column_span == 1 and not cell.header


def _extra(
    table: RawTable, matches: Sequence[Match], rest: Sequence[OtherCell]
) -> tuple[list[CellOpinion], tuple[str, ...]]:
    """What only the other tool reads: in a blank cell of ours, or in none."""
    blanks = [cell for cell in table.cells if not cell.words]
    # A text that the other tool put into a slot beside its words is ours already, as one that differs.
    displaced = [match.cell.text for match in matches if not match.parts]
    found: dict[tuple[int, int], list[str]] = {}
    unread = []
    for other in rest:
        if any(alike(other.text, text) for text in displaced):
            continue
        home = next((cell for cell in blanks if holds_middle(cell.box, other.box)), None)
        text = " ".join(other.text.split())
        if home is None:
            unread.append(text)
        else:
            found.setdefault((home.row, home.column), []).append(text)
    return [CellOpinion(r, c, "differs", " | ".join(texts)) for (r, c), texts in found.items()], tuple(unread)
