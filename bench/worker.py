"""A process of its own for each tool, which does what it is asked and says how long it took and how much memory."""

from __future__ import annotations

import logging
import multiprocessing
import resource
import sys
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self


class ToolError(Exception):
    """A tool failed, or its process ended."""


class Measured(NamedTuple):
    """What a job gave; its seconds by the clock and of the processor; the process's peak memory so far in MB."""

    value: Any
    seconds: float
    cpu: float
    peak: float


class Worker:
    """A fresh process. Jobs and their arguments must be picklable."""

    def __init__(self) -> None:
        # Spawned, not forked: nothing of this process's memory counts as the tool's.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._pipe.close()
        self._process.join(5)
        self._process.kill()
        self._process.join()

    def run(self, job: Callable[..., Any], *arguments: Any) -> Measured:
        self._pipe.send((job, arguments))
        try:
            answer = self._pipe.recv()
        except EOFError:
            self._process.join()
            raise ToolError(f"the process ended with {self._process.exitcode}") from None
        if isinstance(answer, str):
            raise ToolError(answer)
        measured: Measured = answer
        return measured


def _serve(pipe: Connection) -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    while True:
        try:
            job, arguments = pipe.recv()
        except EOFError:
            return
        try:
            answer: Measured | str = _measured(job, arguments)
        except Exception as error:  # a peer's own failure is a result
            answer = f"{type(error).__name__}: {error}"[:200]
        pipe.send(answer)


def _measured(job: Callable[..., Any], arguments: tuple[Any, ...]) -> Measured:
    cpu, start = time.process_time(), time.perf_counter()
    value = job(*arguments)
    return Measured(value, time.perf_counter() - start, time.process_time() - cpu, _peak())


def _peak() -> float:
    """The most memory that this process ever held, in MB (10^6 bytes)."""
    status = Path("/proc/self/status")
    if status.exists():
        # getrusage's figure takes over what the parent held at the start; this one begins with the program.
        return (
            next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            / 976.5625
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 976.5625
