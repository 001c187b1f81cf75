"""The ways in which a line of a report is known again, by level of line, the surest first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from normalize.danish.text import comparable
from regnskab.lines.identity import Known
from regnskab.lines.printed import Printed

# How alike wordings must be. A line among the few of its appropriation and frame needs less than one among all projects
# of a committee.
ITEM, PROJECT, APPROPRIATION, TOTAL = 60.0, 80.0, 85.0, 0.0


class Spot(NamedTuple):
    """A line and where it stands: what a pass compares."""

    line: Printed
    committee: str
    parent: Known | None


Key = Callable[[Spot], Hashable]


class Way(NamedTuple):
    """One way to know lines again: those with equal keys (None: not this way), the most alike first.

    ``least`` is how alike their wordings must be; None: their order decides, whatever the wording.
    ``recent``: only lines of the report right before are looked at.
    """

    matched: str
    key: Key
    least: float | None = None
    recent: bool = False


def _under(spot: Spot) -> Hashable:
    line = spot.line
    return (line.kind, id(spot.parent) if spot.parent is not None else (spot.committee, line.appropriation_code))


def _words(spot: Spot) -> str:
    return comparable(spot.line.wording)


def _code(spot: Spot) -> str | None:
    return spot.line.project_code if spot.line.level == "project" else spot.line.appropriation_code


def _coded(*more: Key) -> Key:
    def key(spot: Spot) -> Hashable:
        code = _code(spot)
        return None if code is None else (spot.line.kind, code, *(part(spot) for part in more))

    return key


def _committee(spot: Spot) -> Hashable:
    return (spot.line.kind, spot.committee)


_BY_CODE = (
    Way("code", _coded(_committee, _words)),
    Way("code", _coded(_committee)),
    Way("code", _coded(_words)),
    Way("code", _coded()),
)
WAYS: dict[str, tuple[Way, ...]] = {
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
        Way("moved", lambda s: (_under(s), _words(s)), recent=True),
        Way("wording", lambda s: (_under(s), s.line.frame), ITEM, recent=True),
    ),
    "project": (
        *_BY_CODE,
        Way("same", lambda s: (_committee(s), _words(s))),
        Way("moved", lambda s: (s.line.kind, _words(s)), recent=True),
        Way("wording", _committee, PROJECT, recent=True),
    ),
}
