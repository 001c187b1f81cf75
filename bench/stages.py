"""Where the time goes: a clock on each step of reading a page, which runs while that step itself is at work."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench.document import Section, table
from bench.worker import Worker

REST = "reading order, running lines, opening the file"


class Step(NamedTuple):
    """The functions (module and name) that make up a step. What another step does inside them is not theirs."""

    name: str
    functions: tuple[tuple[str, str], ...]


STEPS = (
    Step(
        "pdfium: load page and its text",
        tuple(("extract.pdf.pdfium", name) for name in ("load_page", "close_page", "load_text", "close_text")),
    ),
    Step("words, hidden and doubled text", (("extract.pdf.page", "read_words"),)),
    Step("graphics: rulings and fills", (("extract.pdf.page", "read_graphics"),)),
    Step("regions that may be tables", (("extract.layout", "page_areas"),)),
    Step("structure: columns, rows, spans", (("extract.layout", "read_area"), ("extract.layout", "is_table"))),
    Step(
        "cells and confidence, lines around them, captions and notes",
        (("extract.layout", "raw_table"), ("extract.layout", "_layout")),
    ),
)


def profile(corpora: Mapping[str, Sequence[Path]], rounds: int) -> Iterator[Section]:
    """The share of each step in the time for the files, in the quickest of several rounds."""
    columns = []
    for paths in corpora.values():
        with Worker() as worker:
            worker.run(step_times, paths)
            columns.append(min((worker.run(step_times, paths).value for _ in range(rounds)), key=_total))
    rows = [
        [name, *(f"{times[name] / _total(times):.0%}" for times in columns)]
        for name in (*(s.name for s in STEPS), REST)
    ]
    yield Section("profile", table(["", *corpora], rows))


def _total(times: Mapping[str, float]) -> float:
    return sum(times.values())


def step_times(paths: Sequence[Path]) -> dict[str, float]:
    """Seconds that each step takes for reading the files."""
    from bench.jobs import regnskab_tables

    with _clocks() as times:
        regnskab_tables(paths)
    return times


@contextmanager
def _clocks() -> Iterator[dict[str, float]]:
    """Time the steps while the block runs: of steps within steps, only the innermost clock runs."""
    from importlib import import_module

    times: defaultdict[str, float] = defaultdict(float)
    running = [REST]
    since = [time.process_time()]  # of the processor: what else runs on the machine does not count

    def switch() -> None:
        now = time.process_time()
        times[running[-1]] += now - since[0]
        since[0] = now

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            switch()
            running.append(name)
            try:
                return function(*arguments)
            finally:
                switch()
                running.pop()

        return call

    places = [(step.name, import_module(module), name) for step in STEPS for module, name in step.functions]
    plain = [getattr(module, name) for _, module, name in places]
    for (step, module, name), function in zip(places, plain, strict=True):
        setattr(module, name, timed(step, function))
    try:
        yield times
    finally:
        switch()
        for (_, module, name), function in zip(places, plain, strict=True):
            setattr(module, name, function)
