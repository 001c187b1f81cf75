"""The course of a run in plain lines, for a pipe: what the other ways of telling build on."""

from __future__ import annotations

from regnskab.batch.outcome import Done, Listener, Outcome, Unchanged
from regnskab.errors import RegnskabError
from regnskab.phrases import counted, scans, visible
from regnskab.terminal.say import say

FAILURES_SHOWN = 10
# Of more reports than these, each is told on one line.
REPORTS_IN_FULL = 5


class PlainListener(Listener):
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
            say(line)

    def same(self, unchanged: Unchanged) -> None:
        """Say of a few reports that they are current."""
        if not self.many:
            say(f"{unchanged.entry.report_id}: {unchanged.path} is unchanged; --force converts it again")

    def duplicate(self, place: str, of: str) -> None:
        """Say that a file is left out."""
        say(f"{place}: the same report as {of}")

    def failed(self, error: RegnskabError) -> None:
        """Print the error on a line of its own."""
        show_error(error)

    def ended(self, outcome: Outcome, code: int) -> None:
        """Where everything went."""
        if outcome.done or outcome.unchanged:
            say(closing(outcome))


def brief(done: Done) -> str:
    """One line on a report."""
    summary = done.summary
    checks = f"{summary.checks_passed} of {summary.n_checks} checks hold" if summary.n_checks else "no checks"
    return (
        f"{summary.report_id}: {summary.source}, {counted(summary.pages, 'page')}, "
        f"{counted(summary.n_tables, 'table')}, {checks}" + (f"; {scans(summary.unread)}" if summary.unread else "")
    )


def closing(outcome: Outcome) -> str:
    """The last line: how many reports went where."""
    parts = [f"{counted(len(outcome.done), 'report')} written to {outcome.out}"]
    if outcome.unchanged:
        parts.append(f"{len(outcome.unchanged)} unchanged")
    if outcome.errors:
        parts.append(f"{len(outcome.errors)} not converted")
    look = f'; "regnskab check {outcome.out}" shows every check' if outcome.contradicted else ""
    stopped = "; interrupted, the same command goes on from here" if outcome.interrupted else ""
    return ", ".join(parts) + look + stopped


def show_error(error: RegnskabError) -> None:
    """Print an error on one line."""
    say(f"error: {error_line(error)}", err=True)


def error_line(error: RegnskabError) -> str:
    """An error on one line, with nothing in it that a terminal would obey."""
    text = str(error).replace(error.source, visible(error.source)) if error.source else str(error)
    return visible(" ".join(text.split()))
