"""Where jobs run: in this process, in processes of this machine, or on a cluster. One interface for all."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from regnskab.batch.work import Finished, Job, Progress, work
from regnskab.errors import InputError, RegnskabError

if TYPE_CHECKING:
    from regnskab.store.manifest import Reason

GIB = 1024**3
TIMEOUT = 600.0
MEMORY = 2 * GIB


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may take: ``timeout`` in seconds, ``memory`` in bytes (resident); None is without limit."""

    timeout: float | None = TIMEOUT
    memory: int | None = MEMORY

    def of(self, reason: Reason) -> float | None:
        """The limit that a failure for this reason went over, None where it went over none."""
        return {"timeout": self.timeout, "memory": self.memory}.get(reason)


class Stopped(Exception):  # noqa: N818 (an event, not all of them an error of ours)
    """A job's process was ended, or ended itself: ``reason``, and ``error`` as the person reads it.

    ``ours`` says that it was the report's doing, as far as can be told: another attempt would end the same way.
    """

    def __init__(self, reason: Reason, error: RegnskabError, *, ours: bool = True) -> None:
        super().__init__(str(error))
        self.reason: Reason = reason
        self.error = error
        self.ours = ours

    def __reduce__(self) -> tuple[object, ...]:
        return (_stopped, (self.reason, self.error, self.ours))


def _stopped(reason: Reason, error: RegnskabError, ours: bool) -> Stopped:
    return Stopped(reason, error, ours=ours)


class Executor(Protocol):
    """Runs jobs, as ``concurrent.futures`` does; use it as a context manager.

    A future gives ``Finished``, or raises ``Stopped``. Leaving the context ends what is still running.
    """

    @property
    def slots(self) -> int:
        """How many jobs run at the same time."""

    def submit(self, job: Job) -> Future[Finished]:
        """Start a job when there is room."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Inline:
    """Runs each job at once, in this process, without limits: where a debugger or a test looks on."""

    slots = 1

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress

    def submit(self, job: Job) -> Future[Finished]:
        """Run it, and return when it is done."""
        future: Future[Finished] = Future()
        try:
            future.set_result(work(job, self._progress))
        except Exception as error:
            future.set_exception(error)
        return future

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing runs any more."""


def timed_out(job: Job, limits: Limits) -> Stopped:
    """What is said of a report that took too long."""
    problem = f"was stopped after {limits.timeout:g} seconds"
    return Stopped("timeout", InputError(problem, source=job.place, remedy="give more time with --timeout"))


def out_of_memory(job: Job, limits: Limits) -> Stopped:
    """What is said of a report that took too much memory."""
    allowed = f"{(limits.memory or 0) / GIB:.3g} GiB"
    problem = f"was stopped when it took more than {allowed} of memory"
    return Stopped("memory", InputError(problem, source=job.place, remedy="give more with --memory"))


def crashed(job: Job, how: str, *, ours: bool) -> Stopped:
    """What is said of a report whose process ended under it."""
    problem = f"ended the process that read it ({how})"
    return Stopped("crash", InputError(problem, source=job.place, remedy="please report it with the file"), ours=ours)
