"""What a person has decided about lines: that two wordings are the same line, or are not.

A file of decisions is TOML::

    [[lines]]
    municipality = "Ballerup"
    kind = "operating"                     # operating, financing or capital
    years = [2023, 2024]
    expect = ["Sygedagpenge mv.", "Sygedagpenge"]    # the wordings that the two years' reports print
    under = "20.05"                        # optional: the appropriation, project code or committee of either line
    same = true
    reason = "The budget notes say that only the name is new."

A decision whose wordings the reports no longer print fails loudly; one about a year that is not there is left aside.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from normalize.danish.text import comparable
from regnskab.errors import DecisionError
from regnskab.years.printed_lines import MunicipalityReports, ReportedLine
from schemas.contract.vocabulary import LineKind


class Decision(BaseModel):
    """One decision, as in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    municipality: str
    kind: LineKind
    years: tuple[int, int]
    expect: tuple[str, str]
    same: bool
    reason: str = Field(min_length=1)
    under: str | None = None

    def __str__(self) -> str:
        return f"{self.expect[0]!r} ({self.years[0]}) and {self.expect[1]!r} ({self.years[1]})"


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and the two lines, the older first, that it is about."""

    decision: Decision
    older: ReportedLine
    newer: ReportedLine


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in the file. Raises DecisionError, naming the key and the remedy."""
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).lines
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DecisionError(f"key {key}: {first['msg']}", source=path, remedy=f"correct {key}") from None
    except (ValueError, RecursionError) as error:
        raise DecisionError(f"is not valid TOML: {error}", source=path, remedy="correct the file") from None
    except OSError as error:
        raise DecisionError(f"cannot be read: {error.strerror}", source=path, remedy="check the path") from None


def find_decided(
    decisions: Sequence[Decision], municipality: MunicipalityReports, path: Path | None = None
) -> tuple[list[Decided], list[Decision]]:
    """The decisions about this municipality with their lines, and those about years that it has no report of.

    Raises DecisionError where a report no longer prints the wording, or prints it more than once.
    """
    decided: list[Decided] = []
    aside: list[Decision] = []
    for one in decisions:
        if one.municipality.casefold() not in (municipality.name.casefold(), municipality.code):
            continue
        if not set(one.years) <= set(municipality.years) or one.years[0] >= one.years[1]:
            aside.append(one)
            continue
        older, newer = (_line(one, municipality, i, path) for i in (0, 1))
        decided.append(Decided(one, older, newer))
    return decided, aside


def _line(decision: Decision, municipality: MunicipalityReports, side: int, path: Path | None) -> ReportedLine:
    year, wording = decision.years[side], decision.expect[side]
    found = [
        line
        for line in municipality.of_year(year)
        if line.kind == decision.kind and comparable(line.wording) == comparable(wording)
    ]
    under = [line for line in found if decision.under in _where(line)]
    lines = under or found if decision.under else found
    if len(lines) == 1:
        return lines[0]
    if not lines:
        raise DecisionError(
            f"the decision on {decision} expects {wording!r} in the report for {year}, which prints it no longer",
            source=path,
            remedy="look at the lines again, then correct or remove the decision",
        )
    places = ", ".join(sorted({name for line in lines for name in _where(line)}))
    raise DecisionError(
        f"the decision on {decision} fits {len(lines)} lines of the report for {year}",
        source=path,
        remedy=f"say which with under, one of {places}",
    )


def _where(line: ReportedLine) -> tuple[str, ...]:
    return tuple(name for name in (line.appropriation_code, line.project_code, line.committee) if name)
