"""How running text words the figures of its section's tables, as a part of a publisher's profile.

All patterns are regular expressions, searched without regard to case. "The text before an amount" reaches back to the
amount before it or to the beginning of the clause, "the text behind it" to the next amount or the clause's end.
"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from schemas.contract.vocabulary import AnnualMeasure, LineKind
from schemas.profile.parts import Pattern, ProfilePart


class KindWords(ProfilePart):
    """Words by which a sentence names a kind of table."""

    kind: LineKind
    words: tuple[Pattern, ...]


class StatedMeasure(ProfilePart):
    """Words that say which measure an amount states.

    ``measure`` lists more than one where the words leave it open: the amount then has to meet one of them.
    ``before`` or ``behind`` is found in the text on that side, or both patterns of a pair ``around`` the amount.
    ``sign`` is that of the variance (actual - revised budget) that the words tell: "+" more spent or less earned.
    ``kinds`` limits the words to these kinds of tables.
    """

    measure: tuple[AnnualMeasure, ...]
    before: tuple[Pattern, ...] = ()
    behind: tuple[Pattern, ...] = ()
    around: tuple[tuple[Pattern, Pattern], ...] = ()
    sign: Literal["+", "-"] | None = None
    kinds: tuple[LineKind, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> StatedMeasure:
        if not self.measure:
            raise ValueError("measure: names none")
        if not (self.before or self.behind or self.around):
            raise ValueError("has no words: give before, behind or around")
        return self


class Prose(ProfilePart):
    """Words of running text that tie an amount to a figure of a table, and words that say that it is another.

    ``abbreviations`` end in a point that ends no sentence. ``vague``, right before an amount, and ``relative_before``/
    ``relative_behind``, at its side, say that it is no level. ``elsewhere`` in a clause: its amounts are of no table of
    the section; ``parts``: so are those behind it in the sentence. ``scope``: prepositions that narrow a clause to what
    they name, unless that is the ``whole``, a kind of table or a year. ``compared``: a budget that an amount is only
    compared with.
    """

    abbreviations: tuple[str, ...] = ()
    kinds: tuple[KindWords, ...] = ()
    measures: tuple[StatedMeasure, ...] = ()
    vague: tuple[Pattern, ...] = ()
    relative_before: tuple[Pattern, ...] = ()
    relative_behind: tuple[Pattern, ...] = ()
    elsewhere: tuple[Pattern, ...] = ()
    parts: tuple[Pattern, ...] = ()
    compared: tuple[Pattern, ...] = ()
    scope: tuple[Pattern, ...] = ()
    whole: tuple[Pattern, ...] = ()
