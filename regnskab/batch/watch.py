"""Keeping workers within bounds: how much memory they hold, and that none outlives the run.

The memory is watched from outside: pdfium keeps Python's lock, so a worker that is deep in it could not watch itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
from pathlib import Path

import psutil

_EVERY = 0.05  # seconds between two looks
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)


def enlist(folder: str, memory: int | None) -> None:
    """Begin a worker: put it on the list of those watched, and see to it that it ends with the run."""
    # Pebble's own handler waits for Python to come back from a C function, which a hanging one never does.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()
    _cap(memory)
    Path(folder, str(os.getpid())).touch()


def _end_with_parent() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    parent = os.getppid()

    def leave_when_orphaned() -> None:
        while os.getppid() == parent:
            stop.wait(1)
        os._exit(1)

    stop = threading.Event()
    if parent == 1 or sys.platform != "linux":
        threading.Thread(target=leave_when_orphaned, daemon=True).start()


def _cap(memory: int | None) -> None:
    """Refuse one huge allocation, which would be over before anyone looks; what is merely reserved is not counted."""
    if memory is None or sys.platform == "win32":
        return
    import resource

    # The address space holds far more than what is in memory, so this is a coarse limit behind the exact one.
    room = psutil.Process().memory_info().vms + max(2 * memory, memory + 2 * 1024**3)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (room, resource.getrlimit(resource.RLIMIT_AS)[1]))


class Watch:
    """A thread that ends every process on the list (a file in ``folder`` called as its id) that holds too much."""

    def __init__(self, folder: Path, memory: int | None) -> None:
        self._folder = folder
        self._memory = memory
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

    def ended(self, process_id: int) -> bool:
        """Say whether it was this watch that ended a process."""
        return process_id in self._ended

    def _run(self) -> None:
        while not self._over.wait(_EVERY):
            for name in os.listdir(self._folder):  # noqa: PTH208 (every few moments: no objects for it)
                self._look(int(name))

    def _look(self, process_id: int) -> None:
        try:
            process = psutil.Process(process_id)
            if process.memory_info().rss > (self._memory or 0):
                self._ended.add(process_id)  # first, so that whoever sees it end knows why
                process.kill()
        except psutil.NoSuchProcess:
            (self._folder / str(process_id)).unlink(missing_ok=True)
        except psutil.AccessDenied:
            return
