"""What a worker does: one report, from its place to the bytes of its files. It writes nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from regnskab.errors import DEBUG_VARIABLE, InputError, RegnskabError
from regnskab.store.places import public

if TYPE_CHECKING:  # whoever only waits for a worker loads none of it
    from regnskab.report.conversion import Encoded
    from regnskab.report.corrections import AllCorrections
    from schemas.profile.load import Profile


@dataclass(frozen=True, slots=True)
class Asked:
    """How reports are to be read, in the terms of ``regnskab.convert``."""

    profile: str | Profile | None = None
    password: str | None = None
    second_opinion: bool = False
    corrections: AllCorrections | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One report to convert: where to read it, what to call it in errors, and what it is known to hold already.

    ``reading_place`` may hold what opens a URL and is never shown; ``place`` is what a person may see.
    Where the bytes have the hash ``known``, they are not converted. All of it can be sent to another machine.
    """

    reading_place: str = field(repr=False)
    place: str
    asked: Asked = Asked()
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a job: files, or an error, or neither, where the bytes are those that were known.

    ``seconds`` is how long it took, ``finished`` when it was over (UTC, ISO 8601), ``code`` the hash of the code.
    """

    report: Encoded | None
    error: RegnskabError | None
    seconds: float
    finished: str
    code: str


Work = Callable[[Job], Finished]
Progress = Callable[[int, int], None]


def work(job: Job, progress: Progress | None = None) -> Finished:
    """Convert one report. An error is part of what is returned."""
    from regnskab.batch.recipe import code_sha256

    began = time.monotonic()
    report, error = None, None
    try:
        if job.known is None or job.known != _sha256(job):
            report = _convert(job, progress)
    except RegnskabError as caught:
        error = _named(caught, job)
    return Finished(report, error, round(time.monotonic() - began, 3), now(), code_sha256())


def now() -> str:
    """The time as ISO 8601, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _sha256(job: Job) -> str:
    from regnskab.report.source import read_source

    return read_source(job.reading_place)[0].sha256


def _convert(job: Job, progress: Progress | None) -> Encoded:
    from regnskab.report.conversion import encoded
    from regnskab.report.pipeline import convert

    try:
        asked = job.asked
        return encoded(
            convert(
                job.reading_place,
                profile=asked.profile,
                password=asked.password,
                progress=progress,
                second_opinion=asked.second_opinion,
                corrections=asked.corrections,
            )
        )
    except RegnskabError:
        raise
    except MemoryError:
        raise InputError(
            "needs more memory than there is", source=job.place, remedy="give more with --memory"
        ) from None
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        raise InputError(
            f"cannot be converted, an error of regnskab's own ({type(error).__name__}: {error})".replace("\n", " "),
            source=job.place,
            remedy=f"please report it with the file; {DEBUG_VARIABLE}=1 shows where",
        ) from error


def _named(error: RegnskabError, job: Job) -> RegnskabError:
    """Call the file by the name that the person gave."""
    if error.source not in {job.reading_place, public(job.reading_place)}:
        return error
    return type(error)(error.problem, source=job.place, page=error.page, remedy=error.remedy)
