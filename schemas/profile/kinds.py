"""Kinds of table, as a part of a publisher's profile: those with a dataset of their own, and kinds of statement.

Every kind that the contract has no dataset for is one of statement, and its figures go into ``statements``; a
municipality's own kind needs a name and the words that tell it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, Field, model_validator

from schemas.contract.vocabulary import KNOWN_KINDS, MEASURES, Flow, Side
from schemas.profile.identities import StatementIdentity, identity_of
from schemas.profile.parts import Pattern, ProfilePart

# The measures that statements have besides those of the committees' tables.
STATEMENT_MEASURES: Final = ("prior_actual", "opening", "closing")
# A name so near that of a kind with a dataset is a misprint of it.
_MISPRINT: Final = 0.8

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _kind(name: str) -> str:
    near = difflib.get_close_matches(name, KNOWN_KINDS, n=1, cutoff=_MISPRINT)
    if near and near[0] != name:
        raise ValueError(f'"{name}" is nearly a kind with a dataset of its own; did you mean "{near[0]}"?')
    return name


def _identity(text: str) -> str:
    identity_of(text)
    return text


Key = TypeVar("Key", bound=str)
KindName = Annotated[Name, AfterValidator(_kind)]
IdentityText = Annotated[str, AfterValidator(_identity)]


class Kind(ProfilePart):
    """A kind of table and the words that tell it: ``caption`` patterns in its caption or the heading over it, ``head``
    patterns in its head. Kinds with a dataset of their own are tried in the profile's order and have these words alone.

    The rest is for kinds of statement. ``lines``: the wordings of each line, by its code. ``total`` is the code of the
    line that sums the table up. ``sides``: the codes that stand on each side of a balance sheet. ``measures``: column
    heads, besides those that all statements share. ``years`` is the measure of a column headed by a year alone.
    ``income`` are the codes of lines that are income: their figures show which sign costs have.
    ``identities`` between lines are written in the language of ``identities``. ``quantity`` is what figures count that
    no unit is given for.
    """

    kind: KindName
    caption: tuple[Pattern, ...] = ()
    head: tuple[Pattern, ...] = ()
    lines: Mapping[Name, tuple[str, ...]] = {}
    total: Name = "total"
    sides: Mapping[Side, tuple[Name, ...]] = {}
    income: tuple[Name, ...] = ()
    measures: Mapping[Name, tuple[str, ...]] = {}
    years: Name = "actual"
    identities: tuple[IdentityText, ...] = ()
    quantity: Literal["money", "count", "number"] = "money"

    @model_validator(mode="after")
    def _says_what_it_may(self) -> Kind:
        if self.kind in KNOWN_KINDS and self.model_fields_set - {"kind", "caption", "head"}:
            stranger = sorted(self.model_fields_set - {"kind", "caption", "head"})[0]
            raise ValueError(f"{stranger} is for kinds of statement; {self.kind} has a dataset with lines of its own")
        if not (self.caption or self.head or self.lines):
            raise ValueError("has no words that tell it: give caption, head or lines")
        return self

    def joined(self, base: Kind) -> Kind:
        """The kind with what ``base``, of the same name, says besides: its own words first."""
        single = [name for name in ("total", "years", "quantity") if name in self.model_fields_set]
        given: dict[str, object] = {name: getattr(self, name) for name in single}
        return base.model_copy(
            update={
                "caption": (*self.caption, *base.caption),
                "head": (*self.head, *base.head),
                "lines": _joined(self.lines, base.lines),
                "sides": _joined(self.sides, base.sides),
                "measures": _joined(self.measures, base.measures),
                "income": tuple(dict.fromkeys((*self.income, *base.income))),
                "identities": tuple(dict.fromkeys((*self.identities, *base.identities))),
                **given,
            }
        )

    @property
    def parsed_identities(self) -> tuple[StatementIdentity, ...]:
        return tuple(map(identity_of, self.identities))


class StatementWords(ProfilePart):
    """What all kinds of statement share: column heads by measure and by flow, without years, units and column numbers,
    and patterns of heads over columns that only refer to notes and appendices.
    """

    measures: Mapping[Name, tuple[str, ...]] = {}
    flows: Mapping[Flow, tuple[str, ...]] = {}
    references: tuple[Pattern, ...] = ()


def known_measures() -> tuple[str, ...]:
    """Every measure that the contract names."""
    return (*MEASURES, *STATEMENT_MEASURES)


def _joined(own: Mapping[Key, tuple[str, ...]], base: Mapping[Key, tuple[str, ...]]) -> dict[Key, tuple[str, ...]]:
    return {key: (*own.get(key, ()), *base.get(key, ())) for key in (*own, *(key for key in base if key not in own))}
