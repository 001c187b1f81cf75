"""Small pure functions on intervals and positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Interval = tuple[float, float]


def overlap(a: Interval, b: Interval) -> float:
    """Length of the part that both intervals share; negative is the gap between them."""
    return min(a[1], b[1]) - max(a[0], b[0])


def merge(intervals: Iterable[Interval], gap: float = 0.0) -> list[Interval]:
    """The union of intervals, those at most ``gap`` apart joined, in order."""
    out: list[Interval] = []
    for lo, hi in sorted(intervals):
        if out and lo - out[-1][1] <= gap:
            if hi > out[-1][1]:
                out[-1] = (out[-1][0], hi)
        else:
            out.append((lo, hi))
    return out


def total(intervals: Iterable[Interval]) -> float:
    """Summed length."""
    return sum(hi - lo for lo, hi in intervals)


def clusters(values: Iterable[float], tolerance: float) -> list[list[float]]:
    """Sorted values, cut where two neighbours are more than ``tolerance`` apart."""
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= tolerance:
            out[-1].append(value)
        else:
            out.append([value])
    return out


def coverage(spans: Sequence[Sequence[Interval]], lo: float, hi: float) -> list[tuple[float, float, int]]:
    """How many of the spans (each a list of disjoint intervals) cover each stretch of lo..hi:
    [(start, end, count), ...] in order, without empty stretches."""
    events: list[tuple[float, int]] = []
    for intervals in spans:
        for a, b in intervals:
            a, b = max(a, lo), min(b, hi)
            if b > a:
                events.append((a, 1))
                events.append((b, -1))
    events.sort()
    out: list[tuple[float, float, int]] = []
    position, count = lo, 0
    for at, step in events:
        if at > position:
            if out and out[-1][2] == count:
                out[-1] = (out[-1][0], at, count)
            else:
                out.append((position, at, count))
            position = at
        count += step
    if hi > position:
        out.append((position, hi, count))
    return out


def median(values: Iterable[float], default: float = 0.0) -> float:
    """The middle value (the upper one of two)."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else default
