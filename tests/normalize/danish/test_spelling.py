from normalize.danish.spelling import Spelling, spelling_of
from tests.normalize.layouts import line, page, table

REPORT = [
    page(1, line("Hold-an Vej og Social- og sundhedsområdet"), table([["syge- og hjemmepleje", "1"]])),
]


def test_a_hyphen_that_the_report_prints_inside_a_word_stays_at_a_line_end() -> None:
    assert spelling_of(REPORT).published(["stykket fra Hold-", "an Vej"]) == "stykket fra Hold-an Vej"
    assert Spelling().published(["udløb af leasingaf-", "taler"]) == "udløb af leasingaftaler"


def test_danish_leaves_no_vowel_and_one_letter_on_the_next_line() -> None:
    assert Spelling().published(["Hold-", "an Vej"]) == "Hold-an Vej"
    assert Spelling().published(["lov-", "en om"]) == "lov-en om"
    assert Spelling().published(["arbej-", "de"]) == "arbejde"


def test_a_suspended_hyphen_keeps_its_space() -> None:
    assert Spelling().published(["Ressource-", "og jobafklaring"]) == "Ressource- og jobafklaring"


def test_an_old_line_end_in_mid_line_is_mended_in_labels() -> None:
    spelling = spelling_of(REPORT)
    assert spelling.mended("Plejecen- ter Lindehaven - kort") == "Plejecenter Lindehaven - kort"
    assert spelling.mended("Børne- og Ungeafsnit - indsatser") == "Børne- og Ungeafsnit - indsatser"
    assert spelling.mended("Tilbud til 0- til 5-årige") == "Tilbud til 0- til 5-årige"
    assert spelling.mended("syge- hjemmepleje") == "syge- hjemmepleje"


def test_ascii_and_other_text_are_published_alike() -> None:
    assert Spelling().published(["  1.234  "]) == "1.234"
    assert Spelling().published(["trafi\ufb01k  x"]) == "trafifik x"
    assert Spelling().published([]) == ""
