"""Who is right about a table is told by its last rows, without white space and empty columns."""

from __future__ import annotations

from bench.second_opinion import Judged, counts, ends_with, plain

BODY = [("Veje", "1.200"), ("Parker", "")]


def test_rows_without_white_space_and_empty_columns() -> None:
    assert plain([(3, 0, "Ve je"), (3, 2, "1.200"), (4, 0, "Parker"), (4, 1, " "), (5, 1, "")]) == BODY


def test_the_body_is_the_last_rows() -> None:
    assert ends_with([("Service", "Budget"), *BODY], BODY)
    assert ends_with([("", "Note", "Budget"), ("Veje", "", "1.200"), ("Parker", "", "")], BODY)
    assert not ends_with([*BODY, ("I alt", "1.200")], BODY)
    assert not ends_with([("Veje", "1.300"), ("Parker", "")], BODY)
    assert not ends_with([], BODY)
    assert not ends_with(BODY, [])


def test_what_is_counted() -> None:
    judged = [Judged(0.8, True, False, True), Judged(0.8, False, True, None), Judged(0.8, True, True, False)]
    assert counts(judged) == [3, 2, 2, 1, 1, 1, 1, 1, 2, 1]
