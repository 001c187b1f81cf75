"""Pages whose text is drawn sideways, as wide tables often are: turned upright once, to be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from extract.model import Box, Cell, Fill, Page, PageLayout, PageTags, RawTable, Ruling, TextLine, Word

_ANGLE = attrgetter("angle")
MOST = 0.6  # the share of its letters that must run sideways for a page to be read so


def main_angle(page: Page) -> int:
    """The direction in which most of the page's letters run: 90 (downwards), 270 (upwards), else 0."""
    if not any(map(_ANGLE, page.words)):
        return 0
    letters: Counter[int] = Counter()
    for word in page.words:
        letters[word.angle] += len(word.text)
    if not letters:
        return 0
    angle, count = letters.most_common(1)[0]
    return angle if angle in (90, 270) and count >= MOST * letters.total() else 0


def upright(page: Page, angle: int) -> Page:
    """The page turned by a quarter, so that text that runs at ``angle`` runs from left to right."""
    turn = _Turn(angle, page.width, page.height)
    turned = [turn.word(w) for w in page.words]
    order = sorted(range(len(turned)), key=lambda k: (turned[k].baseline, turned[k].x0))
    return Page(
        page.number,
        page.height,
        page.width,
        tuple(turned[k] for k in order),
        tuple(Ruling(*turn.box(Box(*r[:4])), r.width) for r in page.rulings),
        tuple(Fill(*turn.box(Box(*f[:4])), f.color) for f in page.fills),
        page.n_hidden,
        page.tags and _renumbered(page.tags, {old: new for new, old in enumerate(order)}),
        tuple(map(turn.box, page.scanned)),
        page.unread,
    )


def _renumbered(tags: PageTags, places: dict[int, int]) -> PageTags:
    """The tags for a page whose word ``i`` stands at ``places[i]``."""
    return PageTags(
        tags.tables,
        tuple(tuple(sorted(places[i] for i in part)) for part in tags.parts),
        tags.headings,
        tuple(places[i] for i in tags.running),
        tuple(places[i] for i in tags.artifacts),
    )


def as_displayed(layout: PageLayout) -> PageLayout:
    """A layout with its places on the page as displayed; where its page was not turned, itself."""
    if not layout.turn:
        return layout
    turn = _back(layout)
    items = tuple(_table(item, turn) if isinstance(item, RawTable) else turn.line(item) for item in layout.items)
    return PageLayout(layout.number, layout.height, layout.width, items, unread=layout.unread)


def displayed_box(box: Box, layout: PageLayout) -> Box:
    """A box of a layout's page on the page as displayed."""
    return _back(layout).box(box) if layout.turn else box


def _back(layout: PageLayout) -> _Turn:
    return _Turn(360 - layout.turn, layout.width, layout.height)


class _Turn(NamedTuple):
    """A quarter turn of a page of ``width`` x ``height`` that makes text that runs at ``angle`` upright."""

    angle: int
    width: float
    height: float

    def box(self, box: Box) -> Box:
        if self.angle == 90:
            return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)

    def word(self, word: Word) -> Word:
        x0, top, x1, bottom = self.box(word.box)
        # A baseline is a height on the page, or, of a word that runs up or down, a place across it.
        across = word.angle in (90, 270)
        mirrored = across if self.angle == 90 else not across
        size = self.width if across else self.height
        baseline = size - word.baseline if mirrored else word.baseline
        return word._replace(x0=x0, top=top, x1=x1, bottom=bottom, baseline=baseline, angle=self._of(word.angle))

    def _of(self, angle: int) -> int:
        return (angle - self.angle) % 360

    def line(self, line: TextLine) -> TextLine:
        return line._replace(box=self.box(line.box), words=tuple(map(self.word, line.words)))

    def cell(self, cell: Cell) -> Cell:
        return cell._replace(box=self.box(cell.box), words=tuple(map(self.word, cell.words)))


def _table(table: RawTable, turn: _Turn) -> RawTable:
    return replace(
        table,
        box=turn.box(table.box),
        cells=tuple(map(turn.cell, table.cells)),
        caption=tuple(map(turn.line, table.caption)),
        notes=tuple(map(turn.line, table.notes)),
    )
