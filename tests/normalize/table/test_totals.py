from normalize.danish.spelling import Spelling
from normalize.table.rows import Row, rows_of
from normalize.table.totals import holding, summed
from normalize.wording.table_words import NO_WORDS, Words
from tests.normalize.layouts import table

A, B, C = ["Skoler", "100", "90"], ["Klubber", "20", "25"], ["Busser", "3", "4"]
TOTAL = ["I alt", "123", "119"]


def rows(*texts: list[str]) -> list[Row]:
    return rows_of(table(texts), Spelling())


def test_a_total_below_or_above_its_lines_comes_out(words: Words) -> None:
    assert holding(summed(rows(A, B, C, TOTAL), words)) == {3}
    assert holding(summed(rows(TOTAL, A, B, C), words)) == {0}


def test_a_total_without_all_its_lines_does_not(words: Words) -> None:
    assert holding(summed(rows(B, C, TOTAL), words)) == frozenset()
    assert holding(summed(rows(TOTAL), words)) == frozenset()


def test_a_total_of_totals_comes_out(words: Words) -> None:
    half = ["I alt", "120", "115"]
    other = ["I alt", "6", "8"]
    assert holding(summed(rows(A, B, half, C, C, other, ["I alt", "126", "123"]), words)) == {2, 5, 6}


def test_rounded_figures_come_out_to_half_a_step_each(words: Words) -> None:
    assert holding(summed(rows(["A", "1,3"], ["B", "1,3"], ["I alt", "2,7"]), words)) == {2}
    assert holding(summed(rows(["A", "1,3"], ["B", "1,3"], ["I alt", "2,9"]), words)) == frozenset()


def test_without_words_no_row_announces_a_total() -> None:
    assert holding(summed(rows(A, B, C, TOTAL), NO_WORDS)) == frozenset()
