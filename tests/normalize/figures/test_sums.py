from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.figures.sums import SumLine, summed_up


def lines(rows: Sequence[Sequence[int | str]]) -> list[SumLine]:
    """Lines of figures in whole units; one whose first entry is "!" announces a sum."""
    out = []
    for row, entries in enumerate(rows):
        announces = entries[0] == "!"
        values = {c: Decimal(v) for c, v in enumerate(entries[1:] if announces else entries)}
        out.append(SumLine(row, announces, values, dict.fromkeys(values, Decimal("0.5"))))
    return out


def test_sums_below_their_parts_and_a_sum_of_them() -> None:
    rows = [[1000, 2000], [2000, 3000], ["!", 3000, 5000], [500, 400], [600, 700], ["!", 1100, 1100], ["!", 4100, 6100]]
    assert summed_up(lines(rows)) == {2: (0, 1), 5: (3, 4), 6: (2, 5)}


def test_sums_above_their_parts() -> None:
    rows = [[4100, 6100], [3000, 5000], [1000, 2000], [2000, 3000], [1100, 1100], [500, 400], [600, 700]]
    assert {total: set(parts) for total, parts in summed_up(lines(rows)).items()} == {0: {1, 4}, 1: {2, 3}, 4: {5, 6}}


def test_results_run_on_under_what_leads_to_them() -> None:
    rows = [[-900, -950], [800, 820], [-100, -130], [60, 70], [-40, -60], [5, 6], [-35, -54]]
    assert summed_up(lines(rows)) == {2: (0, 1), 4: (2, 3), 6: (4, 5)}


def test_liabilities_are_not_what_assets_sum_up() -> None:
    rows = [[7000, 8000], [2000, 2500], ["!", 9000, 10500], [6000, 7000], [3000, 3500], ["!", 9000, 10500]]
    assert summed_up(lines(rows)) == {2: (0, 1), 5: (3, 4)}


@pytest.mark.parametrize("wrong", [0, 1])
def test_one_column_of_two_may_be_misprinted(wrong: int) -> None:
    total = [30_000, 50_000]
    total[wrong] += 9
    assert summed_up(lines([[10_000, 20_000], [20_000, 30_000], ["!", *total]])) == {2: (0, 1)}


def test_rounding_is_let_be() -> None:
    assert summed_up(lines([[1001, 2001], [2001, 3001], [7001, 3501], ["!", 10004, 8502]])) == {3: (0, 1, 2)}


def test_small_figures_that_agree_once_are_no_sum() -> None:
    assert summed_up(lines([[1, 900], [2, 800], [3, 12]])) == {}


@given(
    st.lists(
        st.lists(st.lists(st.integers(10_000, 10**7), min_size=3, max_size=3), min_size=2, max_size=5),
        min_size=2,
        max_size=4,
    )
)
def test_what_nothing_sums_up_adds_up_to_the_whole(groups: list[list[list[int]]]) -> None:
    rows: list[list[int | str]] = []
    for group in groups:
        rows += [list(line) for line in group]
        rows.append(["!", *map(sum, zip(*group, strict=True))])
    rows.append(["!", *(sum(line[c] for group in groups for line in group) for c in range(3))])
    parts = summed_up(lines(rows))
    leaves = [row for row in range(len(rows)) if row not in parts]
    for column in range(3):
        assert sum(int(rows[row][column]) for row in leaves) == rows[-1][column + 1]
