"""Which cells of another tool stand where a cell of ours stands, and whether they hold the same text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from extract.geometry import overlap
from extract.model import Box, Cell
from extract.page.word_shapes import is_value

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


class Placed(NamedTuple):
    """A cell of the other tool, with the number of the table it is in."""

    table: int
    cell: OtherCell

    @property
    def column(self) -> tuple[int, int]:
        return self.table, self.cell.column


class Match(NamedTuple):
    """A cell of ours, whether its text is confirmed, and the other cells that stand there, top to bottom."""

    cell: Cell
    agrees: bool
    parts: tuple[Placed, ...]


Strips = dict[int, list[Placed]]


def match_cell(cell: Cell, strips: Strips) -> Match:
    """Find what the other tool has where the words of ``cell`` stand."""
    core = _core(cell)
    least = _HOLDS * area(core)
    parts = [part for part in _near(core, strips) if shared(core, part.cell.box) >= least]
    same = [part for part in parts if alike(part.cell.text, cell.text)]
    if same:
        return Match(cell, True, (max(same, key=lambda part: shared(core, part.cell.box)),))
    parts.sort(key=lambda part: (part.cell.box.top, part.cell.box.x0))
    return Match(cell, _is_wrapped(cell.text, parts), tuple(parts))


def _core(cell: Cell) -> Box:
    """The cell's box without the air above its first and below its last line: what the rows next to it may cover."""
    air = _LINE_AIR * cell.box.height / max(len(cell.lines), 1)
    return Box(cell.box.x0, cell.box.top + air, cell.box.x1, cell.box.bottom - air)


def _is_wrapped(text: str, parts: Sequence[Placed]) -> bool:
    """The parts are the lines of one wrapped text that the other tool took for rows: no two rows of figures."""
    if len({part.column for part in parts}) != 1:
        return False
    figures = sum(all(is_value(word) for word in part.cell.text.split()) for part in parts)
    return figures < 2 and alike("".join(part.cell.text for part in parts), text)


def alike(one: str, other: str) -> bool:
    """The same text but for white space and the kinds of dashes, ligatures and widths.

    A soft hyphen is a hyphen in some fonts, and nothing at all in others: either will do.
    """
    a, b = _comparable(one), _comparable(other)
    return any(a.replace(_SOFT_HYPHEN, drawn) == b.replace(_SOFT_HYPHEN, drawn) for drawn in ("-", ""))


@lru_cache(maxsize=4096)
def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())


def shared(a: Box, b: Box) -> float:
    """The area that two boxes share."""
    width, height = overlap((a.x0, a.x1), (b.x0, b.x1)), overlap((a.top, a.bottom), (b.top, b.bottom))
    return width * height if width > 0 and height > 0 else 0.0


def area(box: Box) -> float:
    """A box's area."""
    return box.width * box.height


def fit(a: Box, b: Box) -> float:
    """The shared part of the area that both cover, 0 to 1."""
    both = shared(a, b)
    return both / (area(a) + area(b) - both) if both else 0.0


def holds_middle(outer: Box, inner: Box) -> bool:
    """The inner box's middle lies in the outer one."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def by_strip(placed: Sequence[Placed]) -> Strips:
    """The cells by the strips across the page that they reach into, to look them up fast."""
    strips: Strips = {}
    for part in placed:
        for strip in _strips_of(part.cell.box):
            strips.setdefault(strip, []).append(part)
    return strips


def _near(box: Box, strips: Strips) -> list[Placed]:
    found = {id(part): part for strip in _strips_of(box) for part in strips.get(strip, ())}
    return list(found.values())


def _strips_of(box: Box) -> range:
    return range(int(box.top // _STRIP), int(box.bottom // _STRIP) + 1)
