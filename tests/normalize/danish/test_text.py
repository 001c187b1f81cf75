import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.danish.text import comparable, published, slug

WORDS = st.text(alphabet="abcdefghijklmnoprstuvyæøåABCÆØÅ0123456789.,()", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([], ""),
        ([""], ""),
        (["a", "", " ", "b"], "a b"),
        (["Vedtaget", "budget 2024"], "Vedtaget budget 2024"),
        (["Årets\u00a0 resultat\u2009\u202fi\talt"], "Årets resultat i alt"),
        (
            ["e\ufb03cient a\ufb00ald \ufb01re \ufb02ere \ufb04 be\ufb05 \ufb06"],
            "efficient affald fire flere ffl best st",
        ),
        (["\u22121\u202f234"], "\u22121 234"),
        (["ind\u200bsats\ufeff"], "indsats"),
        (["æble 'x' – \u201dy\u201d"], "æble 'x' – \u201dy\u201d"),
    ],
)
def test_text_as_a_reader_sees_it(lines: list[str], text: str) -> None:
    assert published(lines) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["etable-", "ring af sti"], "etablering af sti"),
        (["uddan\u00ad", "nelse"], "uddannelse"),
        (["uddan\u00adnelse"], "uddannelse"),
        (["børne\u2010", "institution"], "børneinstitution"),
        (["medfinansi-", "erings-", "ordning"], "medfinansieringsordning"),
        (["klima- og miljøom-", "rådet"], "klima- og miljøområdet"),
    ],
)
def test_a_word_cut_at_a_line_end_is_joined(lines: list[str], text: str) -> None:
    assert published(lines) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Ressource- og jobafklaringsforløb"], "Ressource- og jobafklaringsforløb"),
        (["Ressource-", "og jobafklaringsforløb"], "Ressource- og jobafklaringsforløb"),
        (["Børne-", "eller skoleområdet"], "Børne- eller skoleområdet"),
        (["for-", "og/eller imod"], "for- og/eller imod"),
        (["Erhvervs-,", "Beskæftigelses- og"], "Erhvervs-, Beskæftigelses- og"),
        (["budget 2024-", "2027"], "budget 2024-2027"),
        (["budget 2024–", "2027"], "budget 2024–2027"),
        (["2023-", "priser"], "2023-priser"),
        (["KFU-", "chef"], "KFU-chef"),
        (["Nord-", "Sjælland"], "Nord-Sjælland"),
        (["tv-", "overvågning"], "tv-overvågning"),
        (["e-", "læring"], "e-læring"),
        (["it-", "systemer"], "it-systemer"),
        (["non\u2011", "profit"], "non\u2011profit"),
        (["Naturplan -", "etablering"], "Naturplan - etablering"),
        (["Naturplan –", "etablering"], "Naturplan – etablering"),
        (["-", "5"], "- 5"),
        (["Resultat (3)-", "(2)=(4)"], "Resultat (3)-(2)=(4)"),
        (["skole/", "klasse"], "skole/klasse"),
        (["skole/", "-klasse"], "skole/-klasse"),
        (["arealer v/", "skoler"], "arealer v/ skoler"),
        (["pr. borger/", "** likviditet"], "pr. borger/ ** likviditet"),
    ],
)
def test_a_real_hyphen_stays(lines: list[str], text: str) -> None:
    assert published(lines) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["\u00ad1.234"], "-1.234"),
        (["1.234\u00ad"], "1.234-"),
        (["\u00ad"], "-"),
        (["2024\u00ad", "2027"], "2024-2027"),
    ],
)
def test_a_soft_hyphen_beside_a_number_is_the_drawn_sign(lines: list[str], text: str) -> None:
    assert published(lines) == text


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_line_breaks_between_words_leave_no_trace(words: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(words)))
    assert published([" ".join(words[:cut]), " ".join(words[cut:])]) == " ".join(words)


@given(st.text(max_size=40))
def test_published_text_is_stable_and_spaced_once(line: str) -> None:
    text = published([line])
    assert published([text]) == text
    assert text == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Klima- og Miljøudvalget", "klima-og-miljoeudvalget"),
        ("Ærø Å", "aeroe-aa"),
        ("A\u030alborg", "aalborg"),
        ("  Crème–brûlée, 2. del! ", "creme-brulee-2-del"),
        ("Straße Łódź", "strasse-lodz"),
        ("A\ufb00ald", "affald"),
        ("ind\u00adsats", "indsats"),
        ("– ! –", ""),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(max_size=40))
def test_slugs_are_ascii_and_stable(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(text)) == slug(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vedtaget budget (1)", "vedtaget  BUDGET 1"),
        ("mio.kr.", "mio. kr."),
        ("Årets resultat", "A\u030arets\u00a0resultat:"),
        ("A\ufb00ald", "affald"),
        ("ind\u00adsats", "indsats"),
    ],
)
def test_comparable_words(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


def test_comparable_keeps_letters_and_digits_apart() -> None:
    assert len({comparable(text) for text in ("Budget 2024", "Budget 2023", "Budgét 2024", "Budget")}) == 4


@given(st.text(max_size=40))
def test_comparable_ignores_case_and_composition(text: str) -> None:
    key = comparable(text)
    assert comparable(unicodedata.normalize("NFD", text)) == key
    assert comparable(key) == key
