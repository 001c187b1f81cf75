from __future__ import annotations

import itertools
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import clusters, median, merge, overlap, total, uncovered

POSITION = st.integers(0, 60).map(lambda k: k / 4)
INTERVAL = st.tuples(POSITION, POSITION).map(lambda p: (min(p), max(p)))
INTERVALS = st.lists(INTERVAL, max_size=12)


@given(INTERVALS)
def test_merged_intervals_are_apart_and_in_order(intervals: list[tuple[float, float]]) -> None:
    merged = merge(intervals)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(merged))


@given(INTERVALS)
def test_merging_covers_what_was_covered_and_no_more(intervals: list[tuple[float, float]]) -> None:
    merged = merge(intervals)
    for x in (k / 8 for k in range(121)):
        assert any(a <= x <= b for a, b in merged) == any(a <= x <= b for a, b in intervals)


@given(INTERVALS, st.randoms())
def test_merging_does_not_depend_on_the_order_and_is_done_once(intervals: list[tuple[float, float]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(intervals)
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(intervals) == merge(merge(intervals))


@given(INTERVALS, POSITION)
def test_a_gap_joins_what_is_that_near(intervals: list[tuple[float, float]], gap: float) -> None:
    merged = merge(intervals, gap)
    assert all(b[0] - a[1] > gap for a, b in itertools.pairwise(merged))
    assert total(merged) >= total(merge(intervals))


@given(INTERVALS, st.integers(0, 3))
def test_uncovered_is_what_few_intervals_cover(intervals: list[tuple[float, float]], tolerance: int) -> None:
    free = uncovered(intervals, 0, 15, tolerance)
    assert all(a[1] < b[0] for a, b in pairwise(free))
    for x in (k / 4 + 0.1 for k in range(60)):  # positions are quarters: this is no interval's end
        few = sum(lo < x < hi for lo, hi in intervals) <= tolerance
        assert few == any(lo < x < hi for lo, hi in free)


@given(INTERVAL, INTERVAL)
def test_overlap_is_the_same_both_ways_and_negative_for_a_gap(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert (overlap(a, b) < 0) == (a[1] < b[0] or b[1] < a[0])


@given(st.lists(POSITION, min_size=1), POSITION)
def test_clusters_hold_every_value_and_are_apart(values: list[float], tolerance: float) -> None:
    found = clusters(values, tolerance)
    assert sorted(values) == [v for group in found for v in group]
    assert all(b[0] - a[-1] > tolerance for a, b in itertools.pairwise(found))


def test_the_median_of_nothing_is_the_default() -> None:
    assert median([], 7.0) == 7.0
    assert median([3, 1, 2]) == 2
