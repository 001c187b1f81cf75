"""Jobs in processes of this machine, one process each, by pebble: a time limit, a memory limit, and a crash is one
report's alone.

A process per report and not a pool of them: the processes of a pool share a queue and its lock, and one that is killed
while it holds them holds up all others. To fork another costs some 50 ms, as everything is loaded already.
"""

from __future__ import annotations

import threading
import time
import traceback
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import Any, Self

from pebble import ProcessExpired, concurrent

from regnskab.batch.executors import Limits, crashed, out_of_memory, timed_out
from regnskab.batch.processes import crash, process_context
from regnskab.batch.watch import Watch, enlist
from regnskab.batch.work import Finished, Job, Work, work
from regnskab.errors import ExecutorError
from regnskab.store.scratch import scratch_folder

# A process that ends under a report may have been ended by something else (an operator, the system): try again.
ATTEMPTS = 2
_STARTED_WITHIN = 60.0  # seconds of trying to start a process, where the system refuses it or something ends it
_START_AGAIN = 0.2  # seconds
_ENDED_WITHIN = 5.0  # seconds in which a process that is ended should be gone
_LOOK_AGAIN = 0.05  # seconds

Answer = tuple[Finished | None, Exception | None]


class LocalPool:
    """``jobs`` processes at a time, each with ``limits``. ``convert`` is what they run, in tests another function."""

    def __init__(self, jobs: int, limits: Limits | None = None, convert: Work = work) -> None:
        self._jobs = jobs
        self._limits = limits or Limits()
        self._convert = convert
        self._lock = threading.Lock()
        self._closed = False
        self._running: set[Future[Answer]] = set()

    @property
    def slots(self) -> int:
        return self._jobs

    def __enter__(self) -> Self:
        self._scratch = ExitStack()
        self._folder = self._scratch.enter_context(scratch_folder(Path(get_temp_dir())))
        self._watch = Watch(self._folder, self._limits.memory)
        self._watch.start()
        self._threads = ThreadPoolExecutor(self._jobs, thread_name_prefix="regnskab-job")
        begin: Any = concurrent.process
        context = process_context()
        # Pebble's code calls it by one name, its documentation and types by another.
        self._begin = begin(timeout=self._limits.timeout, context=context, mp_context=context)(run)
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes."""
        with self._lock:
            self._closed = True
            running = set(self._running)
        deadline = time.monotonic() + _ENDED_WITHIN
        while running and time.monotonic() < deadline:
            self._watch.end_all()  # one that has just begun is on the list in a moment
            running = wait(running, timeout=_LOOK_AGAIN).not_done
        for future in running:
            future.cancel()
        self._threads.shutdown(cancel_futures=True)
        self._watch.stop()
        self._scratch.close()

    def submit(self, job: Job) -> Future[Finished]:
        """Start a job when there is room."""
        return self._threads.submit(self._run, job)

    def _run(self, job: Job) -> Finished:
        code = None
        for _ in range(ATTEMPTS):
            future = self._started(job)
            try:
                finished, error = future.result()
            except CancelledError:
                break
            except TimeoutError:
                raise timed_out(job, self._limits) from None
            except ProcessExpired as expired:
                if self._watch.ended(expired.pid):
                    raise out_of_memory(job, self._limits) from None
                code = expired.exitcode
            else:
                if finished is None:
                    raise error or ExecutorError("a worker gave no result", source=job.place)
                return finished
            finally:
                with self._lock:
                    self._running.discard(future)
        if self._closed:
            raise crashed(job, "the run was stopped", ours=False)
        raise crash(job, code)

    def _started(self, job: Job) -> Future[Answer]:
        """Start a job's process. Raises Stopped where the pool is closed, ExecutorError where none can be started."""
        deadline = time.monotonic() + _STARTED_WITHIN
        while not self._closed:
            try:
                # One after another: each start asks how the other processes ended, which can be read once.
                with self._lock:
                    future: Future[Answer] = self._begin(self._convert, job, str(self._folder), self._limits)
                    self._running.add(future)
            except (OSError, EOFError) as error:  # what it is forked from was ended just now
                if time.monotonic() > deadline:
                    raise ExecutorError(
                        "no process can be started", source=job.place, remedy="give a smaller number with --jobs"
                    ) from error
                time.sleep(_START_AGAIN)
            else:
                return future
        raise crashed(job, "the run was stopped", ours=False)


def run(convert: Work, job: Job, folder: str, limits: Limits) -> Answer:
    """Run a job in this process, which is the job's own. What ``convert`` raises comes back with its traceback."""
    enlist(Path(folder), limits)
    try:
        return convert(job), None
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        return None, error
