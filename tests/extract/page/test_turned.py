from __future__ import annotations

from dataclasses import replace

import pytest
from drawn import grid_of, page_of, rule, shade

from extract.layout import layout_page
from extract.model import Page
from extract.page.turned import as_displayed, main_angle, upright

TEXT = """
Omraade                   Budget    Regnskab
Dagtilbud                  1.200       1.310
Folkeskolen og SFO        14.500      14.220
Tandpleje                    310         298
"""


def sideways(angle: int) -> Page:
    """The page of TEXT as it looks turned by a quarter, its text running at ``angle``."""
    page = page_of(TEXT, rulings=[rule(0, 0, 44)], fills=[shade(2, 0, 44)])
    turned = upright(page, (360 - angle) % 360)
    words = tuple(
        w._replace(angle=angle, baseline=(page.height - p.baseline if angle == 90 else p.baseline))
        for w, p in zip(
            sorted(turned.words, key=lambda w: (w.text, w.x0, w.top)),
            sorted(page.words, key=lambda w: (w.text, *_where(w, page, angle))),
            strict=True,
        )
    )
    return Page(1, turned.width, turned.height, words, turned.rulings, turned.fills)


def _where(word, page: Page, angle: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    return (page.height - word.bottom, word.x0) if angle == 90 else (word.top, page.width - word.x1)


@pytest.mark.parametrize("angle", [90, 270])
def test_a_table_drawn_sideways_reads_like_the_upright_one(angle: int) -> None:
    page = sideways(angle)
    assert main_angle(page) == angle
    (table,) = layout_page(page).tables
    (plain,) = layout_page(page_of(TEXT, rulings=[rule(0, 0, 44)], fills=[shade(2, 0, 44)])).tables
    assert grid_of(table) == grid_of(plain)
    assert layout_page(page).turn == angle
    assert layout_page(page_of(TEXT)).turn == 0


@pytest.mark.parametrize("angle", [90, 270])
def test_boxes_are_those_of_the_displayed_page(angle: int) -> None:
    page = sideways(angle)
    words = {(w.text, round(w.x0, 3), round(w.top, 3)) for w in page.words}
    layout = as_displayed(layout_page(page))
    assert (layout.width, layout.height) == (page.width, page.height)
    for cell in layout.tables[0].cells:
        for w in cell.words:
            assert (w.text, round(w.x0, 3), round(w.top, 3)) in words
            assert cell.box.x0 <= w.x0
            assert w.bottom <= cell.box.bottom


@pytest.mark.parametrize("angle", [90, 270])
def test_turning_there_and_back_changes_nothing(angle: int) -> None:
    layout = layout_page(page_of(TEXT))
    there = as_displayed(replace(layout, turn=angle))
    there_and_back = as_displayed(replace(there, turn=360 - angle))
    for item, other in zip(there_and_back.items, layout.items, strict=True):
        assert tuple(item.box) == pytest.approx(tuple(other.box))
