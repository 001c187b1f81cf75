"""Amounts that the running text states, tested against the figures of its section's tables.

A statement is compared only where its words name a measure and a kind of table, its section has one such table, and
it is about that table's total or names one of its lines. Everything else that a text says of money stays untested:
a false alarm would cost a reader more than a missed one. The first statement of a figure is the one that is tested;
a later amount is more likely to be about a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.model import PageLayout
from normalize.danish.text import comparable
from normalize.model import Figure, Line, LogicalTable, Measure, TableKind
from normalize.pages.paragraphs import paragraphs
from normalize.prose.statements import Statement, statements
from normalize.verdicts import CellRef, Check
from normalize.wording.prose_words import ProseWords
from normalize.wording.table_words import Words

RULE = "amount in the text = figure in the table"
# Shorter labels are words that a sentence holds by chance.
TELLING_LABEL = 8

_Key = tuple[str | None, str | None, TableKind]


@dataclass(frozen=True, slots=True)
class _Told:
    """A table as the text may tell of it: its lines with the names that text has for them, and its figures by line and
    measure.
    """

    lines: tuple[Line, ...]
    names: tuple[tuple[str, Line], ...]
    figures: Mapping[tuple[int, Measure], Figure]

    @property
    def total(self) -> Line | None:
        """The one line that sums the whole table up."""
        totals = [line for line in self.lines if line.level == "total" and line.appropriation is None]
        return totals[0] if totals else None


def prose_checks(
    layouts: Sequence[PageLayout],
    words: Words,
    fiscal_year: int | None,
    tables: Sequence[LogicalTable],
    figures: Sequence[Figure],
) -> list[Check]:
    """A check for each figure that the running text states, by table in their order, then as the text goes."""
    told = _by_section(tables, figures)
    if not told or not words.profile.prose.measures:
        return []
    seen: set[tuple[str, int, Measure]] = set()
    out: dict[str, list[Check]] = {table.table_id: [] for table in tables}
    for statement in _statements(layouts, words, fiscal_year):
        section = (statement.paragraph.section, statement.paragraph.committee, statement.kind)
        table = told.get(section)
        figure = _figure(statement, table) if table is not None else None
        if figure is None or (place := (figure.table_id, figure.line.row, figure.measure)) in seen:
            continue
        seen.add(place)
        of_table = out[figure.table_id]
        if table is not None:
            of_table.append(_check(statement, figure, table, len(of_table)))
    return [check for checks in out.values() for check in checks]


def _by_section(tables: Sequence[LogicalTable], figures: Sequence[Figure]) -> dict[_Key, _Told]:
    """The tables by section, committee and kind, where there is just one."""
    of_table: dict[str, list[Figure]] = {}
    for figure in figures:
        of_table.setdefault(figure.table_id, []).append(figure)
    out: dict[_Key, _Told | None] = {}
    for table in tables:
        own = of_table.get(table.table_id)
        if own:
            key = (table.section, table.committee, table.kind)
            lines = tuple({figure.line.row: figure.line for figure in own}.values())
            names = tuple((name, line) for line in lines for name in _names(line))
            told = _Told(lines, names, {(figure.line.row, figure.measure): figure for figure in own})
            out[key] = None if key in out else told
    return {key: told for key, told in out.items() if told is not None}


def _statements(layouts: Sequence[PageLayout], words: Words, fiscal_year: int | None) -> Iterator[Statement]:
    """What the paragraphs state; below the first of a heading, only where the sentence names the table."""
    prose = ProseWords(words.profile.prose)
    stating: tuple[str | None, str] | None = None
    for paragraph in paragraphs(layouts, words):
        kinds = tuple(dict.fromkeys(named.kind for named in prose.kinds(paragraph.heading)))
        found = list(statements(paragraph, prose, fiscal_year, kinds))
        under = (paragraph.section, paragraph.heading)
        yield from (one for one in found if stating != under or one.names_kind)
        stating = under if found else stating


def _figure(statement: Statement, told: _Told) -> Figure | None:
    """The figure that a statement is about; of measures that its words leave open, the one that it meets."""
    line = _line(statement, told)
    if line is None:
        return None
    figures = [told.figures.get((line.row, measure)) for measure in statement.said.measure]
    printed = [figure for figure in figures if figure is not None and figure.amount is not None]
    met = (figure for figure in printed if _check(statement, figure, told, 0).status == "pass")
    return next(met, printed[0] if printed else None)


def _line(statement: Statement, told: _Told) -> Line | None:
    """The line that a statement names, or the table's total where it names none and nothing narrows it."""
    text = f" {comparable(statement.about)} "
    named = [(len(name), line) for name, line in told.names if f" {name} " in text]
    if named:
        longest = max(length for length, _ in named)
        lines = {line.row: line for length, line in named if length == longest}
        return lines.popitem()[1] if len(lines) == 1 else None
    return None if statement.narrowed else told.total


