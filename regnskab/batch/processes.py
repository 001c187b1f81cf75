"""How the processes that read PDFs are started, and what is said where one ends before it is done."""

from __future__ import annotations

import multiprocessing
import signal

from regnskab.batch.executors import Stopped, crashed
from regnskab.batch.work import Job

_PRELOADED = ["regnskab.batch.preload"]
# What a fork server that is gone leaves of its children's exit codes (multiprocessing.popen_forkserver).
_UNKNOWN_CODE = 255


def process_context() -> multiprocessing.context.BaseContext:
    """Fork from a process that has loaded everything and done nothing: quick, and free of this process's threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def crash(job: Job, code: int | None) -> Stopped:
    """What is said of a process that ended under ``job`` with this exit code (negative: a signal's number)."""
    if code in {None, _UNKNOWN_CODE, -signal.SIGKILL}:
        how = "it was ended from outside, as the system does when memory runs out"
        return crashed(job, how, ours=False)
    return crashed(job, signal.Signals(-code).name if code < 0 else f"exit code {code}", ours=True)
