"""What a paragraph states: its amounts, each with the kind of table and the measure that its words name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from normalize.model import TableKind
from normalize.pages.paragraphs import Paragraph, Sentence
from normalize.prose.clauses import Amount, StatedAmount, joined, stated_amounts
from normalize.wording.prose_words import ProseWords, Said

_YEARS = re.compile(r"(?<![\d.,])20\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?(?![\d.,]\d)")


@dataclass(frozen=True, slots=True)
class Statement:
    """An amount that a paragraph states of one kind of table.

    ``about`` is its clause, in which a line of the table may be named; ``narrowed``: it tells of something else than
    the table's total. ``names_kind``: the clause itself says which kind it is.
    """

    paragraph: Paragraph
    sentence: Sentence
    amount: Amount
    kind: TableKind
    said: Said
    about: str
    narrowed: bool
    names_kind: bool


@dataclass(frozen=True, slots=True)
class _Context:
    """What a sentence inherits: the kinds told of so far, and whether the last subject was a part of the whole."""

    kinds: tuple[TableKind, ...]
    narrowed: bool = False


@dataclass(slots=True)
class _Reader:
    """Reads a sentence's amounts from left to right; keeps what the next one may inherit."""

    words: ProseWords
    context: _Context
    year: int | None
    committee: str | None
    kind: TableKind | None = None
    named: list[TableKind] = field(default_factory=list)
    last: tuple[StatedAmount, Said] | None = None
    used: int = 0

    def kind_of(self, one: StatedAmount, before: str) -> tuple[TableKind | None, bool]:
        """The kind of table that an amount tells of, and whether its own clause names it."""
        ahead, behind = self.words.kinds(before), self.words.kinds(one.behind)
        if ahead:
            return ahead[-1].kind, True
        if behind:
            self.used = max(self.used, behind[0].end)
            return behind[0].kind, True
        own = self.words.kinds(one.clause_text)
        if len({named.kind for named in own}) == 1 and own[0].start < len(before):
            return own[0].kind, True
        if self.kind is not None:
            return self.kind, False
        return (self.context.kinds[0] if len(self.context.kinds) == 1 else None), False

    def said_of(self, one: StatedAmount, before: str, kind: TableKind | None, *, names_kind: bool) -> Said | None:
        """The measure that an amount states; where only its table is named, that of the clause before."""
        said = self.words.said(before, one.behind, kind)
        if said is not None:
            self.used = max(self.used, said.behind)
            return said
        if self.last is None or not names_kind or one.clause == self.last[0].clause or self.last[1].sign:
            return None
        return self.last[1]._replace(behind=0)


def statements(
    paragraph: Paragraph, words: ProseWords, fiscal_year: int | None, kinds: Sequence[TableKind]
) -> Iterator[Statement]:
    """What a paragraph states; ``kinds`` are those that its heading names. An item of a list states no whole."""
    if paragraph.listed:
        return
    context = _Context(tuple(kinds))
    for sentence in paragraph.sentences(words.abbreviations):
        found = stated_amounts(sentence.text)
        if found:
            reader = _Reader(words, context, fiscal_year, paragraph.committee)
            yield from _read(reader, paragraph, sentence, found)
            context = _next(context, reader, sentence.text, words)


def _next(context: _Context, reader: _Reader, text: str, words: ProseWords) -> _Context:
    named = tuple(dict.fromkeys(reader.named))
    narrowed = words.narrowed(_neutral(text, reader.committee))
    return _Context(named or context.kinds, narrowed or (context.narrowed and not named))


def _read(
    reader: _Reader, paragraph: Paragraph, sentence: Sentence, found: Sequence[StatedAmount]
) -> Iterator[Statement]:
    paired = _paired(reader, found)
    for i, one in enumerate(found):
        before = one.before[reader.used :].lstrip() if i and found[i - 1].clause == one.clause else one.before
        reader.used = 0
        kind, names_kind = (paired[i], False) if paired else reader.kind_of(one, before)
        if names_kind and kind is not None:
            reader.kind = kind
            reader.named.append(kind)
        said = reader.said_of(one, before, kind, names_kind=names_kind)
        if paired and said is None and reader.last is not None:
            said = reader.last[1]._replace(behind=0)
        if said is not None:
            reader.last = (one, said)
        if said is None or kind is None or not _is_meant(reader, one, before, said):
            continue
        about = _neutral(one.clause_text, reader.committee)
        yield Statement(
            paragraph=paragraph,
            sentence=sentence,
            amount=one.amount,
            kind=kind,
            said=said,
            about=about,
            narrowed=reader.words.narrowed(about) or (reader.context.narrowed and not names_kind),
            names_kind=names_kind,
        )


def _paired(reader: _Reader, found: Sequence[StatedAmount]) -> tuple[TableKind, ...]:
    """The kinds of "678,3 mio. kr. og -4.661,3 mio. kr.": those of the sentence before, in its order.

    That is where a sentence lists, with no word between them, as many amounts as the one before named kinds.
    """
    kinds = reader.context.kinds
    lists = all(joined(one, other) for one, other in pairwise(found))
    names = any(reader.words.kinds(one.clause_text) for one in found)
    return kinds if len(found) == len(kinds) > 1 and lists and not names else ()


def _is_meant(reader: _Reader, one: StatedAmount, before: str, said: Said) -> bool:
    words = reader.words
    if not words.is_level(before, one.behind) or words.elsewhere(one.clause_text):
        return False
    return not words.breaks_down(one.earlier) and _of_year(one, said, reader.year)


def _of_year(one: StatedAmount, said: Said, fiscal_year: int | None) -> bool:
    """Whether no other year stands with an amount: in its clause behind it, or else last before it."""
    behind, before = _YEARS.findall(one.behind), _YEARS.findall(one.earlier)
    year = behind[0] if behind else before[-1] if before else None
    if year is None or fiscal_year is None:
        return True
    later = "expected_carryover" in said.measure and year == str(fiscal_year + 1)
    return bool(year == str(fiscal_year) or later)


def _neutral(text: str, committee: str | None) -> str:
    """A text without the name of the section's own committee, which narrows nothing."""
    return re.sub(rf"{re.escape(committee)}s?", "", text) if committee else text
