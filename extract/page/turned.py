"""Pages whose text is drawn sideways, as wide tables often are: read as if turned upright, told as displayed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from operator import attrgetter

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
    turned = [_word(w, page, angle) for w in page.words]
    order = sorted(range(len(turned)), key=lambda k: (turned[k].baseline, turned[k].x0))
    return Page(
        page.number,
        page.height,
        page.width,
        tuple(turned[k] for k in order),
        tuple(Ruling(*_turn(Box(*r[:4]), page.width, page.height, angle), r.width) for r in page.rulings),
        tuple(Fill(*_turn(Box(*f[:4]), page.width, page.height, angle), f.color) for f in page.fills),
        page.n_hidden,
        page.tags and _renumbered(page.tags, {old: new for new, old in enumerate(order)}),
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


def as_displayed(layout: PageLayout, angle: int) -> PageLayout:
    """What was read on the page turned upright, with the places on the page as displayed."""
    items = tuple(_item(item, layout.width, layout.height, angle) for item in layout.items)
    return PageLayout(layout.number, layout.height, layout.width, items)


def _turn(box: Box, width: float, height: float, angle: int) -> Box:
    """A box after a quarter turn of a page of ``width`` x ``height`` that makes text at ``angle`` upright."""
    if angle == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return Box(height - box.bottom, box.x0, height - box.top, box.x1)


def _word(word: Word, page: Page, angle: int) -> Word:
    x0, top, x1, bottom = _turn(word.box, page.width, page.height, angle)
    # The baseline of a sideways word is told by its place across the page.
    baseline = page.width - word.baseline if angle == 90 else word.baseline
    if word.angle != angle:
        return word._replace(x0=x0, top=top, x1=x1, bottom=bottom, baseline=bottom, angle=(word.angle - angle) % 360)
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom, baseline=baseline, angle=0)


def _item(item: TextLine | RawTable, width: float, height: float, angle: int) -> TextLine | RawTable:
    back = (angle + 180) % 360
    if isinstance(item, RawTable):
        return replace(
            item,
            box=_turn(item.box, width, height, back),
            cells=tuple(_cell(cell, width, height, angle) for cell in item.cells),
            caption=tuple(_line(line, width, height, angle) for line in item.caption),
            notes=tuple(_line(line, width, height, angle) for line in item.notes),
        )
    return _line(item, width, height, angle)


def _line(line: TextLine, width: float, height: float, angle: int) -> TextLine:
    words = tuple(_word_back(w, width, height, angle) for w in line.words)
    return line._replace(box=_turn(line.box, width, height, (angle + 180) % 360), words=words)


def _cell(cell: Cell, width: float, height: float, angle: int) -> Cell:
    words = tuple(_word_back(w, width, height, angle) for w in cell.words)
    return cell._replace(box=_turn(cell.box, width, height, (angle + 180) % 360), words=words)


def _word_back(word: Word, width: float, height: float, angle: int) -> Word:
    x0, top, x1, bottom = _turn(word.box, width, height, (angle + 180) % 360)
    baseline = height - word.baseline if angle == 90 else word.baseline
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom, baseline=baseline, angle=(word.angle + angle) % 360)
