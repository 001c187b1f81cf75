"""How alike two wordings are."""

from __future__ import annotations

import re

from normalize.danish.text import comparable

_NUMBERS = re.compile(r"\d+")
# Words that are all in the other wording make it likely the same, but not as surely as equal letters do.
SUBSET = 0.9
# Two wordings with other numbers ("§ 85", "§ 107"; "2023", "2024") are other things.
OTHER_NUMBERS = 50.0


def likeness(left: str, right: str) -> float:
    """Return 0 (nothing alike) to 100 (equal but for case and punctuation), with one decimal.

    The best of three readings by rapidfuzz: letter by letter, the same words in another order, and one wording's words
    all in the other ("BFO", "BFO-institutioner").
    """
    from rapidfuzz import fuzz

    one, other = comparable(left), comparable(right)
    if one == other:
        return 100.0
    score = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other), SUBSET * fuzz.token_set_ratio(one, other))
    if sorted(_NUMBERS.findall(one)) != sorted(_NUMBERS.findall(other)):
        score = min(score, OTHER_NUMBERS)
    return round(min(score, 99.9), 1)
