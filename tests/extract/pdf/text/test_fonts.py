"""Which fonts are bold, where their names say so and where only their stems do."""

from __future__ import annotations

from ctypes import c_void_p

import pytest

from extract.pdf.text import fonts
from extract.pdf.text.fonts import FontStyle, font_styles


def bold(monkeypatch: pytest.MonkeyPatch, *styles: tuple[bool, int]) -> list[bool]:
    """Whether each of a page's fonts is bold; given is what it says of itself (True: bold), and its weight."""
    monkeypatch.setattr(
        fonts, "_style", lambda font: FontStyle(styles[font.value - 1][0], False, 0.2, styles[font.value - 1][1])
    )
    return [style.bold for style in font_styles(c_void_p(n + 1) for n in range(len(styles)))]


def test_a_heavy_font_beside_a_light_one_is_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bold(monkeypatch, (False, 400), (False, 700)) == [False, True]


def test_where_all_are_heavy_none_is_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    # Some programs write stems that make 600 of any font.
    assert bold(monkeypatch, (False, 600), (False, 625)) == [False, False]
    assert bold(monkeypatch, (False, 640)) == [False]


def test_where_one_says_that_it_is_bold_the_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bold(monkeypatch, (False, 250), (False, 600), (True, 0)) == [False, False, True]


@pytest.mark.parametrize(
    ("name", "says"),
    [("Carlito-Bold", True), ("CMBX10", True), ("Arial-Black", True), ("MyriadPro-Regular", False), ("Carlito", None)],
)
def test_names_that_say_whether_a_font_is_bold(name: str, says: bool | None) -> None:
    assert fonts._named(name)[0] is says
