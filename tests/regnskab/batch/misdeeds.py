"""What workers run in tests in the place of a conversion: by the file's name, they misbehave."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from regnskab.batch.work import Finished, Job, work

LARGE = 400 * 1024**2


def _half(connection: Connection, data: bytes, write: Callable[[int, bytes], int] = os.write) -> None:
    """Be killed in the middle of the result, as large ones go in several pieces."""
    write(connection.fileno(), bytes(data)[: len(data) // 2])
    os.kill(os.getpid(), 9)


def misbehave(job: Job) -> Finished:
    """Hang, crash, or take memory, where the name says so; else convert."""
    name = Path(job.place).name
    if name.startswith("hangs"):
        time.sleep(600)
    if name.startswith("crashes"):
        os.abort()
    if name.startswith("leaves"):
        os._exit(3)
    if name.startswith("swells"):
        hoard = [b"x" * LARGE]
        time.sleep(600)
        del hoard
    if name.startswith("half"):
        Connection._send = _half  # type: ignore[attr-defined]
    once = Path(job.reading_place).with_suffix(".once")
    if name.startswith("once") and not once.exists():
        once.touch()
        os.kill(os.getpid(), 9)
    return work(job)


def raise_it(job: Job) -> Finished:
    """Raise what nobody expects."""
    raise LookupError(job.place)
