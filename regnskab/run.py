"""Converting several reports into one folder, one after the other: what fails does not keep the others back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from regnskab.errors import InputError, OutputError, RegnskabError
from regnskab.summary import Summary

# Set to anything, it lets an unforeseen error through with its traceback.
DEBUG_VARIABLE = "REGNSKAB_DEBUG"

DONE, NOTHING, USAGE, SOME_FAILED, NOT_CONFIRMED = range(5)


@dataclass(frozen=True, slots=True)
class Done:
    """A report that was written: where it came from, where its files are, and what it says."""

    path: Path
    sha256: str
    files: tuple[Path, ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of every input, in the order given."""

    out: Path
    done: tuple[Done, ...]
    errors: tuple[RegnskabError, ...]

    def exit_code(self, *, strict: bool) -> int:
        """Return 0 done, 1 nothing converted, 3 some failed, 4 (``strict``) a check does not hold."""
        if self.errors:
            return SOME_FAILED if self.done else NOTHING
        if strict and any(done.summary.failures for done in self.done):
            return NOT_CONFIRMED
        return DONE


class Listener(Protocol):
    """Who is told how it goes."""

    def started(self, path: Path) -> None:
        """Take note that ``path`` is about to be read."""

    def page(self, done: int, total: int) -> None:
        """Take note that so many of its pages have been read."""

    def finished(self, done: Done) -> None:
        """Take note that it was written."""

    def failed(self, error: RegnskabError) -> None:
        """Take note that it was not."""


def run(
    paths: Sequence[Path],
    out: Path,
    listener: Listener,
    *,
    profile: str | None = None,
    password: str | None = None,
) -> Outcome:
    """Convert each of ``paths`` into ``out``. Errors of a report are in the outcome, and told.

    Raises OutputError where ``out`` cannot be written to at all, ProfileError where there is no such profile.
    """
    from regnskab.store import prepare
    from schemas.profile import load_profile

    if profile not in (None, "none"):
        load_profile(profile)
    prepare(out)
    done: list[Done] = []
    errors: list[RegnskabError] = []
    for path in paths:
        listener.started(path)
        try:
            result = _one(path, out, listener, done, profile, password)
        except RegnskabError as error:
            errors.append(error)
            listener.failed(error)
        else:
            done.append(result)
            listener.finished(result)
    return Outcome(out, tuple(done), tuple(errors))


def _one(
    path: Path, out: Path, listener: Listener, before: Sequence[Done], profile: str | None, password: str | None
) -> Done:
    from regnskab.pipeline import convert

    try:
        conversion = convert(path, profile=profile, password=password, progress=listener.page)
        _refuse_rival(path, conversion.report_id, conversion.source.sha256, before)
        files = conversion.write(out)
        return Done(path, conversion.source.sha256, files, conversion.summary)
    except RegnskabError:
        raise
    except MemoryError:
        raise InputError("needs more memory than there is", source=path, remedy="close other programs") from None
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        raise InputError(
            f"cannot be converted, an error of regnskab's own ({type(error).__name__}: {error})".replace("\n", " "),
            source=path,
            remedy=f"please report it with the file; {DEBUG_VARIABLE}=1 shows where",
        ) from error


def _refuse_rival(path: Path, report_id: str, sha256: str, before: Sequence[Done]) -> None:
    """Two different files that are the same report: the second would overwrite the first unseen."""
    for done in before:
        if done.summary.report_id == report_id and done.sha256 != sha256:
            raise OutputError(
                f"is report {report_id}, as {done.path} is, but differs from it",
                source=path,
                remedy="convert one of the two, or each into a folder of its own with -o",
            )
