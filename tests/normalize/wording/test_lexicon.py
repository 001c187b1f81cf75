from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.wording.lexicon import Lexicon, bare, misprints, years

MEASURES = Lexicon({"adopted": ["vedtaget budget", "budget"], "revised": ["korrigeret budget"], "actual": ["regnskab"]})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vedtaget budget 2024 (1)", "vedtaget budget"),
        ("Resultat (3)-(2)=(4)", "resultat"),
        ("Resultat 2024 (3)- (2)=(4)", "resultat"),
        ("Regnskab 2023/24", "regnskab"),
        ("Driftsvirksomhed (1.000 kr.)", "driftsvirksomhed"),
        ("Overførsel til 2024", "overførsel til"),
        ("Forbrug i mio. kr.", "forbrug"),
        ("Mer-/mindreforbrug", "mer mindreforbrug"),
        ("Regnskab²", "regnskab"),
        ("Forbrug pr. 31. december 2024", "forbrug"),
        ("Korrigeret budget pr. 31.12.2024", "korrigeret budget"),
        ("Forbrug ultimo 2024", "forbrug"),
        ("Udgift pr. borger", "udgift pr borger"),
        ("Afvigelse (D=C-B)", "afvigelse"),
        ("Regnskab 2024 (C)", "regnskab"),
        ("", ""),
    ],
)
def test_years_numbers_and_units_are_no_part_of_a_head(text: str, words: str) -> None:
    assert bare(text) == words


def test_a_misprint_is_forgiven_in_a_long_word_only() -> None:
    assert MEASURES.find("Vedttaget budget 2024 (1)") == "adopted"
    assert MEASURES.find("Regnskap") == "actual"
    assert MEASURES.find("Budgit") == "adopted"
    assert Lexicon({"x": ["nr"]}).find("nt") is None


def test_a_word_as_near_to_two_meanings_has_none() -> None:
    frames = Lexicon({"inside": ["inden for servicerammen"], "outside": ["uden for servicerammen"]})
    assert frames.find("Inden for servicerammen") == "inside"
    assert frames.find("nden for servicerammen") is None


def test_years_are_read_off_a_head() -> None:
    assert years("Regnskab 2023, budget 2024 (1)") == [2023, 2024]
    assert years("12024 og 20245") == []


def reference_distance(left: str, right: str) -> int:
    @cache
    def at(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        best = min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (left[i - 1] != right[j - 1]))
        if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
            best = min(best, at(i - 2, j - 2) + 1)
        return best

    return at(len(left), len(right))


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 3))
def test_misprints_is_the_edit_distance_up_to_its_limit(left: str, right: str, most: int) -> None:
    assert misprints(left, right, most) == min(reference_distance(left, right), most + 1)
