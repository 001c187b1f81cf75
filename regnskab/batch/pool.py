"""Jobs in processes of this machine, by pebble: a time limit, a memory limit, and a crash is one report's alone."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from regnskab.batch.executors import Limits, Stopped, crashed, out_of_memory, timed_out
from regnskab.batch.watch import Watch, enlist
from regnskab.batch.work import Finished, Job, Work, work

# A worker is replaced after so many reports, and takes with it whatever the libraries did not give back.
RECYCLED_AFTER = 64
# A process that ends under a report may have been ended by something else (an operator, the system): try again.
ATTEMPTS = 2
_PRELOADED = ["regnskab.batch.preload"]


class LocalPool:
    """``jobs`` processes, each with ``limits`` per report. ``convert`` is what they run, in tests another function."""

    def __init__(self, jobs: int, limits: Limits | None = None, convert: Work = work) -> None:
        self._jobs = jobs
        self._limits = limits or Limits()
        self._convert = convert
        self._lock = threading.Lock()
        self._closed = False

    @property
    def slots(self) -> int:
        return self._jobs

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="regnskab-")
        self._watch = Watch(Path(self._folder.name), self._limits.memory)
        self._watch.start()
        self._pool = self._new_pool()
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes."""
        with self._lock:
            # What ends now is not to be tried again, which would make a new pool.
            self._closed = True
        _stop(self._pool)
        self._watch.stop()
        self._folder.cleanup()

    def submit(self, job: Job) -> Future[Finished]:
        """Start a job when a process is free."""
        future: Future[Finished] = Future()
        self._attempt(job, future, 1)
        return future

    def _attempt(self, job: Job, outer: Future[Finished], number: int) -> None:
        def over(inner: Future[Finished]) -> None:
            error = inner.exception()
            if error is None:
                outer.set_result(inner.result())
            elif isinstance(error, TimeoutError):
                outer.set_exception(timed_out(job, self._limits))
            elif isinstance(error, ProcessExpired) and self._watch.ended(error.pid or 0):
                outer.set_exception(out_of_memory(job, self._limits))
            elif isinstance(error, ProcessExpired | BrokenProcessPool) and number < ATTEMPTS:
                # Not from here: this is the pool's own thread, which a new pool would wait for.
                threading.Thread(target=self._attempt, args=(job, outer, number + 1), daemon=True).start()
            elif isinstance(error, ProcessExpired | BrokenProcessPool):
                outer.set_exception(_crash(job, error))
            else:
                outer.set_exception(error)

        try:
            with self._lock:
                inner = self._schedule(job)
        except Exception as error:
            outer.set_exception(error)
        else:
            inner.add_done_callback(over)

    def _schedule(self, job: Job) -> Future[Finished]:
        if self._closed:
            raise crashed(job, "the run was stopped", ours=False)
        try:
            return self._pool.schedule(self._convert, args=[job], timeout=self._limits.timeout)
        except (RuntimeError, BrokenProcessPool):
            # Its last idle process was ended from outside, and pebble gives up on such a pool.
            _stop(self._pool)
            self._pool = self._new_pool()
            return self._pool.schedule(self._convert, args=[job], timeout=self._limits.timeout)

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._jobs,
            max_tasks=RECYCLED_AFTER,
            initializer=enlist,
            initargs=(self._folder.name, self._limits.memory),
            context=_context(),
        )


def _stop(pool: Any) -> None:
    pool.stop()
    pool.join()


def _context() -> multiprocessing.context.BaseContext:
    """Fork from a process that has loaded everything and done nothing: quick, and free of this process's threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _crash(job: Job, error: BaseException) -> Stopped:
    code = error.exitcode if isinstance(error, ProcessExpired) else None
    if code is None or code == -signal.SIGKILL:
        how = "it was ended from outside, as the system does when memory runs out"
        return crashed(job, how, ours=False)
    return crashed(job, signal.Signals(-code).name if code < 0 else f"exit code {code}", ours=True)
