from hypothesis import given
from hypothesis import strategies as st

from normalize.danish.spelling import Spelling
from normalize.table.page_breaks import printed_before
from normalize.table.rows import Row, rows_of
from tests.normalize.layouts import table


def rows(*texts: list[str]) -> list[Row]:
    return rows_of(table(texts), Spelling()) if texts else []


A, B, C = ["Skoler", "1.234", "56"], ["Klubber", "78", "-9"], ["Øvrige områder", "11", "12"]
ZERO = ["Øvrige områder", "0", "0"]


def test_a_run_of_whole_equal_rows_is_printed_before() -> None:
    assert printed_before(rows(A, B, C), rows(ZERO, A, B, C)) == 3
    assert printed_before(rows(B, C), rows(A, B, C)) == 2


def test_a_whole_fragment_from_further_up_is_printed_before() -> None:
    assert printed_before(rows(A, B, C), rows(A, B, C, ZERO)) == 3
    assert printed_before(rows(A, B), rows(A, B, ZERO)) == 0


def test_equal_labels_and_small_coincidences_are_no_duplicates() -> None:
    assert printed_before(rows(ZERO), rows(A, ZERO)) == 0
    assert printed_before(rows(["Øvrige områder", "11", "13"], A), rows(C, A)) == 0
    assert printed_before(rows(C, A), rows(A, C)) == 0
    assert printed_before(rows(ZERO, ZERO, ZERO), rows(ZERO, ZERO, ZERO)) == 0
    assert printed_before(rows(), rows(A)) == 0


def test_the_sign_counts_but_not_how_it_is_printed() -> None:
    assert printed_before(rows(A, ["Klubber", "78", "−9"], C), rows(A, B, C)) == 3
    assert printed_before(rows(A, ["Klubber", "78", "9"], C), rows(A, B, C)) == 0


@given(st.lists(st.sampled_from([A, B, C, ZERO]), max_size=6), st.lists(st.sampled_from([A, B, C, ZERO]), max_size=6))
def test_what_is_dropped_stands_above_row_for_row(fresh: list[list[str]], known: list[list[str]]) -> None:
    count = printed_before(rows(*fresh), rows(*known))
    runs = [known[i : i + count] for i in range(len(known) - count + 1)]
    assert fresh[:count] in runs or count == 0
