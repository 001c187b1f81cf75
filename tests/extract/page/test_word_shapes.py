from __future__ import annotations

import pytest

from extract.page.word_shapes import is_bullet, is_caption, is_figure, is_leader, is_list_marker, is_nil, is_typed_rule


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "1.234,5",
        "-12",
        "−12",
        "(3,4)",
        "12%",
        "$1,200",
        "17.755*",
        "<0.1",
        "2003–04",
        "937,0",
        "+5",
        "(4.7)",
        "1/2",
        "12¹",
    ],
)
def test_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["R", "A005358", "mio.", "kr.", "", "-", "Total", "3a.b", "e5"])
def test_no_figures(text: str) -> None:
    assert not is_figure(text)


@pytest.mark.parametrize("text", ["-", "–", "—", "…", "..", "n/a", "†", "x"])
def test_signs_in_the_place_of_a_figure(text: str) -> None:
    assert is_nil(text)


def test_lists_leaders_rules_and_titles() -> None:
    assert all(map(is_bullet, ["•", "\uf0b7", "–"]))
    assert all(map(is_list_marker, ["1.", "(a)", "iv)", "•"]))
    assert not is_list_marker("1.234")
    assert is_leader("........")
    assert not is_leader("...")
    assert is_typed_rule("------------")
    assert not is_typed_rule("--")
    assert all(map(is_caption, ["Tabel 3. Udgifter", "Table A-1. Coverage", "Figur 2", "Bilag II"]))
    assert not any(map(is_caption, ["Tab vedr. ydelser", "Tabellen viser", "Table of contents", "Figures"]))
