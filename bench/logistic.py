"""Logistic regression with signs of weights given beforehand: few examples of a kind must not turn a reason round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

STEPS, STEP = 300, 0.3  # of Newton's method, and the part of each that is taken


class Reasons(NamedTuple):
    """What is known of the weights before any example is seen.

    ``speak_for`` names the signs whose weights are above 0; all others' are below. ``expected`` are weights (0 where
    not named) that are held on to with the force ``held``; ``at_most`` and ``at_least`` bound some.
    """

    speak_for: frozenset[str]
    held: float = 1.0
    expected: Mapping[str, float] = {}
    at_most: Mapping[str, float] = {}
    at_least: Mapping[str, float] = {}


def fitted(
    signs: Sequence[Mapping[str, float]], right: Sequence[bool], counts: Sequence[float], reasons: Reasons
) -> dict[str, float]:
    """The weights, and the bias, under which the answers are likeliest; ``counts`` is how much each counts for."""
    names = list(signs[0])
    known: Any = np.array([[row[name] for name in names] + [1.0] for row in signs])
    answers, count = np.array(right, float), np.array(counts)
    expected = np.array([reasons.expected.get(name, 0.0) for name in names] + [0.0])
    least = [reasons.at_least.get(name, 0.0 if name in reasons.speak_for else -np.inf) for name in names]
    most = [reasons.at_most.get(name, np.inf if name in reasons.speak_for else 0.0) for name in names]
    low, high = np.array([*least, -np.inf]), np.array([*most, np.inf])
    held = np.array([reasons.held] * len(names) + [1e-3])
    weights = np.clip(expected, low, high)
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (count * (answers - share)) - held * (weights - expected)
        bend = (known * (count * share * (1 - share))[:, None]).T @ known + np.diag(held + 0.05)
        weights = np.clip(weights + STEP * np.linalg.solve(bend, slope), low, high)
    return {name: round(float(weight), 2) for name, weight in zip([*names, "bias"], weights, strict=True)}
