"""What a publisher's profile holds: how one municipality words its report.

All patterns are regular expressions, searched without regard to case except
those that tell names from ordinary words (``sections``, ``lines``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from schemas.contract.vocabulary import KNOWN_KINDS, KnownKind, LineLevel, Measure, WordedQuantity
from schemas.profile.kinds import Kind, StatementWords
from schemas.profile.parts import Pattern, ProfilePart, compiles
from schemas.profile.prose import Prose

StatusName = Literal["item_no", "topic", "description", "status"]


def _has_groups(*names: str) -> AfterValidator:
    def check(pattern: str) -> str:
        missing = [name for name in names if name not in re.compile(compiles(pattern)).groupindex]
        if missing:
            raise ValueError(f"needs a group (?P<{missing[0]}>...)")
        return pattern

    return AfterValidator(check)


NumberPattern = Annotated[str, _has_groups("number")]
CodePattern = Annotated[str, _has_groups("code", "label")]
NamePattern = Annotated[str, _has_groups("name")]
YearPattern = Annotated[str, _has_groups("year")]


class Recognise(ProfilePart):
    """How a report of this publisher is told from others, and which year it is about."""

    patterns: tuple[Pattern, ...] = ()
    fiscal_year: tuple[YearPattern, ...] = ()


class Sections(ProfilePart):
    """Which headings open a committee's section (``name``), and how a caption mentions a committee."""

    committee: NamePattern
    mention: NamePattern
    committees: tuple[str, ...] = ()


class Captions(ProfilePart):
    """How the line above a table, and the notes below it, begin."""

    numbered: NumberPattern
    continued: Pattern
    note: Pattern


class Columns(ProfilePart):
    """Column heads, without years, column numbers and units, per measure and per part of a status table."""

    measures: Mapping[Measure, tuple[str, ...]]
    status: Mapping[StatusName, tuple[str, ...]]


class LevelRule(ProfilePart):
    """One way in which a line of this ``level`` is printed: all that is given must hold.

    ``words`` are whole labels, ``pattern`` is searched in the label, ``indent`` counts the indents of the table's
    labels from the left, from 0.
    """

    level: LineLevel
    words: tuple[str, ...] = ()
    pattern: Pattern | None = None
    bold: bool | None = None
    indent: int | None = Field(default=None, ge=0)


class LineWords(ProfilePart):
    """How the lines of a table are told: totals, service frames, coded appropriations and projects.

    ``levels`` come before the words and patterns, in the profile's order. ``announced`` are patterns of labels that
    announce a sum in tables of any kind.
    """

    total: tuple[str, ...]
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    appropriation: CodePattern
    project: CodePattern
    closed_markers: tuple[str, ...] = ()
    announced: tuple[Pattern, ...] = ()
    levels: tuple[LevelRule, ...] = ()


class Identity(ProfilePart):
    """What holds on every line of the ``kinds`` of table: ``result`` is the sum of ``plus`` less ``minus``."""

    kinds: tuple[KnownKind, ...]
    result: Measure
    plus: tuple[Measure, ...] = Field(min_length=1)
    minus: tuple[Measure, ...] = ()

    @property
    def rule(self) -> str:
        """The identity as the contract writes it: "variance = actual - revised_budget"."""
        return f"{self.result} = {' + '.join(self.plus)}" + "".join(f" - {measure}" for measure in self.minus)


class Units(ProfilePart):
    """``default`` is the unit of a table that states none; ``document`` tells a line that states it for all tables."""

    default: str
    document: tuple[Pattern, ...] = ()


class Profile(ProfilePart):
    """One publisher's words. ``municipality`` is None for words that many publishers share."""

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    municipality: str | None = None
    municipality_code: str | None = Field(default=None, pattern=r"^\d{3}$")
    recognise: Recognise = Recognise()
    sections: Sections
    captions: Captions
    kinds: tuple[Kind, ...]
    statements: StatementWords = StatementWords()
    columns: Columns
    lines: LineWords
    units: Units
    identities: tuple[Identity, ...] = ()
    quantities: Mapping[WordedQuantity, tuple[Pattern, ...]] = {}
    prose: Prose = Prose()

    @property
    def known_kinds(self) -> tuple[tuple[KnownKind, Kind], ...]:
        """The kinds of table that have a dataset of their own, in the profile's order."""
        return tuple((own, kind) for kind in self.kinds for own in KNOWN_KINDS if own == kind.kind)

    @property
    def statement_kinds(self) -> tuple[Kind, ...]:
        """The kinds of statement, each once, what several tables of the profile say of one joined."""
        joined: dict[str, Kind] = {}
        for kind in self.kinds:
            if kind.kind not in KNOWN_KINDS:
                joined[kind.kind] = joined[kind.kind].joined(kind) if kind.kind in joined else kind
        return tuple(joined.values())

    def matches(self, text: str, title: str | None = None) -> bool:
        """Whether a report with this ``title`` and ``text`` on its first pages is this publisher's."""
        return any(
            re.search(pattern, part, re.IGNORECASE | re.MULTILINE)
            for part in (title or "", text)
            for pattern in self.recognise.patterns
        )

    def fiscal_year(self, text: str, title: str | None = None) -> int | None:
        """The year that the title, or else the first pages' ``text``, says the report is about."""
        for part in (title or "", text):
            for pattern in self.recognise.fiscal_year:
                found = re.search(pattern, part, re.IGNORECASE | re.MULTILINE)
                if found:
                    return int(found["year"])
        return None
