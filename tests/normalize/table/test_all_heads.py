"""A table has lines, whatever was taken for its head."""

from __future__ import annotations

from normalize.report import normalize_report
from tests.normalize.layouts import page, table


def test_a_table_of_which_all_rows_are_heads_keeps_them_as_lines() -> None:
    words = [["Emne", "Status"], ["Skole", "I gang"]]
    (read,) = normalize_report([page(1, table(words, head=2))], None, report_id="x", title=None).tables
    assert read.n_rows == 2
    assert [cell.line for cell in read.cells] == [0, 0, 1, 1]
