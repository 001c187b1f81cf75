"""Which kind of statement a table is, if any, and which of its columns only refer to notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from normalize.danish.units import find_unit
from normalize.table.column_heads import has_figures
from normalize.table.logical_table import PrintedTable
from normalize.wording.statement_words import KindWords
from normalize.wording.table_words import Words

# "12", "3-5", "1, 2", "4a": what a note or an appendix is called; an amount of money is longer, or has decimals.
_REFERENCE: Final = re.compile(
    r"\(?\d{1,2}(?:\.\d{1,2})?[a-zæøå]?(?:\s?[-–,/]\s?\d{1,2}[a-zæøå]?)*[).]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for and against a kind of statement, in log-odds; set by hand, in the order of what is hard to forge.

    A table is of a kind only where something speaks for it (``prior``). Its own caption says what it is; the heading of
    its section says what the tables there are about, of which there may be several. One word in the head is telling as
    it stands in this table alone. Lines with a code are the kind's own words: few tables have two of them by chance,
    and the larger the part of such lines, the less room there is for another kind. A caption that names another kind
    speaks against, as do codes of appropriations and projects where no caption says otherwise, and a unit of money
    over figures that should count persons.
    """

    prior: float = -3.5
    caption: float = 4.5
    section: float = 2.5
    head: float = 4.0
    line: float = 0.4
    most_lines: int = 6
    part_of_lines: float = 5.0
    other_caption: float = -3.0
    own_codes: float = -6.0
    money_for_count: float = -3.0


WEIGHTS: Final = Weights()
_FEW_LINES: Final = 2


def reference_columns(grid: PrintedTable, words: Words) -> frozenset[int]:
    """The columns behind the first whose head says that they refer, and whose cells may be references."""
    out = set()
    for column, head in enumerate(grid.head.texts):
        if column and head and words.statements.is_reference(head):
            texts = [text for line in grid.lines for marked in line if (text := marked.row.text(column))]
            if all(_REFERENCE.fullmatch(text) for text in texts):
                out.add(column)
    return frozenset(out)


def statement_kind(
    grid: PrintedTable, words: Words, references: frozenset[int], weights: Weights = WEIGHTS
) -> str | None:
    """The kind of statement with the most evidence, None where nothing tells of one."""
    labels = [label for line in grid.lines if (label := _label(line[0].row.texts, references))]
    if not labels or not any(has_figures(line[0].row) for line in grid.lines):
        return None
    coded = sum(words.appropriation(label) is not None or words.project(label) is not None for label in labels)
    evidence = _Evidence(tuple(_captions(grid)), _section(grid), grid.head.texts, tuple(labels), coded / len(labels))
    kinds = words.statements.kinds.values()
    scored = [(_score(evidence, kind, words, weights), -place, kind.name) for place, kind in enumerate(kinds)]
    best = max(scored, default=None)
    return best[2] if best is not None and best[0] > 0 else None


@dataclass(frozen=True, slots=True)
class _Evidence:
    captions: tuple[str, ...]
    section: str
    heads: Sequence[str]
    labels: tuple[str, ...]
    own_codes: float


def _captions(grid: PrintedTable) -> Iterator[str]:
    placed = grid.joined.pieces[0].placed
    titles = (marked.row.filled[0].text for marked in grid.rows[:2] if len(marked.row.filled) == 1)
    yield from (text for text in (placed.caption, placed.title, *titles) if text)


def _section(grid: PrintedTable) -> str:
    return grid.joined.pieces[0].placed.section or ""


def _label(texts: Sequence[str], references: frozenset[int]) -> str:
    return next((text for column, text in enumerate(texts) if text and column not in references), "")


def _score(evidence: _Evidence, kind: KindWords, words: Words, weights: Weights) -> float:
    score = weights.prior
    if any(kind.named_in(text) for text in evidence.captions):
        score += weights.caption
    elif any(_names_another(text, kind, words) for text in evidence.captions):
        score += weights.other_caption
    if kind.named_in(evidence.section):
        score += weights.section
    if any(kind.heads(text) for text in evidence.heads if text):
        score += weights.head
    if not any(kind.named_in(text) for text in evidence.captions):
        score += weights.own_codes * evidence.own_codes
    if score + weights.line * weights.most_lines + weights.part_of_lines <= 0:
        return score  # whatever its lines are
    codes = {code for label in evidence.labels if (code := kind.line(label)) is not None}
    if len(codes) >= _FEW_LINES:
        part = sum(kind.line(label) is not None for label in evidence.labels) / len(evidence.labels)
        score += weights.line * min(len(codes), weights.most_lines) + weights.part_of_lines * part
    if kind.kind.quantity == "count":
        texts = (*evidence.heads, *evidence.captions)
        score += weights.money_for_count if any(find_unit(text) for text in texts) else 0.0
    return score


def _names_another(caption: str, kind: KindWords, words: Words) -> bool:
    """Whether a caption names a kind of table, and not this one."""
    others = (other for other in words.statements.kinds.values() if other is not kind)
    return words.kind_by_caption(caption) is not None or any(other.named_in(caption) for other in others)
