"""The weights of what speaks for and against a reading, in log-odds.

They stand in ``weights.toml``, fitted to documents with answers (``python -m bench fit``) but for the few that are said
there to be set by hand, and are reviewed like code. What each sign means is said where it is collected; what speaks
against a table has a weight below 0.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def weights(name: str) -> Mapping[str, float]:
    """The weights of one decision by the sign's name; ``bias`` is what counts without any sign."""
    every: dict[str, dict[str, float]] = tomllib.loads((files("extract.trust") / "weights.toml").read_text("utf-8"))
    return every[name]


def worth(name: str, *signs: tuple[float, ...]) -> float:
    """What the signs (named tuples of numbers or truths) come to under the decision's weights, in log-odds."""
    return weights(name)["bias"] + sum(
        [weight * value for group in signs for weight, value in zip(_in_order(type(group), name), group, strict=True)]
    )


@cache
def _in_order(signs: type[Any], name: str) -> tuple[float, ...]:
    """The weights in the order of the named tuple's fields."""
    known = weights(name)
    return tuple(known[sign] for sign in signs._fields)
