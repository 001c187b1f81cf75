"""Which line of a report is which line of the reports before it.

By code first (a project's, an appropriation's, a service frame under its appropriation), then by place and wording: the
same words in the same place, the same words elsewhere under the same appropriation, then the most alike in the same
place. A line is matched once at most. Wordings of a report are compared with those of the report right before it.

Committees are known again by their name, or by the codes of what they answer for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from regnskab.years.decisions import Decided
from regnskab.years.identity import Known, LineIdentity, Occurrence, named
from regnskab.years.match_rules import WAYS, Candidate, Way, likeness, undated
from regnskab.years.printed_lines import MunicipalityReports, ReportedLine
from schemas.contract.vocabulary import LineMatch


def identities(municipality: MunicipalityReports, decided: Sequence[Decided] = ()) -> list[LineIdentity]:
    """The lines of a municipality's reports over the years, in order of their first report and place."""
    known: list[Known] = []
    committees = Committees()
    before: str | None = None
    for report, lines in municipality.reports.items():
        committees.meet(lines)
        _Matching(lines, known, committees, decided, before).match()
        before = report
    return named(municipality.name, known)


@dataclass(slots=True)
class _Matching:
    """One report being matched against what is ``known``, which it extends."""

    lines: Sequence[ReportedLine]
    known: list[Known]
    committees: Committees
    decided: Sequence[Decided]
    before: str | None
    found: dict[tuple[str, str, int], Known] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    parents: dict[tuple[str, str], Known] = field(default_factory=dict)

    def match(self) -> None:
        for level in WAYS:
            lines = [line for line in self.lines if line.level == level]
            earlier = [one for one in self.known if one.line.level == level]
            self._decide(lines)
            for way in WAYS[level]:
                self._apply(way, lines, earlier)
            for line in lines:
                self._settle(line)

    def _decide(self, lines: Sequence[ReportedLine]) -> None:
        places = {line.place: line for line in lines}
        for one in self.decided:
            line = places.get(one.newer.place)
            known = next((k for k in self.known if k.has(one.older.place)), None)
            if one.decision.same and line is not None and known is not None:
                self._pair(line, known, "decision")

    def _apply(self, way: Way, lines: Iterable[ReportedLine], earlier: Iterable[Known]) -> None:
        groups: dict[Hashable, tuple[list[ReportedLine], list[Known]]] = {}
        for line in lines:
            if line.place not in self.found and (key := way.key(self._spot(line))) is not None:
                groups.setdefault(key, ([], []))[0].append(line)
        for known in earlier:
            if id(known) in self.taken or (way.recent and known.line.report_id != self.before):
                continue
            key = way.key(Candidate(known.line, known.committee, known.parent))
            if key in groups:
                groups[key][1].append(known)
        for new, old in groups.values():
            for line, known in _paired(way, new, old):
                if line.place not in self.found and id(known) not in self.taken and self._may(way, line, known):
                    self._pair(line, known, way.matched)

    def _may(self, way: Way, line: ReportedLine, known: Known) -> bool:
        if any(d.newer.place == line.place and known.has(d.older.place) for d in self.decided if not d.decision.same):
            return False
        codes = (line.project_code, known.line.project_code)
        # Two codes are two projects, however alike their names are.
        return way.matched == "code" or None in codes

    def _pair(self, line: ReportedLine, known: Known, matched: LineMatch) -> None:
        dated = undated(line.wording)
        renamed = not dated or dated != undated(known.line.wording) or matched not in ("same", "code")
        # A name that differs only by its year is the same name.
        score = likeness(known.line.wording, line.wording) if renamed else 100.0
        recoded = matched == "same" and _own_code(line) != _own_code(known.line)
        alike = matched == "code" and score == 100.0
        known.places.append(Occurrence(line, "same" if alike else "wording" if recoded else matched, score))
        self.found[line.place] = known
        self.taken.add(id(known))

    def _settle(self, line: ReportedLine) -> None:
        """Let what was not known be known from now on; what was stands where this report has it."""
        spot = self._spot(line)
        known = self.found.get(line.place)
        if known is None:
            known = Known([Occurrence(line)], spot.committee, spot.parent)
            self.known.append(known)
            self.taken.add(id(known))
        elif line.level != "appropriation":
            known.parent = spot.parent
        if line.level == "appropriation" and line.appropriation_code:
            self.parents[line.table_id, line.appropriation_code] = known

    def _spot(self, line: ReportedLine) -> Candidate:
        own = line.level in ("appropriation", "project")
        parent = None if own else self.parents.get((line.table_id, line.appropriation_code or ""))
        return Candidate(line, self.committees.first_name(line.committee), parent)


def _own_code(line: ReportedLine) -> str | None:
    return line.appropriation_code if line.level == "appropriation" else None


def _paired(way: Way, new: Sequence[ReportedLine], old: Sequence[Known]) -> list[tuple[ReportedLine, Known]]:
    """The pairs that a way allows, the best first; without wordings to weigh, the n-th with the n-th."""
    if way.least is None:
        return list(zip(new, old, strict=False))
    scored = [
        (-likeness(known.line.wording, line.wording), i, j) for i, line in enumerate(new) for j, known in enumerate(old)
    ]
    return [(new[i], old[j]) for score, i, j in sorted(scored) if -score >= way.least]


# A committee with a new name is known again from so much of its name, or of its codes, that is the same.
ENOUGH = 60.0


class Committees:
    """Which committee of a report is which of the reports before. ``meet`` takes the reports in order of years."""

    def __init__(self) -> None:
        """Know none yet."""
        self._first: dict[str, str] = {}
        self._codes: dict[str, frozenset[str]] = {}

    def first_name(self, committee: str | None) -> str:
        """The name under which a committee was met first; "" for none."""
        return self._first.get(committee or "", committee or "")

    def meet(self, lines: Iterable[ReportedLine]) -> None:
        """Take note of a report's committees; one with an unknown name is the most alike of those that it lacks."""
        met: dict[str, set[str]] = {}
        for line in lines:
            codes = met.setdefault(line.committee or "", set())
            codes.update(code for code in (line.appropriation_code, line.project_code) if code)
        missing = [name for name in self._codes if name not in {self._first.get(own) for own in met}]
        strange = [name for name in met if name not in self._first]
        scored = [(-self._score(old, new, met[new]), new, old) for new in strange for old in missing]
        for score, new, old in sorted(scored):
            if -score >= ENOUGH and new not in self._first and old in missing:
                self._first[new] = old
                missing.remove(old)
        for name, codes in met.items():
            first = self._first.setdefault(name, name)
            self._codes[first] = frozenset(codes)

    def _score(self, old: str, new: str, codes: set[str]) -> float:
        shared = len(codes & self._codes[old])
        most = max(len(codes), len(self._codes[old]), 1)
        return max(likeness(old, new), 100.0 * shared / most)
