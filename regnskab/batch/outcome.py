"""The outcome of converting reports, and its exit status. What does the work is in ``regnskab/batch``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from regnskab.errors import RegnskabError
from regnskab.report.summary import Summary
from regnskab.store.manifest import Entry

DONE, NOTHING, USAGE, SOME_FAILED, NOT_CONFIRMED = range(5)
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Done:
    """A report that was written: where it came from, where its files are (paths or URLs), and what it says."""

    path: str
    sha256: str
    files: tuple[str, ...]
    summary: Summary
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A report that is current: nothing was done for it. ``entry`` is its line of the manifest."""

    path: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of every input, in the order given. ``duplicates`` are files that hold a report once more."""

    out: str
    done: tuple[Done, ...]
    errors: tuple[RegnskabError, ...]
    unchanged: tuple[Unchanged, ...] = ()
    duplicates: tuple[str, ...] = ()
    interrupted: bool = False

    def exit_code(self, *, strict: bool) -> int:
        """0 done, 1 nothing converted, 3 some failed, 4 (``strict``) a check does not hold, 130 interrupted."""
        if self.interrupted:
            return INTERRUPTED
        if self.errors:
            return SOME_FAILED if self.done or self.unchanged else NOTHING
        if strict and self.contradicted:
            return NOT_CONFIRMED
        return DONE

    @property
    def contradicted(self) -> bool:
        """Whether any report breaks one of its own checks."""
        return any(done.summary.failures for done in self.done) or any(
            same.entry.checks_failed for same in self.unchanged
        )


class Listener(Protocol):
    """Who is told how it goes. All calls come from the thread that runs it."""

    def planned(self, total: int, todo: int) -> None:
        """Take note of how many inputs there are, and for how many something is to be done."""

    def started(self, place: str) -> None:
        """Take note that an input is about to be read."""

    def page(self, done: int, total: int) -> None:
        """Take note that so many of its pages have been read (only where it is read in this process)."""

    def finished(self, done: Done) -> None:
        """Take note that it was written."""

    def same(self, unchanged: Unchanged) -> None:
        """Take note that a report is current."""

    def duplicate(self, place: str, of: str) -> None:
        """Take note that a file holds the same report as another."""

    def failed(self, error: RegnskabError) -> None:
        """Take note that an input was not converted."""
