"""The step that the figures of a table are printed in, by unit: it says how exact a sum of them can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from normalize.danish.units import Unit, half_unit


def half_steps(told: Iterable[tuple[Unit, int, bool]]) -> dict[Unit, Decimal]:
    """Half of the step, in kroner, that the figures in each unit are printed in.

    Each figure gives its unit, its decimals and whether it counts; the finer of two equally common steps is taken.
    """
    counts: dict[Unit, Counter[int]] = {}
    for unit, decimals, counts_for in told:
        counts.setdefault(unit, Counter())[decimals] += counts_for
    most = {unit: max(count, key=lambda d: (count[d], d)) for unit, count in counts.items()}
    return {unit: half_unit(decimals, unit) for unit, decimals in most.items()}
