from normalize.danish.spelling import Spelling
from normalize.table.column_heads import find_head, repeats, same_head
from normalize.table.rows import Row, rows_of
from normalize.wording.table_words import NO_WORDS, Words
from tests.normalize.layouts import OPERATING_HEAD, STATUS_HEAD, table

TOTAL = ["Årets resultat", "104.092", "123.949", "136.343", "12.394"]
ITEM = ["Busser", "30.547", "31.947", "31.987", "40"]


def rows(*texts: list[str]) -> list[Row]:
    return rows_of(table(texts), Spelling())


def test_a_row_of_amounts_never_heads(words: Words) -> None:
    assert find_head(rows(OPERATING_HEAD, TOTAL, ITEM), 2, words).rows == 1
    assert find_head(rows(TOTAL, ITEM), 1, words).rows == 0
    assert find_head(rows(TOTAL, ITEM), 1, NO_WORDS).rows == 0


def test_years_with_their_units_head_where_extraction_says_so() -> None:
    years = ["", "Note", "2015\nmio. kr.", "2016\nmio. kr."]
    line = ["Inventar", "12", "23,127", "22,592"]
    assert find_head(rows(years, line), 1, NO_WORDS).texts == ("", "Note", "2015 mio. kr.", "2016 mio. kr.")
    assert find_head(rows(years, line), 0, NO_WORDS).rows == 0
    assert find_head(rows(["Salg", "", "2015 mio. kr.", "317 mio. kr."], line), 1, NO_WORDS).rows == 0


def test_a_head_that_extraction_missed_is_inferred(words: Words) -> None:
    head = find_head(rows(OPERATING_HEAD, TOTAL), 0, words)
    assert (head.rows, head.inferred, head.named) == (1, True, True)
    assert find_head(rows(OPERATING_HEAD, TOTAL), 0, NO_WORDS).rows == 0


def test_a_head_in_two_rows_is_one_head(words: Words) -> None:
    upper = ["Driftsvirksomhed", "Vedtaget", "Korrigeret", "Regnskab", "Resultat"]
    lower = ["(1.000 kr.)", "budget 2024 (1)", "budget 2024 (2)", "2024 (3)", "(3)-(2)=(4)"]
    head = find_head(rows(upper, lower, TOTAL), 1, words)
    assert head.rows == 2
    assert head.texts[1] == "Vedtaget budget 2024 (1)"
    assert repeats(rows(upper, lower, ITEM), head, words) == 2


def test_the_first_initiative_of_a_status_table_is_no_head(words: Words) -> None:
    item = ["3.5.", "Campus", "Det har stor værdi.", "Opgaven er placeret i 2025."]
    assert find_head(rows(STATUS_HEAD, item), 2, words).rows == 1


def test_a_label_without_figures_below_the_head_is_no_head(words: Words) -> None:
    assert find_head(rows(OPERATING_HEAD, ["Skoler", "", "", "", ""], ITEM), 2, words).rows == 1


def test_a_head_is_told_again_wrapped_in_another_way_or_with_small_differences(words: Words) -> None:
    head = find_head(rows(OPERATING_HEAD, TOTAL), 1, words)
    wrapped = [text.replace(" ", "\n", 1) for text in OPERATING_HEAD]
    assert repeats(rows(wrapped, ITEM), head, words) == 1
    other = [*OPERATING_HEAD[:4], "Resultat (3)-\n(2)=(4)"]
    assert repeats(rows(other, ITEM), head, words) == 1
    assert repeats(rows(other, ITEM), head, NO_WORDS) == 0
    assert repeats(rows(ITEM, TOTAL), head, words) == 0


def test_heads_with_equal_measures_and_another_first_cell_differ(words: Words) -> None:
    capital = ["Anlægsvirksomhed (1.000 kr.)", *OPERATING_HEAD[1:]]
    assert not same_head(capital, OPERATING_HEAD, words)
    assert same_head(OPERATING_HEAD, OPERATING_HEAD, NO_WORDS)
    assert not same_head(["", ""], ["", ""], NO_WORDS)


def test_a_unit_row_below_a_named_head_belongs_to_it_as_far_as_extraction_says_so(words: Words) -> None:
    for unit in (["", "t.kr.", "t.kr.", "t.kr.", "t.kr."], ["", "1.000 kr.", "", "", ""]):
        assert find_head(rows(OPERATING_HEAD, unit, TOTAL, ITEM), 2, words).rows == 2
    assert find_head(rows(OPERATING_HEAD, ["", "R", "", "", ""], ITEM), 1, words).rows == 1
