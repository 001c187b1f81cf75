"""The ways in which a line of a report is known again, by level of line, the surest first; and how alike two
wordings are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import NamedTuple

from normalize.danish.text import comparable
from regnskab.years.identity import Known
from regnskab.years.printed_lines import ReportedLine
from schemas.contract.vocabulary import Level, LineMatch

# How alike wordings must be. A line among the few of its appropriation and frame needs less than one among all projects
# of a committee.
ITEM, PROJECT, APPROPRIATION, TOTAL = 60.0, 80.0, 85.0, 0.0


class Candidate(NamedTuple):
    """A line and where it stands: what a pass compares."""

    line: ReportedLine
    committee: str
    parent: Known | None


Key = Callable[[Candidate], Hashable]


class Way(NamedTuple):
    """One way to know lines again: those with equal keys (None: not this way), the most alike first.

    ``least`` is how alike their wordings must be; None: their order decides, whatever the wording.
    ``recent``: only lines of the report right before are looked at.
    """

    matched: LineMatch
    key: Key
    least: float | None = None
    recent: bool = False


def _under(spot: Candidate) -> Hashable:
    line = spot.line
    return (line.kind, id(spot.parent) if spot.parent is not None else (spot.committee, line.appropriation_code))


def _words(spot: Candidate) -> str:
    return comparable(spot.line.wording)


_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def undated(wording: str) -> str:
    """A wording without its years, and whatever case and punctuation it has: "Naturplan - 2023" is "naturplan"."""
    return " ".join(_YEARS.sub(" ", comparable(wording)).split())


def _of_its_year(spot: Candidate) -> str | None:
    """The words of a name with a year, that as told from the report's own: "naturplan +0"; None for one without."""
    year, words = spot.line.year, _words(spot)
    relative = _YEARS.sub(lambda found: f"{int(found[0]) - year:+d}", words)
    return relative if relative != words and undated(words) else None


def _dated(*more: Key) -> Key:
    def key(spot: Candidate) -> Hashable:
        words = _of_its_year(spot)
        return None if words is None else (words, *(part(spot) for part in more))

    return key


def _code(spot: Candidate) -> str | None:
    return spot.line.project_code if spot.line.level == "project" else spot.line.appropriation_code


def _coded(*more: Key) -> Key:
    def key(spot: Candidate) -> Hashable:
        code = _code(spot)
        return None if code is None else (spot.line.kind, code, *(part(spot) for part in more))

    return key


def _committee(spot: Candidate) -> Hashable:
    return (spot.line.kind, spot.committee)


_BY_CODE = (
    Way("code", _coded(_committee, _words)),
    Way("code", _coded(_committee)),
    Way("code", _coded(_words)),
    Way("code", _coded()),
)
WAYS: dict[Level, tuple[Way, ...]] = {
    "total": (
        Way("same", lambda s: (_under(s), _words(s))),
        Way("wording", _under, TOTAL),
    ),
    "appropriation": (
        *_BY_CODE,
        Way("same", lambda s: (_committee(s), _words(s)), recent=True),
        Way("wording", _committee, APPROPRIATION, recent=True),
    ),
    "service_frame": (Way("code", lambda s: (_under(s), s.line.frame)),),
    "item": (
        Way("same", lambda s: (_under(s), s.line.frame, _words(s))),
        Way("same", _dated(_under, lambda s: s.line.frame), recent=True),
        Way("moved", lambda s: (_under(s), _words(s)), recent=True),
        Way("wording", lambda s: (_under(s), s.line.frame), ITEM, recent=True),
    ),
    "project": (
        *_BY_CODE,
        Way("same", lambda s: (_committee(s), _words(s))),
        Way("same", _dated(_committee), recent=True),
        Way("moved", lambda s: (s.line.kind, _words(s)), recent=True),
        Way("wording", _committee, PROJECT, recent=True),
    ),
}


_NUMBERS = re.compile(r"\d+")
# Words that are all in the other wording make it likely the same, but not as surely as equal letters do.
SUBSET = 0.9
# Two wordings with other numbers ("§ 85", "§ 107"; "2023", "2024") are other things.
OTHER_NUMBERS = 50.0


def likeness(left: str, right: str) -> float:
    """0 (nothing alike) to 100 (equal but for case and punctuation), with one decimal.

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
