"""What the commands print: for a person at a terminal, in plain lines for a pipe, or as one JSON document.

Results go to standard output, progress and errors to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from decimal import Decimal
from typing import Any, get_args

import click

from regnskab.batch.status import Condition, State
from regnskab.errors import RegnskabError
from regnskab.findings import Finding
from regnskab.run import Done, Listener, Outcome, Unchanged
from regnskab.stored import Selection
from regnskab.summary import counted, finding_json

FAILURES_SHOWN = 10
# Of more reports than these, each is told on one line.
REPORTS_IN_FULL = 5


class Report(Listener):
    """Tells in plain lines; the other ways of telling build on it."""

    def __init__(self) -> None:
        self.many = False

    def planned(self, total: int, todo: int) -> None:
        """Choose how much to tell."""
        self.many = total > REPORTS_IN_FULL

    def started(self, place: str) -> None:
        """Nothing to say yet."""

    def page(self, done: int, total: int) -> None:
        """Leave progress to those who watch."""

    def finished(self, done: Done) -> None:
        """Print the summary, or, of many, a line."""
        lines = [brief(done)] if self.many else done.summary.lines(failures=FAILURES_SHOWN)
        for line in lines:
            click.echo(line)

    def same(self, unchanged: Unchanged) -> None:
        """Say of a few reports that they are current."""
        if not self.many:
            click.echo(f"{unchanged.entry.report_id}: {unchanged.path} is unchanged; --force converts it again")

    def duplicate(self, place: str, of: str) -> None:
        """Say that a file is left out."""
        click.echo(f"{place}: the same report as {of}")

    def failed(self, error: RegnskabError) -> None:
        """Print the error on a line of its own."""
        show_error(error)

    def ended(self, outcome: Outcome, code: int) -> None:
        """Say where everything went."""
        if outcome.done or outcome.unchanged:
            click.echo(closing(outcome))


class JsonReport(Report):
    """Tells everything at the end, as one document."""

    def finished(self, done: Done) -> None:
        """Wait for the end."""

    def same(self, unchanged: Unchanged) -> None:
        """Wait for the end."""

    def duplicate(self, place: str, of: str) -> None:
        """Wait for the end."""

    def ended(self, outcome: Outcome, code: int) -> None:
        """Print the document."""
        _echo_json(
            {
                "output": str(outcome.out),
                "exit_code": code,
                "reports": [
                    {**done.summary.to_json(), "path": str(done.path), "files": [str(file) for file in done.files]}
                    for done in outcome.done
                ],
                "unchanged": [{"path": same.path, "report_id": same.entry.report_id} for same in outcome.unchanged],
                "duplicates": list(outcome.duplicates),
                "errors": [error_json(error) for error in outcome.errors],
            }
        )


@contextmanager
def listener_for(*, as_json: bool, log: str = "text") -> Iterator[Report]:
    """Give the listener that suits where the output goes; ``log`` is "text" or "json" (lines, on standard error)."""
    if log == "json":
        from regnskab.jsonlines import JsonLines

        yield JsonLines(JsonReport() if as_json else Report())
        return
    if not sys.stderr.isatty() and not sys.stdout.isatty():
        yield JsonReport() if as_json else Report()
        return
    from regnskab.richly import Screen, with_progress

    inner = JsonReport() if as_json else Screen() if sys.stdout.isatty() else Report()
    wrapped: AbstractContextManager[Report] = with_progress(inner)
    with wrapped as listener:
        yield listener


def brief(done: Done) -> str:
    """Return one line on a report."""
    summary = done.summary
    checks = f"{summary.checks_passed} of {summary.n_checks} checks hold" if summary.n_checks else "no checks"
    return (
        f"{summary.report_id}: {summary.source}, {counted(summary.pages, 'page')}, "
        f"{counted(summary.n_tables, 'table')}, {checks}"
    )


def closing(outcome: Outcome) -> str:
    """Return the last line: how many reports went where."""
    parts = [f"{counted(len(outcome.done), 'report')} written to {outcome.out}"]
    if outcome.unchanged:
        parts.append(f"{len(outcome.unchanged)} unchanged")
    if outcome.errors:
        parts.append(f"{len(outcome.errors)} not converted")
    look = f'; "regnskab check {outcome.out}" shows every check' if outcome.contradicted else ""
    stopped = "; interrupted, the same command goes on from here" if outcome.interrupted else ""
    return ", ".join(parts) + look + stopped


def error_json(error: RegnskabError) -> dict[str, object]:
    """Return an error as plain values."""
    return {"source": error.source, "page": error.page, "problem": error.problem, "remedy": error.remedy}


def show_error(error: RegnskabError) -> None:
    """Print an error on one line."""
    click.echo(f"error: {' '.join(str(error).split())}", err=True)


def show_findings(found: Sequence[Finding], *, show_all: bool, as_json: bool) -> None:
    """Print checks, failed ones first, then those that hold: counted, or each (``show_all``)."""
    failed = [finding for finding in found if finding.failed]
    held = [finding for finding in found if not finding.failed]
    if as_json:
        counts = {"pass": len(held), "fail": len(failed)}
        _echo_json({"checks": counts, "findings": [finding_json(finding) for finding in found]})
        return
    if sys.stdout.isatty():
        from regnskab.richly import print_findings

        print_findings(failed, held if show_all else ())
    else:
        for finding in failed:
            click.echo(f"FAIL {finding.report_id}, {finding.headline()}")
            for line in finding.details():
                click.echo(f"     {line}")
        for finding in held if show_all else ():
            click.echo(f"ok   {finding.report_id}, {finding.headline()}")
    click.echo(f"{len(held)} of {len(found)} checks hold, {len(failed)} fail")


def show_states(states: Sequence[State], *, show_all: bool, as_json: bool) -> None:
    """Print how it stands with reports, those that are not current first, and how many there are of each kind."""
    counts = {name: sum(state.condition == name for state in states) for name in get_args(Condition)}
    if as_json:
        _echo_json({"counts": counts, "reports": [asdict(state) for state in states]})
        return
    for state in states:
        if state.condition != "current":
            name = f"{state.report_id}, " if state.report_id else ""
            click.echo(f"{state.condition:<8} {name}{state.source}: {state.why}")
    for state in states if show_all else ():
        if state.condition == "current":
            click.echo(f"current  {state.report_id}, {state.source}")
    click.echo(", ".join(f"{n} {name}" for name, n in counts.items()))


def show_rows(selection: Selection, *, as_json: bool) -> None:
    """Print rows: a table on a terminal, tab-separated in a pipe."""
    table = selection.table
    if as_json:
        _echo_json({"dataset": selection.dataset.name, "found": selection.n_found, "rows": table.to_pylist()})
        return
    rows = [[text_of(value) for value in row.values()] for row in table.to_pylist()]
    if sys.stdout.isatty():
        from regnskab.richly import print_rows

        print_rows(selection, rows)
    else:
        click.echo("\t".join(table.column_names))
        for row in rows:
            click.echo("\t".join(" ".join(value.split()) for value in row))
    if selection.n_found > table.num_rows:
        click.echo(f"{table.num_rows} of {selection.n_found} rows; --limit shows more", err=True)


def text_of(value: object) -> str:
    """Return a value as text; "" for null, whole amounts without decimals, lists by commas."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return ", ".join(text_of(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{name}={text_of(item)}" for name, item in value.items())
    return str(value)


def _echo_json(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))
