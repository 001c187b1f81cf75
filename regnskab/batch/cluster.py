"""Jobs on a Dask cluster, each in a process of its worker's own: the same limits and the same bytes as on one machine.

Dask itself tries again what a lost worker was doing, up to its ``distributed.scheduler.allowed-failures``.
"""

from __future__ import annotations

import atexit
import multiprocessing
import threading
from concurrent.futures import Future
from functools import cache
from typing import Any, Self

from regnskab.batch.executors import Limits, Stopped, crashed
from regnskab.batch.pool import LocalPool
from regnskab.batch.work import Finished, Job, Work, work
from regnskab.errors import ExecutorError

_CONNECT_TIMEOUT = 30  # seconds


class DaskCluster:
    """The workers behind the scheduler at ``address`` ("tcp://host:8786"). Raises ExecutorError."""

    def __init__(self, address: str, limits: Limits | None = None, convert: Work = work) -> None:
        self._address = address
        self._limits = limits or Limits()
        self._convert = convert

    @property
    def slots(self) -> int:
        """The cores of all workers that are there now, at least one."""
        return max(1, sum(map(int, self._client.nthreads().values())))

    def __enter__(self) -> Self:
        self._client = _client(self._address)
        self._executor = self._client.get_executor(pure=False)
        return self

    def __exit__(self, *_: object) -> None:
        """Give up what is still running, and leave the cluster as it was."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def submit(self, job: Job) -> Future[Finished]:
        """Start a job on any worker."""
        outer: Future[Finished] = Future()

        def over(inner: Future[Finished | Stopped]) -> None:
            if inner.cancelled():
                outer.set_exception(crashed(job, "the cluster was left", ours=False))
                return
            error = inner.exception()
            result = inner.result() if error is None else None
            if isinstance(result, Stopped):
                outer.set_exception(result)
            elif result is not None:
                outer.set_result(result)
            elif type(error).__name__ == "KilledWorker":
                outer.set_exception(crashed(job, "the cluster's workers were lost again and again", ours=False))
            else:
                outer.set_exception(error)

        self._executor.submit(isolated, job, self._limits, self._convert).add_done_callback(over)
        return outer


def isolated(job: Job, limits: Limits, convert: Work) -> Finished | Stopped:
    """Run a job on this machine in a process of its own; called by Dask, in one thread per core of its worker.

    What stopped it is returned: to Dask a job that raises is one that failed, and might be tried again.
    """
    process = multiprocessing.current_process()
    if process.daemon:
        # Dask's nanny marks its worker as one that may not have processes of its own; it ends them with the worker all
        # the same, as they watch for that themselves.
        process._config["daemon"] = False  # type: ignore[attr-defined]
    with _lock:
        pool = _pool(limits, convert)
    try:
        return pool.submit(job).result()
    except Stopped as stopped:
        return stopped


_lock = threading.Lock()


@cache
def _pool(limits: Limits, convert: Work) -> LocalPool:
    from distributed import get_worker

    # Dask runs as many jobs at once as its worker has threads.
    pool = LocalPool(get_worker().state.nthreads, limits, convert).__enter__()
    atexit.register(pool.__exit__)
    return pool


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise ExecutorError("dask.distributed is not installed", remedy="pip install 'regnskab[dask]'") from None
    try:
        client: Any = distributed.Client
        return client(address, timeout=_CONNECT_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorError(
            f"no scheduler answers ({error})",
            source=address,
            remedy='start one with "dask scheduler", or check --scheduler',
        ) from error
