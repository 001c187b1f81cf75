"""What changed between two years' reports of a municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from regnskab.years.identity import LineIdentity, Occurrence

What = Literal["new", "vanished", "rematched", "restated", "movement"]


@dataclass(frozen=True, slots=True)
class LineChange:
    """One change. ``what``: a line is ``new`` or ``vanished``; known again, but not to the letter (``rematched``); a
    figure is printed otherwise a year later (``restated``); or it moved by much (``movement``).

    ``older`` and ``newer`` are the two figures, ``difference`` is newer - older: kroner. ``matched`` and ``score`` say
    how the line was known again.
    """

    what: What
    municipality: str
    line_id: str
    kind: str
    level: str
    committee: str | None
    code: str | None
    wording_older: str | None = None
    wording_newer: str | None = None
    measure: str | None = None
    older: Decimal | None = None
    newer: Decimal | None = None
    page_older: int | None = None
    page_newer: int | None = None
    matched: str | None = None
    score: float | None = None
    year: int | None = None
    printed: str | None = None

    @property
    def difference(self) -> Decimal | None:
        return None if self.older is None or self.newer is None else self.newer - self.older


def changes(
    municipality: str,
    identities: Sequence[LineIdentity],
    years: tuple[int, int],
    *,
    measure: str = "actual",
    at_least: Decimal = Decimal(0),
) -> list[LineChange]:
    """The lines that are new, vanished, not known again to the letter, and the ``measure``'s movements.

    A movement counts from ``at_least`` kroner on; the largest comes first.
    """
    fresh, gone, again, moved = [], [], [], []
    for one in identities:
        older, newer = one.in_year(years[0]), one.in_year(years[1])
        if newer is not None and older is None:
            fresh.append(_change("new", municipality, one, newer, measure=measure, newer=newer))
        elif older is not None and newer is None:
            gone.append(_change("vanished", municipality, one, older, measure=measure, older=older))
        elif older is not None and newer is not None:
            both = _change("movement", municipality, one, newer, measure=measure, older=older, newer=newer)
            if both.difference and abs(both.difference) >= at_least:
                moved.append(both)
            if not newer.exact:
                again.append(_change("rematched", municipality, one, newer, older=older, newer=newer))
    again.sort(key=lambda change: (change.matched == "code", change.score or 0.0, change.line_id))
    moved.sort(key=lambda change: (-abs(change.difference or Decimal(0)), change.line_id))
    return [*fresh, *gone, *again, *moved]


def of_kind(found: Sequence[LineChange], what: What) -> Iterator[LineChange]:
    """Yield the changes of one kind, in their order."""
    return (change for change in found if change.what == what)


def _change(
    what: What,
    municipality: str,
    identity: LineIdentity,
    place: Occurrence,
    *,
    measure: str | None = None,
    older: Occurrence | None = None,
    newer: Occurrence | None = None,
) -> LineChange:
    before = older.line.amounts.get(measure or "") if older else None
    after = newer.line.amounts.get(measure or "") if newer else None
    line = place.line
    return LineChange(
        what=what,
        municipality=municipality,
        line_id=identity.line_id,
        kind=line.kind,
        level=line.level,
        committee=line.committee,
        code=line.project_code or line.appropriation_code,
        wording_older=older.line.wording if older else None,
        wording_newer=newer.line.wording if newer else None,
        measure=measure,
        older=before.dkk if before else None,
        newer=after.dkk if after else None,
        page_older=before.page if before else None,
        page_newer=after.page if after else None,
        matched=newer.matched if newer else None,
        score=newer.score if newer else None,
    )
