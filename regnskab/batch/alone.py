"""One thing read in a process of its own, for commands and programs that read a single PDF.

What the process says comes back piece by piece. On Linux it is a fork of this process, which costs some milliseconds,
as long as this process has one thread; otherwise it is started as those of many reports are.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any, Final, Self, TypeVar

import psutil

from regnskab.batch.executors import Limits, Stopped, out_of_memory, timed_out
from regnskab.batch.processes import crash, process_context
from regnskab.batch.watch import begin
from regnskab.batch.work import Finished, Job, Progress, work

T = TypeVar("T")
Say = Callable[[object], None]
_LOOK: Final = 0.05  # seconds between two looks at the process's memory
_ENDED_WITHIN: Final = 5.0  # seconds in which a process that gave all should be gone


class Worker:
    """A process that waits for what it is to do, once. It holds ``limits``, and ends with ``close``."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = _context().Process(target=_serve, args=(theirs, limits), daemon=True)
        self._process.start()
        theirs.close()
        self._held_before = _held(self._process.pid)

    def stream(self, give: Callable[..., None], *arguments: Any, place: str) -> Generator[Any]:
        """What ``give(*arguments, say=...)`` says there. All of it must bear to be sent to another process.

        The time counts while it is waited for. Raises what ``give`` raises, and ``Stopped`` where the process went over
        a limit or crashed; ``place`` names the file in its error.
        """
        job, waited = Job(place, place), 0.0
        try:
            self._pipe.send((give, arguments))
            while True:
                since = time.monotonic()
                message = self._pipe.recv() if self._pipe.poll(_LOOK) else ...
                waited += time.monotonic() - since
                if message is None:
                    return
                self._require_time(waited, job)
                if message is ...:
                    self._require_memory(job)
                elif message[1] is not None:
                    raise message[1]
                else:
                    yield message[0]
        except (EOFError, ConnectionError):
            self._process.join(_ENDED_WITHIN)
            raise crash(job, self._process.exitcode) from None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join(_ENDED_WITHIN)
        self._pipe.close()

    def _require_time(self, waited: float, job: Job) -> None:
        if self._limits.timeout is not None and waited > self._limits.timeout:
            raise timed_out(job, self._limits)

    def _require_memory(self, job: Job) -> None:
        """A fork begins with what this process holds, which is not its doing."""
        if self._limits.memory is not None and _held(self._process.pid) - self._held_before > self._limits.memory:
            raise out_of_memory(job, self._limits)


class OneWorker:
    """Runs a job in a process of its own that is there before anything else begins, and tells of its pages."""

    slots = 1

    def __init__(self, limits: Limits, progress: Progress, convert: Callable[..., Finished] = work) -> None:
        self._limits = limits
        self._progress = progress
        self._convert = convert

    def __enter__(self) -> Self:
        self._worker = Worker(self._limits)
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._worker.close()

    def submit(self, job: Job) -> Future[Finished]:
        """Run it, and return when it is done."""
        future: Future[Finished] = Future()
        try:
            for item in self._worker.stream(_convert, self._convert, job, place=job.place):
                if isinstance(item, Finished):
                    future.set_result(item)
                else:
                    self._progress(*item)
        except Exception as error:
            future.set_exception(error)
        return future


def _convert(convert: Callable[..., Finished], job: Job, *, say: Say) -> None:
    """Say the pages read and their number, as they come, then what became of the job."""
    say(convert(job, lambda done, total: say((done, total))))


def streamed(give: Callable[..., None], *arguments: Any, limits: Limits, place: str) -> Generator[Any]:
    """What ``give(*arguments, say=...)`` says, in a process of its own within ``limits`` that ends with this iterator.

    Raises what ``Worker.stream`` raises; the error of a ``Stopped`` as itself.
    """
    worker = Worker(limits)
    try:
        yield from worker.stream(give, *arguments, place=place)
    except Stopped as stopped:
        raise stopped.error from None
    finally:
        worker.close()


def one(get: Callable[..., T], *arguments: Any, limits: Limits, place: str) -> T:
    """What ``get(*arguments)`` returns, in a process of its own; as ``streamed``."""
    (found,) = streamed(_once, get, *arguments, limits=limits, place=place)
    result: T = found
    return result


def _once(get: Callable[..., T], *arguments: Any, say: Say) -> None:
    say(get(*arguments))


def _held(process_id: int | None) -> int:
    """Bytes in memory; 0 for a process that has ended: what it said last is yet to be read."""
    try:
        return int(psutil.Process(process_id).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _context() -> Any:
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return process_context()


def _serve(theirs: Connection, limits: Limits) -> None:
    begin(limits)
    try:
        give, arguments = theirs.recv()
        give(*arguments, say=lambda item: theirs.send((item, None)))
        theirs.send(None)
    except EOFError:  # nothing was asked for
        return
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        theirs.send((None, error))
    theirs.close()
