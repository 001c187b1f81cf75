"""A line over the years, as it grows report by report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from normalize.danish.text import comparable, slug
from regnskab.years.printed_lines import ReportedLine
from schemas.contract.vocabulary import LineKind, LineMatch


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A report's line, by what it was known again (None: the first of its identity), and how alike its wording is to
    that of the report before, 0 to 100.
    """

    line: ReportedLine
    matched: LineMatch | None = None
    score: float | None = None

    @property
    def exact(self) -> bool:
        """Whether nothing was left to judgement."""
        return self.matched in (None, "same")


@dataclass(slots=True, eq=False)
class Known:
    """An identity while reports are being matched. ``committee`` is the first name of the one that it stands under,
    ``parent`` the appropriation that it stands under.
    """

    places: list[Occurrence]
    committee: str
    parent: Known | None = None

    @property
    def line(self) -> ReportedLine:
        """The newest report's line."""
        return self.places[-1].line

    def has(self, place: tuple[str, str, int]) -> bool:
        return any(one.line.place == place for one in self.places)


@dataclass(frozen=True, slots=True)
class LineIdentity:
    """A line over the years. ``places`` are in order of years, one per report at most."""

    line_id: str
    places: tuple[Occurrence, ...] = field(default=())

    @property
    def line(self) -> ReportedLine:
        """The newest report's line."""
        return self.places[-1].line

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every wording, but for case and punctuation, the oldest first."""
        return tuple({comparable(one.line.wording): one.line.wording for one in reversed(self.places)}.values())[::-1]

    @property
    def score(self) -> float | None:
        """How alike its wordings are where they are least so; None where only one report has it."""
        return min((one.score for one in self.places if one.score is not None), default=None)

    def in_year(self, year: int) -> Occurrence | None:
        """Its place in that year's report."""
        return next((one for one in self.places if one.line.year == year), None)


def named(municipality: str, known: Iterable[Known]) -> list[LineIdentity]:
    """The identities with their names: place, and code or else first wording; a second one gets "-2"."""
    used: Counter[str] = Counter()
    names: dict[int, str] = {}
    out = []
    for one in known:
        base = f"{slug(municipality)}/{_name(one, names)}"
        used[base] += 1
        line_id = base if used[base] == 1 else f"{base}-{used[base]}"
        names[id(one)] = line_id.partition("/")[2]
        out.append(LineIdentity(line_id, tuple(one.places)))
    return out


def _name(known: Known, names: dict[int, str]) -> str:
    first = known.places[0].line
    kind: LineKind = first.kind
    above = names.get(id(known.parent), "") if known.parent is not None else ""
    under = above or f"{kind}/{slug(known.committee) or 'report'}"
    if first.level == "project" and first.project_code:
        return f"{kind}/{first.project_code.lower()}"
    if first.level == "appropriation" and first.appropriation_code:
        return f"{kind}/{first.appropriation_code}"
    if first.level == "service_frame":
        return f"{under}/{first.frame}"
    frame = f"/{first.frame}" if first.frame and first.level == "item" else ""
    return f"{under}{frame}/{'total' if first.level == 'total' else slug(first.wording) or 'line'}"
