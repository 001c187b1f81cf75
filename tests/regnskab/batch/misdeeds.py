"""What workers run in tests in the place of a conversion: by the file's name, they misbehave."""

from __future__ import annotations

import os
import time
from pathlib import Path

from regnskab.batch.work import Finished, Job, work

LARGE = 400 * 1024**2


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
    once = Path(job.reading_place).with_suffix(".once")
    if name.startswith("once") and not once.exists():
        once.touch()
        os.kill(os.getpid(), 9)
    return work(job)
