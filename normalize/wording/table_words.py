"""A profile's words, ready to be matched against heads, captions and labels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from normalize.danish.text import comparable
from normalize.danish.unit_words import tells_share
from normalize.model import ServiceFrame
from normalize.wording.lexicon import Lexicon
from normalize.wording.statement_words import AllKindWords
from schemas.contract.vocabulary import KnownKind, LineLevel, Measure, WordedQuantity
from schemas.profile.load import Profile, StatusName
from schemas.profile.wordless import WORDLESS


class Coded(NamedTuple):
    """A label that opens with a code: "10.26 Renovation mv."."""

    code: str
    label: str


class Told(NamedTuple):
    """What a text says that its figures count; ``opens``: it begins with the word that says so."""

    quantity: WordedQuantity
    opens: bool


class Words:
    """What one profile calls things. Every method is a pure function of its text."""

    def __init__(self, profile: Profile) -> None:
        """Compile the words of ``profile``."""
        self.profile = profile
        lines = profile.lines
        self._measures: Lexicon[Measure] = Lexicon(profile.columns.measures)
        self._status: Lexicon[StatusName] = Lexicon(profile.columns.status)
        self._totals: Lexicon[Literal["total"]] = Lexicon({"total": lines.total})
        self._frames: Lexicon[ServiceFrame] = Lexicon({"inside": lines.inside, "outside": lines.outside})
        self._appropriation = re.compile(lines.appropriation)
        self._project = re.compile(lines.project)
        self._committee = re.compile(profile.sections.committee)
        self._mention = re.compile(profile.sections.mention)
        self._numbered = re.compile(profile.captions.numbered, re.IGNORECASE)
        self._note = re.compile(profile.captions.note, re.IGNORECASE)
        self._told: dict[str, Told | None] = {}
        self._announced: dict[str, bool] = {}
        self._measured: dict[str, Measure | None] = {}
        self._quantities = [
            (quantity, [re.compile(pattern, re.IGNORECASE) for pattern in patterns])
            for quantity, patterns in profile.quantities.items()
            if quantity != "money"
        ]
        self.statements = AllKindWords(profile)
        self._levels = [(rule, frozenset(map(comparable, rule.words))) for rule in lines.levels]

    def measure(self, head: str) -> Measure | None:
        """Which measure a column with this head holds; a share of one ("Forbrug i %") is none."""
        if head not in self._measured:
            self._measured[head] = None if tells_share(head) else self._measures.find(head)
        return self._measured[head]

    def status_part(self, head: str) -> StatusName | None:
        """Which part of a status table a column with this head holds."""
        return self._status.find(head)

    def is_total(self, label: str) -> bool:
        """Whether a line with this label sums its table up; a committee's name beside the word is ignored."""
        return (self._totals.find(label) or self._totals.find(self._mention.sub(" ", label))) is not None

    def announces_total(self, label: str) -> bool:
        """Whether a line or column with this label announces a sum, in a table of any kind."""
        if label not in self._announced:
            self._announced[label] = self.is_total(label) or _found(self.profile.lines.announced, label)
        return self._announced[label]

    def quantity(self, text: str) -> Told | None:
        """What the first of the profile's patterns that a text holds says that its figures count."""
        if text not in self._told:
            self._told[text] = self._quantity(text)
        return self._told[text]

    def _quantity(self, text: str) -> Told | None:
        for quantity, patterns in self._quantities:
            found = [match.start() for pattern in patterns if (match := pattern.search(text))]
            if found:
                return Told(quantity, min(found) == 0)
        return None

    def tells_money(self, text: str) -> bool:
        """Whether a text tells of money without naming a unit ("Budget 2024")."""
        return self.measure(text) is not None or _found(self.profile.quantities.get("money", ()), text)

    def states_unit_of_all(self, text: str) -> bool:
        """Whether a line of text states the unit of all the report's tables."""
        return _found(self.profile.units.document, text)

    def level(self, label: str, *, bold: bool, indent: int) -> LineLevel | None:
        """The level that the profile gives to lines printed like this; None where it leaves that to words."""
        key = comparable(label)
        for rule, words in self._levels:
            printed = rule.bold in (None, bold) and rule.indent in (None, indent)
            if printed and (not words or key in words) and (rule.pattern is None or _search(rule.pattern, label)):
                return rule.level
        return None

    def frame(self, label: str) -> ServiceFrame | None:
        """The service frame that a line with this label sums up."""
        return self._frames.find(label)

    def appropriation(self, label: str) -> Coded | None:
        """The code and name of an appropriation's line."""
        found = self._appropriation.match(label)
        return Coded(found["code"], found["label"]) if found else None

    def project(self, label: str) -> Coded | None:
        """The code (upper case) and name of a capital project's line."""
        found = self._project.match(label)
        return Coded(found["code"].upper(), found["label"]) if found else None

    def kind_by_caption(self, caption: str) -> KnownKind | None:
        """The kind of table that a caption or title names."""
        return next((kind for kind, k in self.profile.known_kinds if _found(k.caption, caption)), None)

    def kind_by_head(self, head: str) -> KnownKind | None:
        """The kind of table that a head cell names."""
        return next((kind for kind, k in self.profile.known_kinds if _found(k.head, head)), None)

    def names_kind(self, kind: KnownKind, text: str) -> bool:
        """Whether ``text`` holds a word of this kind of table."""
        return any(_found((*k.caption, *k.head), text) for known, k in self.profile.known_kinds if known == kind)

    def caption_number(self, text: str) -> int | None:
        """3 for "Tabel 3. ...", None for a text that is no numbered caption."""
        found = self._numbered.match(text)
        return int(found["number"]) if found else None

    def caption_key(self, text: str) -> str:
        """The key under which a caption and its continuation ("fortsat") are equal."""
        return comparable(re.sub(self.profile.captions.continued, " ", text, flags=re.IGNORECASE))

    def is_note(self, text: str) -> bool:
        """Whether a line below a table opens a note to it."""
        return self._note.match(text) is not None

    def committee(self, heading: str) -> str | None:
        """The committee whose section this heading opens."""
        if heading in self.profile.sections.committees:
            return heading
        found = self._committee.match(heading)
        return found["name"] if found else None

    def mentioned_committee(self, caption: str) -> str | None:
        """The committee that a caption names, in its stem ("Klima- og Miljøudvalg")."""
        found = self._mention.search(caption)
        return found["name"] if found else None


# Words that know none, for a report of which nothing may be said but what its cells hold.
NO_WORDS = Words(WORDLESS)


def _search(pattern: str, text: str) -> re.Match[str] | None:
    return re.search(pattern, text, re.IGNORECASE)


@lru_cache(maxsize=8192)
def _found(patterns: tuple[str, ...], text: str) -> bool:
    return any(_search(pattern, text) for pattern in patterns)
