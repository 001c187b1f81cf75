"""Keeping workers within bounds: how much memory they hold, and that none outlives the run.

The memory is watched from outside: pdfium keeps Python's lock, so a worker that is deep in it could not watch itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from regnskab.batch.executors import Limits

_EVERY = 0.05  # seconds between two looks
_LARGEST_FILE = 1024**3  # bytes that a worker may write into one file: the copies that second opinions need
_LAST_SECONDS = 10
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)


def enlist(folder: Path, limits: Limits) -> None:
    """Begin a worker, and put it on the list of those watched: a file in ``folder`` called as its id."""
    _obey()
    (folder / str(os.getpid())).touch()
    _cap(limits)


def begin(limits: Limits) -> None:
    """Begin a worker: see to it that it ends with the run, at any moment, and have the system hold it to ``limits``."""
    _obey()
    _cap(limits)


def _obey() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C goes to all processes of a terminal, and is the run's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_run()


def _end_with_run() -> None:
    """End with the run, however that ends, and with what this process was forked from, which would reap it."""
    run = multiprocessing.parent_process()
    if run is None:
        return
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
        # By the system: a thread could not, as long as pdfium keeps Python's lock. The pipe ends with the run.
        fcntl.fcntl(run.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(run.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(run.sentinel, fcntl.F_SETFL, fcntl.fcntl(run.sentinel, fcntl.F_GETFL) | os.O_ASYNC)
        if not run.is_alive():  # it had ended before
            os._exit(1)
    else:
        threading.Thread(target=_leave_after, args=(run,), daemon=True).start()


def _leave_after(run: BaseProcess) -> None:
    run.join()
    os._exit(1)


def _cap(limits: Limits) -> None:
    """Have the system refuse what would be over before anyone looks: one huge allocation, a file that fills the disk,
    a core file, processor time without end. Each is a coarse limit behind the exact one."""
    if sys.platform == "win32":
        return
    import resource

    _at_most(resource.RLIMIT_CORE, 0)
    _at_most(resource.RLIMIT_FSIZE, _LARGEST_FILE)
    if limits.timeout is not None:
        _at_most(resource.RLIMIT_CPU, math.ceil(limits.timeout) * (os.cpu_count() or 1) + _LAST_SECONDS)
    if limits.memory is None:
        return
    memory = limits.memory
    # The address space holds far more than what is in memory, what is merely reserved is not counted.
    room = psutil.Process().memory_info().vms + max(2 * memory, memory + 2 * 1024**3)
    _at_most(resource.RLIMIT_AS, room)


def _at_most(kind: int, most: int) -> None:
    import resource

    with contextlib.suppress(OSError, ValueError):  # a lower limit than ours stays
        soft, hard = resource.getrlimit(kind)
        if soft == resource.RLIM_INFINITY or soft > most:
            resource.setrlimit(kind, (most, hard))


class Watch:
    """A thread that ends every process on the list in ``folder`` that holds more than ``memory`` bytes."""

    def __init__(self, folder: Path, memory: int | None) -> None:
        self._folder = folder
        self._memory = memory
        self._watched: dict[str, psutil.Process] = {}
        self._ended: set[int] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="regnskab-memory", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        if self._memory is not None:
            self._thread.start()

    def stop(self) -> None:
        """End looking."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def end_all(self) -> None:
        """End every process on the list."""
        for name in self._listed():
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                self._process(name).kill()

    def ended(self, process_id: int | None) -> bool:
        """Whether it was this watch that ended a process."""
        return process_id in self._ended

    def _run(self) -> None:
        while not self._over.wait(_EVERY):
            for name in self._listed():
                self._look(name)

    def _listed(self) -> list[str]:
        return os.listdir(self._folder)  # noqa: PTH208 (every few moments: no objects for it)

    def _process(self, name: str) -> psutil.Process:
        if name not in self._watched:
            self._watched[name] = psutil.Process(int(name))
        return self._watched[name]

    def _look(self, name: str) -> None:
        try:
            process = self._process(name)
            if process.memory_info().rss > (self._memory or 0):
                self._ended.add(process.pid)  # first, so that whoever sees it end knows why
                process.kill()
        except psutil.NoSuchProcess:
            self._watched.pop(name, None)
            (self._folder / name).unlink(missing_ok=True)
        except psutil.AccessDenied:
            return