def _names(line: Line) -> list[str]:
    own = {
        "appropriation": (line.appropriation_code, line.appropriation),
        "item": (None, line.item),
        "project": (line.project_code, line.project),
        "service_frame": (None, line.label),
    }
    code, label = own.get(line.level, (None, None))
    names = [comparable(code)] if code else []
    return [*names, *([comparable(label)] if label and len(label) >= TELLING_LABEL else [])]


def _check(statement: Statement, figure: Figure, told: _Told, number: int) -> Check:
    expected, actual = _expected(statement, figure, told), figure.amount or Decimal(0)
    tolerance = _tolerance(statement, figure)
    amount = statement.amount
    start = statement.sentence.start + amount.start
    spot = statement.paragraph.spot(start, start + len(amount.text))
    return Check(
        check_id=f"{figure.table_id}#prose-{number:03d}",
        kind="prose",
        rule=RULE,
        table_id=figure.table_id,
        subject="total" if figure.line.level == "total" else figure.line.label,
        measure=figure.measure,
        cells=(CellRef(figure.cell_row, figure.column),),
        expected=expected,
        actual=actual,
        difference=actual - expected,
        tolerance=tolerance,
        status="pass" if abs(actual - expected) <= tolerance else "fail",
        stated=amount.text,
        sentence=statement.sentence.text,
        text_page=spot.page,
        text_box=spot.box,
    )


def _expected(statement: Statement, figure: Figure, told: _Told) -> Decimal:
    """The amount that the text states, with the sign that the table would print.

    Text leaves signs to words: "et merforbrug på" gives a variance its own, everything else without a sign is meant
    as the table has it ("finansieringen gav" an income that the table prints with a minus).
    """
    amount, size = statement.amount.kroner, abs(statement.amount.kroner)
    direction = _direction(figure, told) if statement.said.sign else 0
    if direction:
        return size * direction * (1 if statement.said.sign == "+" else -1)
    if amount < 0:
        return amount
    return -size if figure.amount is not None and figure.amount < 0 else size


def _direction(figure: Figure, told: _Told) -> int:
    """1 where the table's variance is what was spent beyond the budget, -1 where it is what was left of it.

    0 where the line's own figures do not tell; then the text's amount is compared without its sign.
    """
    spent, budget = (told.figures.get((figure.line.row, measure)) for measure in ("actual", "revised_budget"))
    if not (figure.amount and spent and budget and spent.amount is not None and budget.amount is not None):
        return 0
    beyond = spent.amount - budget.amount
    if abs(figure.amount - beyond) == abs(figure.amount + beyond):
        return 0
    return 1 if abs(figure.amount - beyond) < abs(figure.amount + beyond) else -1


def _tolerance(statement: Statement, figure: Figure) -> Decimal:
    """Half of the last digit that the text prints, or that the table prints where that is coarser."""
    return max(statement.amount.half, figure.half_step)
