"""Jobs in processes of this machine: a time limit, a memory limit, and a crash is one report's alone."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Self

from regnskab.batch.executors import Limits, Stopped, crashed, out_of_memory, timed_out
from regnskab.batch.watch import Watch
from regnskab.batch.work import Finished, Job, Work, work
from regnskab.batch.worker import Ended, Late, Worker
from regnskab.errors import ExecutorError

# A worker is replaced after so many reports, and takes with it whatever the libraries did not give back.
RECYCLED_AFTER = 64
# A process that ends under a report may have been ended by something else (an operator, the system): try again.
ATTEMPTS = 2
_STARTED_WITHIN = 60.0  # seconds of trying to start a process, where the system refuses it or something ends it
_START_AGAIN = 0.2  # seconds


class LocalPool:
    """``jobs`` processes, each with ``limits`` per report. ``convert`` is what they run, in tests another function.

    A thread for each looks after it: it hands out a job and waits for the result, or for the end of the process.
    """

    def __init__(self, jobs: int, limits: Limits | None = None, convert: Work = work) -> None:
        self._jobs = jobs
        self._limits = limits or Limits()
        self._convert = convert
        self._lock = threading.Lock()
        self._closed = False
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()

    @property
    def slots(self) -> int:
        return self._jobs

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that are there now."""
        with self._lock:
            return tuple(worker.process_id for worker in (*self._idle, *self._busy))

    def __enter__(self) -> Self:
        self._threads = ThreadPoolExecutor(self._jobs, thread_name_prefix="regnskab-slot")
        self._watch = Watch(self._limits.memory)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy:  # its thread sees it end, and closes it
                worker.kill()
        for worker in idle:
            worker.close()
        self._threads.shutdown(cancel_futures=True)
        self._watch.stop()

    def submit(self, job: Job) -> Future[Finished]:
        """Start a job when a process is free."""
        return self._threads.submit(self._run, job)

    def _run(self, job: Job) -> Finished:
        last = None
        for _ in range(ATTEMPTS):
            try:
                with self._worker(job) as worker:
                    return worker.run(job, self._limits.timeout)
            except Late:
                raise timed_out(job, self._limits) from None
            except Ended as ended:
                if self._watch.ended(ended.process_id):
                    raise out_of_memory(job, self._limits) from None
                last = ended.code
        raise _crash(job, last)

    @contextmanager
    def _worker(self, job: Job) -> Iterator[Worker]:
        """A worker for one job. It is kept for the next, unless this one went wrong or it has done its share."""
        worker = self._waiting() or self._started(job)
        try:
            yield worker
        except BaseException:
            self._drop(worker)
            raise
        if worker.done >= RECYCLED_AFTER or not self._keep(worker):
            self._drop(worker)

    def _waiting(self) -> Worker | None:
        while True:
            with self._lock:
                if not self._idle:
                    return None
                worker = self._idle.pop()
                self._busy.add(worker)
            if worker.idle:
                return worker
            self._drop(worker)  # it was ended while it waited, which is no report's doing

    def _started(self, job: Job) -> Worker:
        """Return a new worker that is ready. Raises Stopped in a pool that is closed, ExecutorError."""
        deadline = time.monotonic() + _STARTED_WITHIN
        while not self._closed and time.monotonic() < deadline:
            try:
                worker = Worker(self._convert, self._limits.memory)
            except Ended:
                time.sleep(_START_AGAIN)
                continue
            try:
                if self._enter(worker):
                    worker.ready()
                    return worker
            except (Ended, Late):
                self._drop(worker)
        if self._closed:
            raise crashed(job, "the run was stopped", ours=False)
        raise ExecutorError("no process can be started", source=job.place, remedy="give a smaller number with --jobs")

    def _enter(self, worker: Worker) -> bool:
        """Count a worker among those that are to be ended with the pool; not where that has happened."""
        with self._lock:
            if not self._closed:
                self._busy.add(worker)
                self._watch.add(worker.process_id)
                return True
        worker.close()
        return False

    def _keep(self, worker: Worker) -> bool:
        with self._lock:
            if self._closed:
                return False
            self._busy.discard(worker)
            self._idle.append(worker)
            return True

    def _drop(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
        self._watch.leave(worker.process_id)
        worker.close()


def _crash(job: Job, code: int | None) -> Stopped:
    if code is None or code == -signal.SIGKILL:
        how = "it was ended from outside, as the system does when memory runs out"
        return crashed(job, how, ours=False)
    return crashed(job, signal.Signals(-code).name if code < 0 else f"exit code {code}", ours=True)
