"""How Danish reports name the units of money, as one pattern.

The words are those of the language, not of a publisher. ``UNIT`` finds a unit in running text (its groups
are the four units), ``BESIDE`` is what may stand behind or before a number in a cell.
"""

from __future__ import annotations

import re

_KR = r"(?:kroner?\b|(?:d\.?)?kr\b\.?|dkk\b)"
_BILLION = rf"(?:(?:mia|mrd)\b\.?|milliard(?:er)?\b)(?:\s?{_KR})?|dkk\s?(?:mia|bn)\b\.?"
_MILLION = (
    rf"(?:mio\b\.?|million(?:er)?\b)(?:\s?{_KR})?|mill\b\.?\s?{_KR}|m(?:kr\b\.?|dkk\b)"
    r"|dkk\s?(?:(?:mio|mill)\b\.?|m\b|million(?:er)?\b)"
)
_THOUSAND = rf"t\.?\s?(?:kr\b\.?|dkk\b)|tusinde?r?\b\s?{_KR}|dkk\s?(?:tusinde?\b|['’´]000\b)"
# "1.000 kr." heads a column; in a cell of its own it is an amount, so it is no part of BESIDE.
_NO_MORE_DIGITS = r"(?![.,]?[0-9])"
_ROUND_MILLION = rf"1[.\s]000[.\s]000\s?{_KR}|{_KR}\s?1[.\s]000[.\s]000{_NO_MORE_DIGITS}"
_ROUND_THOUSAND = (
    rf"1[.\s]?000\s?{_KR}|{_KR}\s?1[.\s]?000{_NO_MORE_DIGITS}"
    rf"|(?:(?<=\bi\s)|(?<=\bhele\s))(?:1\.000{_NO_MORE_DIGITS}|tusinder?\b)"
)
_NOT_INSIDE = r"(?<![^\W_])(?<![0-9][.,])"

UNIT = re.compile(
    rf"{_NOT_INSIDE}(?:(?P<billion>{_BILLION})|(?P<million>{_ROUND_MILLION}|{_MILLION})"
    rf"|(?P<thousand>{_THOUSAND}|{_ROUND_THOUSAND})|(?P<kroner>{_KR}))",
    re.IGNORECASE,
)
BESIDE = rf"(?:{_BILLION}|{_MILLION}|{_THOUSAND}|{_KR})"

# A share behind a number ("50 pct. refusion") tells of that number only.
_SHARE = re.compile(r"(?<![0-9])(?<![0-9]\s)(?:%|\b(?:pct|procent(?:er)?|percent)\b)", re.IGNORECASE)


def tells_share(text: str) -> bool:
    """Whether a head, label or caption says that its figures are shares ("Forbrug i %")."""
    return _SHARE.search(text) is not None
