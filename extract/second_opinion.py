"""Comparing a table with what other tools read in its place, cell by cell.

Cells are matched by where they stand on the page, never by their row and column: a tool that splits a row in two
or sees one column more would otherwise disagree with every cell that follows.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from extract.geometry import overlap
from extract.model import Box, Cell, RawTable
from extract.tokens import is_value

FLAG: Final = "second_opinion_differs"
Verdict = Literal["agree", "differs"]

# Of our table's area, how much another table must cover to be about it at all.
_SEEN: Final = 0.1
# Of the words of a cell, how much another cell must cover to count as what stands there.
_HOLDS: Final = 0.1
# Of a line's height, what is white above it and below it.
_LINE_AIR: Final = 0.25
# Height of the strips in which cells are looked up, in points: about a row.
_STRIP: Final = 20.0
_ALIKE: Final = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "\u200b": None})
_SOFT_HYPHEN: Final = "\xad"


class OtherCell(NamedTuple):
    """A cell with text as another tool sees it; ``box`` is its slot or its words, on the displayed page."""

    row: int
    column: int
    box: Box
    text: str


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
        _Placed(n, cell) for n, other in enumerate(near) for cell in other.cells if _shared(table.box, cell.box) > 0
    ]
    strips = _by_strip(placed)
    matches = [_match(cell, strips) for cell in table.cells if cell.words]
    used = {id(part.cell) for match in matches for part in match.parts}
    rest = [p.cell for p in placed if id(p.cell) not in used and _holds_middle(table.box, p.cell.box)]
    blanks, unread = _extra(table, matches, rest)
    said = sorted([*_opinions(matches), *blanks], key=lambda cell: (cell.row, cell.column))
    return Opinion(reader, True, near[0].n_rows, near[0].n_columns, tuple(said), unread)


def flagged(table: RawTable, opinion: SecondOpinion) -> RawTable:
    """The table, with the flag ``second_opinion_differs`` where the tools do not confirm it."""
    return replace(table, flags=(*table.flags, FLAG)) if opinion.differs and FLAG not in table.flags else table


def _about(box: Box, others: Iterable[OtherTable]) -> list[OtherTable]:
    """The other tables in our table's place, the best fit first; of two in one place only the better one."""
    least = _SEEN * _area(box)
    near = [other for other in others if _shared(box, other.box) > least]
    kept: list[OtherTable] = []
    for other in sorted(near, key=lambda other: -_fit(box, other.box)):
        if all(_shared(other.box, before.box) <= _SEEN * _area(other.box) for before in kept):
            kept.append(other)
    return kept


class _Placed(NamedTuple):
    """A cell of the other tool, with the number of the table it is in."""

    table: int
    cell: OtherCell

    @property
    def column(self) -> tuple[int, int]:
        return self.table, self.cell.column


class _Match(NamedTuple):
    """A cell of ours, whether its text is confirmed, and the other cells that stand there, top to bottom."""

    cell: Cell
    agrees: bool
    parts: tuple[_Placed, ...]


_Strips = dict[int, list[_Placed]]


def _match(cell: Cell, strips: _Strips) -> _Match:
    core = _core(cell)
    least = _HOLDS * _area(core)
    parts = [part for part in _near(core, strips) if _shared(core, part.cell.box) >= least]
    same = [part for part in parts if alike(part.cell.text, cell.text)]
    if same:
        return _Match(cell, True, (max(same, key=lambda part: _shared(core, part.cell.box)),))
    parts.sort(key=lambda part: (part.cell.box.top, part.cell.box.x0))
    return _Match(cell, _is_wrapped(cell.text, parts), tuple(parts))


def _core(cell: Cell) -> Box:
    """The cell's box without the air above its first and below its last line: what the rows next to it may cover."""
    air = _LINE_AIR * cell.box.height / max(len(cell.lines), 1)
    return Box(cell.box.x0, cell.box.top + air, cell.box.x1, cell.box.bottom - air)


def _is_wrapped(text: str, parts: Sequence[_Placed]) -> bool:
    """The parts are the lines of one wrapped text that the other tool took for rows: no two rows of figures."""
    if len({part.column for part in parts}) != 1:
        return False
    figures = sum(all(is_value(word) for word in part.cell.text.split()) for part in parts)
    return figures < 2 and alike("".join(part.cell.text for part in parts), text)


def _opinions(matches: Sequence[_Match]) -> list[CellOpinion]:
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


def _usual_columns(matches: Sequence[_Match]) -> dict[int, tuple[int, int]]:
    """For each of our columns, where (table, column) the other tool sees most of its cells."""
    counts: dict[int, Counter[tuple[int, int]]] = {}
    for match in matches:
        if match.agrees and _is_plain(match.cell):
            counts.setdefault(match.cell.column, Counter())[match.parts[0].column] += 1
    return {column: min(count, key=lambda place: (-count[place], place)) for column, count in counts.items()}


def _is_plain(cell: Cell) -> bool:
    return cell.column_span == 1 and not cell.header


def _extra(
    table: RawTable, matches: Sequence[_Match], rest: Sequence[OtherCell]
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
        home = next((cell for cell in blanks if _holds_middle(cell.box, other.box)), None)
        text = " ".join(other.text.split())
        if home is None:
            unread.append(text)
        else:
            found.setdefault((home.row, home.column), []).append(text)
    return [CellOpinion(r, c, "differs", " | ".join(texts)) for (r, c), texts in found.items()], tuple(unread)


def alike(one: str, other: str) -> bool:
    """The same text but for white space and the kinds of dashes, ligatures and widths.

    A soft hyphen is a hyphen in some fonts, and nothing at all in others: either will do.
    """
    a, b = _comparable(one), _comparable(other)
    return any(a.replace(_SOFT_HYPHEN, drawn) == b.replace(_SOFT_HYPHEN, drawn) for drawn in ("-", ""))


@lru_cache(maxsize=4096)
def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())


def _shared(a: Box, b: Box) -> float:
    width, height = overlap((a.x0, a.x1), (b.x0, b.x1)), overlap((a.top, a.bottom), (b.top, b.bottom))
    return width * height if width > 0 and height > 0 else 0.0


def _area(box: Box) -> float:
    return box.width * box.height


def _fit(a: Box, b: Box) -> float:
    """The shared part of the area that both cover, 0 to 1."""
    shared = _shared(a, b)
    return shared / (_area(a) + _area(b) - shared) if shared else 0.0


def _holds_middle(outer: Box, inner: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _by_strip(placed: Sequence[_Placed]) -> _Strips:
    strips: _Strips = {}
    for part in placed:
        for strip in _strips_of(part.cell.box):
            strips.setdefault(strip, []).append(part)
    return strips


def _near(box: Box, strips: _Strips) -> list[_Placed]:
    found = {id(part): part for strip in _strips_of(box) for part in strips.get(strip, ())}
    return list(found.values())


def _strips_of(box: Box) -> range:
    return range(int(box.top // _STRIP), int(box.bottom // _STRIP) + 1)
