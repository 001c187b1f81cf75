"""What a profile changes in how a report is read, table by table; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract import read_layouts
from extract.model import Box, PageLayout
from extract.pdf.document import open_document
from normalize.model import LogicalTable, Publisher, Report
from normalize.report import first_text, normalize_report
from regnskab.phrases import counted
from regnskab.report.source import read_source, report_id
from schemas.profile import SHARED_PROFILE
from schemas.profile.load import Profile, choose_profile, load_profile

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class TableMeaning:
    """What a table is read as: its kind, the measures found, its lines and those ``without_code``, and how many of its
    checks hold.
    """

    kind: str
    measures: tuple[str, ...]
    n_lines: int
    without_code: tuple[str, ...]
    n_checks: int
    n_hold: int

    def __str__(self) -> str:
        if self.kind == "other":
            return "of no known kind"
        known = self.n_lines - len(self.without_code)
        parts = [
            self.kind,
            f"measures {', '.join(self.measures)}" if self.measures else "no measures",
            f"{known} of {counted(self.n_lines, 'line')} known",
            f"{self.n_hold} of {counted(self.n_checks, 'check')} hold" if self.n_checks else "no checks",
        ]
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class TriedTable:
    """A table by its page and title, as it is read without the profile (``before``) and with it (``after``).

    One of the two is None where the other joins or parts the table's pieces otherwise.
    """

    page: int
    title: str
    before: TableMeaning | None
    after: TableMeaning | None


@dataclass(frozen=True, slots=True)
class Trial:
    """A report's tables before and after; ``base`` names the profile that it is read with otherwise."""

    base: str
    profile: str
    tables: tuple[TriedTable, ...]

    @property
    def n_changed(self) -> int:
        return sum(table.before != table.after for table in self.tables)


def try_profile(path: Path, profile: str | Path, *, password: str | None = None) -> Trial:
    """A report read without and with a profile (a name or a file). Raises InputError, ProfileError."""
    own = load_profile(profile)
    source, data = read_source(path)
    with open_document(data, password=password, name=str(path)) as document:
        layouts = list(read_layouts(document))
        title = document.metadata.title
    base = choose_profile(first_text(layouts), title) or load_profile(SHARED_PROFILE)

    def read(words: Profile) -> Mapping[tuple[int, Box], tuple[LogicalTable, TableMeaning]]:
        year = words.fiscal_year(first_text(layouts), title)
        publisher = Publisher(words.name, words.municipality, words.municipality_code, year)
        name = report_id(source, words.municipality, year)
        return _meanings(_report(layouts, words, name, publisher))

    before, after = read(base), read(own)
    tables = []
    for place in sorted({*before, *after}, key=lambda place: (place[0], place[1].top, place[1].x0)):
        table = (after.get(place) or before[place])[0]
        tables.append(
            TriedTable(
                place[0],
                table.caption or table.section or table.table_id,
                before[place][1] if place in before else None,
                after[place][1] if place in after else None,
            )
        )
    return Trial(base.name, own.name, tuple(tables))


def _report(layouts: Sequence[PageLayout], words: Profile, name: str, publisher: Publisher) -> Report:
    return normalize_report(layouts, words, report_id=name, publisher=publisher)


def _meanings(report: Report) -> Mapping[tuple[int, Box], tuple[LogicalTable, TableMeaning]]:
    """Each table with its meaning, by where its first piece stands."""
    measures: dict[str, dict[str, None]] = {}
    for figure in (*report.operating, *report.financing, *report.capital):
        measures.setdefault(figure.table_id, {})[figure.measure] = None
    codes: dict[str, dict[str, str | None]] = {}
    for line in report.statements:
        codes.setdefault(line.table_id, {})[line.label] = line.line_code or line.account_code
        if line.measure is not None:
            measures.setdefault(line.table_id, {})[line.measure] = None
    out = {}
    for table in report.tables:
        own = codes.get(table.table_id, {})
        checks = [check for check in report.checks if check.table_id == table.table_id]
        meaning = TableMeaning(
            table.statement or table.kind,
            tuple(measures.get(table.table_id, ())),
            len(own) or table.n_rows,
            tuple(label for label, code in own.items() if code is None),
            len(checks),
            sum(check.status == "pass" for check in checks),
        )
        out[table.fragments[0].page, table.fragments[0].box] = table, meaning
    return out


def trial_lines(trial: Trial, *, everything: bool) -> Iterator[str]:
    """Yield what a person reads of a trial: the tables that are read otherwise, or all."""
    for table in trial.tables:
        if table.before == table.after:
            if everything:
                yield f"page {table.page}, {table.title}"
                yield f"  same:   {table.after}"
                yield from _unknown(table.after)
            continue
        yield f"page {table.page}, {table.title}"
        yield f"  before: {table.before or 'part of another table'}"
        yield f"  after:  {table.after or 'part of another table'}"
        yield from _unknown(table.after)
    read_otherwise = f"{trial.n_changed} of {counted(len(trial.tables), 'table')} read otherwise"
    yield f"{read_otherwise} with {trial.profile} than with {trial.base}; nothing was written"


def _unknown(meaning: TableMeaning | None) -> Iterator[str]:
    if meaning is not None and meaning.without_code:
        shown = ", ".join(f'"{label}"' for label in meaning.without_code[:_SHOWN])
        more = len(meaning.without_code) - _SHOWN
        yield f"          not known: {shown}{f' and {more} more' if more > 0 else ''}"
