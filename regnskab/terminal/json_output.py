"""The course of a run as JSON: one document at the end, or an event to a line for those who collect logs."""

from __future__ import annotations

from typing import Any

import click

from regnskab.batch.outcome import Done, Outcome, Unchanged
from regnskab.batch.work import now
from regnskab.errors import RegnskabError
from regnskab.phrases import json_text
from regnskab.terminal.plain import PlainListener


class JsonLines(PlainListener):
    """Tells each event as it comes; another listener tells the result. Errors go into the log alone."""

    def __init__(self, inner: PlainListener) -> None:
        super().__init__()
        self._inner = inner

    def planned(self, total: int, todo: int) -> None:
        self._inner.planned(total, todo)
        _log("planned", inputs=total, to_convert=todo)

    def started(self, place: str) -> None:
        _log("started", path=place)

    def finished(self, done: Done) -> None:
        self._inner.finished(done)
        summary = done.summary
        _log(
            "done",
            path=done.path,
            report_id=summary.report_id,
            seconds=done.seconds,
            pages=summary.pages,
            tables=summary.n_tables,
            checks={"pass": summary.checks_passed, "fail": len(summary.failures)},
        )

    def same(self, unchanged: Unchanged) -> None:
        self._inner.same(unchanged)
        _log("unchanged", path=unchanged.path, report_id=unchanged.entry.report_id)

    def duplicate(self, place: str, of: str) -> None:
        self._inner.duplicate(place, of)
        _log("duplicate", path=place, of=of)

    def failed(self, error: RegnskabError) -> None:
        _log("failed", error=type(error).__name__, **error_json(error))

    def ended(self, outcome: Outcome, code: int) -> None:
        self._inner.ended(outcome, code)
        counts = {"done": len(outcome.done), "unchanged": len(outcome.unchanged), "failed": len(outcome.errors)}
        _log("interrupted" if outcome.interrupted else "ended", exit_code=code, output=outcome.out, **counts)


def _log(event: str, **values: object) -> None:
    click.echo(json_text({"time": now(), "event": event, **values}), err=True)


class JsonListener(PlainListener):
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


def error_json(error: RegnskabError) -> dict[str, object]:
    """An error as plain values."""
    return {"source": error.source, "page": error.page, "problem": error.problem, "remedy": error.remedy}


def _echo_json(document: dict[str, Any]) -> None:
    click.echo(json_text(document, indent=2))
