"""What kind of table it is and what its columns hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from normalize.danish.unit_words import tells_share
from normalize.model import Measure, TableKind
from normalize.table.column_heads import MIN_MEASURES, MIN_STATUS_PARTS
from normalize.table.logical_table import PrintedTable
from normalize.table.pieces import is_overview
from normalize.table.rows import Row
from normalize.table.statement_kind import reference_columns, statement_kind
from normalize.wording.lexicon import years
from normalize.wording.table_words import Words
from schemas.contract.vocabulary import TABLE_KINDS
from schemas.profile.load import StatusName

MONEY_KINDS = frozenset({"operating", "financing", "capital"})
# A table without telling words is known by its lines' codes, where at least these and this part have one.
MIN_CODES, PART_CODED = 3, 0.5


@dataclass(frozen=True, slots=True)
class Roles:
    """A table's kind and, per column, what it holds.

    ``labels`` counts the columns at the left that hold lines' labels. ``reasons`` says why a column of a known table
    holds nothing that a dataset has a place for. ``statement`` is the kind of statement that it is, of kind
    "other". ``references`` are the columns that refer to notes.
    """

    kind: TableKind
    measures: Mapping[int, Measure] = field(default_factory=dict)
    labels: int = 1
    status: Mapping[int, StatusName] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)
    statement: str | None = None
    references: frozenset[int] = frozenset()


def roles_of(grid: PrintedTable, words: Words, fiscal_year: int | None, said: str | None = None) -> Roles:
    """The roles of a table; words that know none tell of kind ``other``.

    ``said`` is the kind, or the kind of statement, that a person says it is (None: nobody said).
    """
    if said is not None:
        return _roles_as(said, grid, words, fiscal_year)
    if is_overview(grid.joined.pieces[0], words):
        return Roles("key_figures")
    references = reference_columns(grid, words)
    status = _status_columns(grid.head.texts, words)
    if len(status) >= MIN_STATUS_PARTS and {"topic", "status"} <= set(status.values()):
        return Roles("status", status=status)
    measures, reasons = _measure_columns(grid, words, fiscal_year)
    labels = _label_columns(grid, words, measures) if len(measures) >= MIN_MEASURES else 1
    kind = _money_kind(grid, words, measures, labels) if len(measures) >= MIN_MEASURES else "other"
    statement = statement_kind(grid, words, references)
    if statement is not None:
        return Roles("other", statement=statement, references=references)
    if kind in MONEY_KINDS:
        return Roles(kind, measures, labels, {}, reasons, references=references)
    return Roles("other", references=references)


def _roles_as(said: str, grid: PrintedTable, words: Words, fiscal_year: int | None) -> Roles:
    """The roles of a table of a known kind."""
    references = reference_columns(grid, words)
    if said in MONEY_KINDS:
        measures, reasons = _measure_columns(grid, words, fiscal_year)
        labels = _label_columns(grid, words, measures) if measures else 1
        kind = next(kind for kind in TABLE_KINDS if kind == said)
        return Roles(kind, measures, labels, {}, reasons, references=references)
    if said == "status":
        return Roles("status", status=_status_columns(grid.head.texts, words))
    if said == "key_figures":
        return Roles("key_figures")
    return Roles("other", statement=said if said in words.statements.kinds else None, references=references)


def _label_columns(grid: PrintedTable, words: Words, measures: Mapping[int, Measure]) -> int:
    """How many columns hold labels: those before the first measure and before other figures of money or shares.

    A code may have a column of its own there.
    """
    heads = grid.head.texts
    other = (c for c in figure_columns(grid) if c > 0 and (tells_share(heads[c]) or words.tells_money(heads[c])))
    return min(*measures, *other)


def _money_kind(grid: PrintedTable, words: Words, measures: Mapping[int, Measure], label_columns: int) -> TableKind:
    caption = grid.joined.pieces[0].placed.caption
    named = words.kind_by_caption(caption) if caption else None
    if named is None:
        named = next((kind for text in grid.head.texts if (kind := words.kind_by_head(text))), None)
    if named in MONEY_KINDS:
        return named
    return "other" if named else _kind_by_codes(grid, words, measures, label_columns)


def _kind_by_codes(grid: PrintedTable, words: Words, measures: Mapping[int, Measure], label_columns: int) -> TableKind:
    labels = [label_of(line[0].row, label_columns) for line in grid.lines]
    projects = sum(words.project(label) is not None for label in labels)
    if projects >= MIN_CODES and projects >= PART_CODED * len(labels):
        return "capital"
    codes = sum(words.appropriation(label) is not None for label in labels)
    return "operating" if codes >= MIN_CODES and "variance" in measures.values() else "other"


def _status_columns(heads: Sequence[str], words: Words) -> dict[int, StatusName]:
    out: dict[int, StatusName] = {}
    for column, text in enumerate(heads):
        part = words.status_part(text) if text else None
        if part is not None and part not in out.values():
            out[column] = part
    return out


def _measure_columns(
    grid: PrintedTable, words: Words, fiscal_year: int | None
) -> tuple[dict[int, Measure], dict[int, str]]:
    """The measure of each column; of two columns with one measure, the fiscal year's or else the first."""
    heads = dict(enumerate(grid.head.texts))
    named = {c: m for c, text in heads.items() if c > 0 and text and (m := words.measure(text)) is not None}
    out: dict[int, Measure] = {}
    reasons: dict[int, str] = {}
    for measure in dict.fromkeys(named.values()):
        columns = [column for column, m in named.items() if m == measure]
        this_year = [column for column in columns if fiscal_year in years(heads[column])]
        chosen = (this_year or columns)[0]
        out[chosen] = measure
        reasons.update({c: f"another column holds this report's {measure}" for c in columns if c != chosen})
    reasons.update({c: "the column's head names no measure" for c in heads if c not in named})
    return dict(sorted(out.items())), reasons


def label_of(row: Row, columns: int) -> str:
    """A line's label: what stands in its first ``columns``, a code in a column of its own included."""
    texts = (row.text(column) for column in range(columns))
    return " ".join(text for text in texts if text)


def figure_columns(grid: PrintedTable) -> frozenset[int]:
    """The columns in which most filled cells of the lines are amounts."""
    filled: Counter[int] = Counter()
    amounts: Counter[int] = Counter()
    for line in grid.lines:
        for slot in line[0].row.filled:
            filled[slot.column] += 1
            amounts[slot.column] += slot.printed.is_figure
    return frozenset(column for column, count in filled.items() if 2 * amounts[column] > count)
