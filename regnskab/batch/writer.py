"""Publishing reports as they come, several at a time: a commit costs the same for one and for many."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from regnskab.errors import OutputError
from regnskab.report.conversion import Encoded
from regnskab.store.change import Change
from regnskab.store.manifest import Entry, Unpublished
from regnskab.store.store import Store

_MOST = 32  # reports that may wait, in memory, to be published
_SOONEST = 1.0  # seconds between two commits, and ten times as long as the last one took


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report to publish, and the number of its input."""

    number: int
    report: Encoded


Published = Callable[[Sequence[Waiting], OutputError | None], None]


class Writer:
    """Collects changes and publishes them; ``published`` is told of every report, and of the error if there was one."""

    def __init__(self, store: Store, published: Published) -> None:
        self._store = store
        self._published = published
        self._reports: dict[str, Waiting] = {}
        self._lines: dict[str, Unpublished] = {}
        self._moved: dict[str, Entry] = {}
        self._due = 0.0

    def add(self, waiting: Waiting) -> None:
        """Publish a report before long; another of the same name that still waits gives way."""
        self._reports[waiting.report.entry.report_id] = waiting
        self._lines.pop(waiting.report.entry.source.location, None)

    def note(self, line: Unpublished) -> None:
        """Keep in the manifest what became of an input without a report."""
        self._lines[line.location] = line

    def move(self, entry: Entry) -> None:
        """Keep in the manifest where a report's input is now."""
        self._moved[entry.report_id] = entry

    def flush(self, *, now: bool = False) -> None:
        """Publish what waits, if it is time (or ``now``)."""
        if not (self._reports or self._lines or self._moved):
            return
        if not now and len(self._reports) < _MOST and time.monotonic() < self._due:
            return
        began = time.monotonic()
        waiting, lines, moved = tuple(self._reports.values()), tuple(self._lines.values()), tuple(self._moved.values())
        self._reports, self._lines, self._moved = {}, {}, {}
        error = self._publish(waiting, moved, lines)
        if error is None or len(waiting) == 1:
            self._published(waiting, error)
        else:  # one file that cannot be written must not cost the others theirs
            self._publish((), moved, lines)
            for one in waiting:
                self._published((one,), self._publish((one,)))
        took = time.monotonic() - began
        self._due = time.monotonic() + max(_SOONEST, 10 * took)

    def _publish(
        self, waiting: Sequence[Waiting], moved: Sequence[Entry] = (), lines: Sequence[Unpublished] = ()
    ) -> OutputError | None:
        """Publish them together, or say why none of them is."""
        files = {path: data for one in waiting for path, data in one.report.files.items()}
        try:
            self._store.publish(Change((*moved, *(one.report.entry for one in waiting)), tuple(lines)), files)
        except OutputError as error:
            return error
        return None
