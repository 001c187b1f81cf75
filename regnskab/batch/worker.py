"""A process that runs one job after another, over a pipe that it shares with nobody.

Nothing is shared between workers, neither a queue nor a lock: one that is killed at any moment, with half a result
written, is seen to be gone by the end of its own pipe, and no other worker waits for what it held.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import traceback
from multiprocessing.connection import Connection, wait
from typing import Any, cast

from regnskab.batch.watch import enlist
from regnskab.batch.work import Finished, Job, Work

_PRELOADED = ["regnskab.batch.preload"]
_START = 120.0  # seconds until a new process has loaded everything, on a machine that is very busy
_END = 10.0  # seconds until the system has cleared a process away that was killed
# What a fork server that is gone leaves of its children's exit codes (multiprocessing.popen_forkserver).
_UNKNOWN_CODE = 255
# Starting one process asks for the exit codes of all others, and each can be read once.
_family = threading.Lock()


class Ended(Exception):  # noqa: N818 (an event, not an error of ours)
    """A worker ended before it gave a result, with this exit code (-9: signal 9); None where that is not known."""

    def __init__(self, process_id: int | None, code: int | None) -> None:
        super().__init__(process_id, code)
        self.process_id = process_id
        self.code = code


class Late(Exception):  # noqa: N818
    """A worker did not answer in time."""


class Worker:
    """One process that runs ``convert``, within ``memory`` bytes. Raises Ended where it ends while it is started.

    All but ``kill`` is for one thread.
    """

    def __init__(self, convert: Work, memory: int | None) -> None:
        context: Any = _context()
        self.done = 0
        self._pipe, other = context.Pipe()
        # Daemonic: the end of this process does not wait for it.
        self._process = context.Process(target=_serve, args=(other, convert, memory), daemon=True)
        try:
            with _family:
                self._process.start()
        except (OSError, EOFError) as error:  # what it is forked from was ended just now
            self._pipe.close()
            raise Ended(None, None) from error
        finally:
            other.close()  # or the pipe would not end with the process
        self.process_id: int = self._process.pid

    def ready(self) -> None:
        """Wait until it has loaded everything. Raises Ended and Late."""
        self._answer(_START)

    @property
    def idle(self) -> bool:
        """Say whether it is there, and says nothing."""
        return not wait([self._pipe, self._process.sentinel], 0)

    def run(self, job: Job, timeout: float | None) -> Finished:
        """Run a job to its end. Raises Ended, Late after ``timeout`` seconds, and what ``convert`` raises."""
        try:
            self._pipe.send(job)
        except OSError as error:
            raise self._ended() from error
        raised, finished = cast("tuple[Exception | None, Finished]", self._answer(timeout))
        self.done += 1
        if raised is not None:
            raise raised
        return finished

    def kill(self) -> None:
        """End it at once, whatever it does; from any thread."""
        with contextlib.suppress(OSError, ValueError):
            self._process.kill()

    def close(self) -> None:
        """End it, and give back what it holds of this process."""
        self.kill()
        self._code()
        self._pipe.close()
        with contextlib.suppress(ValueError):  # it is stuck in the system, and ends when that lets go of it
            self._process.close()

    def _answer(self, timeout: float | None) -> object:
        try:
            if not wait([self._pipe, self._process.sentinel], timeout):
                raise Late
            if self._pipe.poll():  # an answer, or the pipe's end
                return self._pipe.recv()
        except (OSError, EOFError) as error:
            raise self._ended() from error
        raise self._ended()

    def _ended(self) -> Ended:
        code = self._code()
        self.kill()
        return Ended(self.process_id, None if code == _UNKNOWN_CODE else code)

    def _code(self) -> int | None:
        wait([self._process.sentinel], _END)
        with _family:
            return cast("int | None", self._process.exitcode)


def _context() -> multiprocessing.context.BaseContext:
    """Fork from a process that has loaded everything and done nothing: quick, and free of this process's threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _serve(pipe: Connection, convert: Work, memory: int | None) -> None:
    """Run jobs until the other end of the pipe is gone; ``None`` says that all is ready."""
    enlist(memory)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            job = pipe.recv()
            answer = _answered(convert, job)
            try:
                pipe.send(answer)
            except (TypeError, AttributeError, ValueError) as error:  # not to be pickled: nothing of it was sent
                pipe.send((RuntimeError(f"{type(error).__name__}: {error}"), None))
    # Nothing that libraries do at the end is of use here, and one could hang.
    os._exit(0)


def _answered(convert: Work, job: Job) -> tuple[Exception | None, Finished | None]:
    try:
        return None, convert(job)
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        return error, None
