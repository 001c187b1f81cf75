"""What the commands print: for a person at a terminal, in plain lines for a pipe, or as one JSON document.

Results go to standard output, progress and errors to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from decimal import Decimal
from typing import get_args

import click

from regnskab.batch.status import Condition, State
from regnskab.phrases import counted, visible
from regnskab.query.datasets import Selection
from regnskab.report.findings import Finding
from regnskab.report.summary import finding_json
from regnskab.terminal.json_output import JsonListener, _echo_json
from regnskab.terminal.plain import PlainListener
from regnskab.terminal.say import say


@contextmanager
def listener_for(*, as_json: bool, log: str = "text") -> Iterator[PlainListener]:
    """Give the listener that suits where the output goes; ``log`` is "text" or "json" (lines, on standard error)."""
    if log == "json":
        from regnskab.terminal.json_output import JsonLines

        yield JsonLines(JsonListener() if as_json else PlainListener())
        return
    if not sys.stderr.isatty() and not sys.stdout.isatty():
        yield JsonListener() if as_json else PlainListener()
        return
    from regnskab.terminal.rich_screen import Screen, with_progress

    inner = JsonListener() if as_json else Screen() if sys.stdout.isatty() else PlainListener()
    wrapped: AbstractContextManager[PlainListener] = with_progress(inner)
    with wrapped as listener:
        yield listener


def show_findings(found: Sequence[Finding], *, show_all: bool, as_json: bool) -> None:
    """Print checks, failed ones first, then those that hold: counted, or each (``show_all``)."""
    failed = [finding for finding in found if finding.failed]
    held = [finding for finding in found if not finding.failed]
    if as_json:
        counts = {"pass": len(held), "fail": len(failed)}
        _echo_json({"checks": counts, "findings": [finding_json(finding) for finding in found]})
        return
    if sys.stdout.isatty():
        from regnskab.terminal.rich_screen import print_findings

        print_findings(failed, held if show_all else ())
    else:
        for finding in failed:
            say(f"FAIL {finding.report_id}, {finding.headline()}")
            for line in finding.details():
                say(f"     {line}")
        for finding in held if show_all else ():
            say(f"ok   {finding.report_id}, {finding.headline()}")
    say(f"{len(held)} of {len(found)} checks hold, {len(failed)} fail")


def show_states(states: Sequence[State], *, show_all: bool, as_json: bool) -> None:
    """Print how it stands with reports, those that are not current first, and how many there are of each kind."""
    counts = {name: sum(state.condition == name for state in states) for name in get_args(Condition)}
    if as_json:
        _echo_json({"counts": counts, "reports": [asdict(state) for state in states]})
        return
    for state in states:
        if state.condition != "current":
            name = f"{state.report_id}, " if state.report_id else ""
            say(f"{state.condition:<8} {name}{state.source}: {state.why}{_reviewed(state)}")
    for state in states if show_all else ():
        if state.condition == "current":
            say(f"current  {state.report_id}, {state.source}{_reviewed(state)}")
    reports = [state for state in states if state.report_id is not None]
    reviewed = sum(state.review is not None and state.review.current for state in reports)
    say(
        ", ".join(f"{n} {name}" for name, n in counts.items())
        + f"; {reviewed} of {counted(len(reports), 'report')} reviewed"
    )


def _reviewed(state: State) -> str:
    if state.review is None:
        return ""
    since = "" if state.review.current else ", but read anew since"
    return f"; reviewed by {state.review.who}, {state.review.when[:10]}{since}"


def show_rows(selection: Selection, *, as_json: bool) -> None:
    """Print rows: a table on a terminal, tab-separated in a pipe."""
    table = selection.table
    if as_json:
        _echo_json({"dataset": selection.dataset.name, "found": selection.n_found, "rows": table.to_pylist()})
        return
    rows = [[text_of(value) for value in row.values()] for row in table.to_pylist()]
    if sys.stdout.isatty():
        from regnskab.terminal.rich_screen import print_rows

        print_rows(selection, rows)
    else:
        click.echo("\t".join(table.column_names))
        for row in rows:
            click.echo("\t".join(visible(" ".join(value.split())) for value in row))
    if selection.n_found > table.num_rows:
        say(f"{table.num_rows} of {selection.n_found} rows; --limit shows more", err=True)


def text_of(value: object) -> str:
    """A value as text; "" for null, whole amounts without decimals, lists by commas."""
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
