import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.danish.markers import is_marker, legend
from normalize.danish.numbers import is_number


@pytest.mark.parametrize("text", ["R", " R ", "r", "x", "Å", "IR"])
def test_letters_in_the_place_of_a_number(text: str) -> None:
    assert is_marker(text)


@pytest.mark.parametrize("text", ["", " ", "0", "-", "..", "*", "R1", "og", "på", "ABC", "R R", "kr.", "²", "_", "٣"])
def test_what_is_no_marker(text: str) -> None:
    assert not is_marker(text)


@pytest.mark.parametrize(
    ("note", "meanings"),
    [
        ('Note: "R" i kolonnen "Forventede overførsler" betyder regnskabsaflagt.', {"R": "regnskabsaflagt"}),
        ('Note: "R" i kolonnen "Forventede overførsler" betyder regnskabsaftalt.', {"R": "regnskabsaftalt"}),
        ("R = regnskabsaflagt", {"R": "regnskabsaflagt"}),
        ("R=regnskabsaflagt.", {"R": "regnskabsaflagt"}),
        ("R: regnskabsaflagt", {"R": "regnskabsaflagt"}),
        ("R – regnskabsaflagt", {"R": "regnskabsaflagt"}),
        ("(R) betyder \u201dregnskabsaflagt\u201d", {"R": "regnskabsaflagt"}),
        ("»R« står for regnskabsaflagt", {"R": "regnskabsaflagt"}),
        ("Note: R under Overførsler angiver regnskabsaflagt", {"R": "regnskabsaflagt"}),
        (
            "\u201dR\u201d betyder, at projektet er lukket, dvs. aflagt. Se bilag.",
            {"R": "projektet er lukket, dvs. aflagt"},
        ),
        ("R betyder at anlægget er afsluttet", {"R": "anlægget er afsluttet"}),
        ("R = regnskabsaflagt, U = udgår", {"R": "regnskabsaflagt", "U": "udgår"}),
        ("R: regnskabsaflagt; V: videreført", {"R": "regnskabsaflagt", "V": "videreført"}),
        ("'R' betyder aflagt. 'U' betyder udgår.", {"R": "aflagt", "U": "udgår"}),
        ("R = regnskabsaflagt og U = udgår", {"R": "regnskabsaflagt", "U": "udgår"}),
        ("IR = ikke relevant", {"IR": "ikke relevant"}),
        ("*Resultat er beregnet ud fra 52.774 borgere", {}),
        ("Note: Tallene er afrundede.", {}),
        ("R =", {}),
        ("", {}),
    ],
)
def test_legends(note: str, meanings: dict[str, str]) -> None:
    assert legend([note]) == meanings


def test_the_first_meaning_counts() -> None:
    assert legend(["R = aflagt", "R = anden ting", "U = udgår"]) == {"R": "aflagt", "U": "udgår"}


@given(st.text(max_size=4))
def test_a_marker_is_no_number(text: str) -> None:
    assert not (is_marker(text) and is_number(text))


@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_note_gives_markers_and_words(notes: list[str]) -> None:
    assert all(is_marker(mark) and meaning.strip() for mark, meaning in legend(notes).items())
