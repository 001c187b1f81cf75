"""A table has lines, whatever was taken for its head."""

from __future__ import annotations

from tests.normalize.layouts import page, read_report, table


def test_a_table_of_which_all_rows_are_heads_keeps_them_as_lines() -> None:
    words = [["Emne", "Status"], ["Skole", "I gang"]]
    (read,) = read_report([page(1, table(words, head=2))], report_id="x").tables
    assert read.n_rows == 2
    assert [cell.line for cell in read.cells] == [0, 0, 1, 1]
