"""Comparing two years: from an output folder to the changes, with the dataset ``lines`` brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from regnskab.errors import QueryError
from regnskab.years.changes import LineChange, changes
from regnskab.years.dataset import lines_table, write_lines
from regnskab.years.decisions import Decision, find_decided, read_decisions
from regnskab.years.identity import LineIdentity
from regnskab.years.matching import identities
from regnskab.years.printed_lines import MunicipalityReports, read_municipalities
from regnskab.years.restated import restated

# Looked for in the output folder where no other file of decisions is given.
DECISIONS = "line-decisions.toml"


@dataclass(frozen=True, slots=True)
class Tracked:
    """A municipality's lines over the years, and the decisions about years that it has no report of."""

    municipality: MunicipalityReports
    identities: tuple[LineIdentity, ...]
    aside: tuple[Decision, ...]
    file: Path


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed between two years in one municipality. ``n_lines`` counts the lines of each year's report."""

    municipality: str
    years: tuple[int, int]
    n_lines: tuple[int, int]
    n_matched: int
    found: tuple[LineChange, ...]


def track(out: Path, municipality: str | None = None, decisions: Path | None = None) -> list[Tracked]:
    """Match the lines of every municipality in ``out`` (or one) over the years, and write the dataset ``lines``.

    Raises OutputError, QueryError, DecisionError (nothing is written then).
    """
    path = decisions or out / DECISIONS
    decided = read_decisions(path) if decisions is not None or path.exists() else ()
    matched = []
    for one in read_municipalities(out, municipality):
        about, aside = find_decided(decided, one, path)
        found = identities(one, about)
        matched.append((one, found, aside, lines_table(one, found)))
    return [Tracked(one, tuple(found), tuple(aside), write_lines(out, one, t)) for one, found, aside, t in matched]


def compare(
    out: Path, tracked: Sequence[Tracked], years: tuple[int, int], *, measure: str, at_least: Decimal
) -> list[Compared]:
    """What changed between the ``years`` in each municipality that has reports of both.

    Raises QueryError where none has.
    """
    done = [
        _compared(out, one, years, measure, at_least) for one in tracked if set(years) <= set(one.municipality.years)
    ]
    if not done:
        there = sorted({year for one in tracked for year in one.municipality.years})
        raise QueryError(
            f"no municipality in {out} has reports of both {years[0]} and {years[1]}",
            remedy=f"there are reports of {', '.join(map(str, there))}",
        )
    return done


def _compared(out: Path, one: Tracked, years: tuple[int, int], measure: str, at_least: Decimal) -> Compared:
    name = one.municipality.name
    found = changes(name, one.identities, years, measure=measure, at_least=at_least)
    counts = (len(one.municipality.of_year(years[0])), len(one.municipality.of_year(years[1])))
    both = sum(all(identity.in_year(year) for year in years) for identity in one.identities)
    return Compared(name, years, counts, both, (*found, *restated(out, name, one.identities, years)))
