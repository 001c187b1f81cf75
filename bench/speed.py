"""How fast: pages per second, each tool in a process of its own, in turn, the quickest of several rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bench import jobs
from bench.document import Floor, Section, table
from bench.jobs import Job
from bench.worker import Measured, Worker

WORDS_FLOOR, CAMELOT_FLOOR, CONVERSION_FLOOR = 8.0, 4.0, 3.0


class Pace(NamedTuple):
    """The least seconds over all rounds, by the clock and of the processor."""

    pages: int
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        return self.pages / self.seconds


def race(contestants: Sequence[Job], paths: Sequence[Path], rounds: int) -> dict[str, Pace]:
    """Time the jobs in turn (A B C, A B C, ...); start-up, imports and a first run are not counted.

    A round of files is timed file by file and summed, so that a disturbance spoils one file of one round only.
    """
    best: dict[tuple[str, Path], Measured] = {}
    least: dict[tuple[str, Path], float] = {}
    with ExitStack() as stack:
        workers = [(job, stack.enter_context(Worker())) for job in contestants]
        for job, worker in workers:
            worker.run(job.run, paths[:1])
        for _ in range(rounds):
            for path in paths:
                for job, worker in workers:
                    measured = worker.run(job.run, [path])
                    key = (job.name, path)
                    best[key] = min(best.get(key, measured), measured, key=lambda m: m.seconds)
                    least[key] = min(least.get(key, measured.cpu), measured.cpu)
    return {
        job.name: Pace(
            sum(best[job.name, path].value for path in paths),
            sum(best[job.name, path].seconds for path in paths),
            sum(least[job.name, path] for path in paths),
        )
        for job in contestants
    }


def speed(corpora: Mapping[str, Sequence[Path]], rounds: int) -> Iterator[Section]:
    """``corpora``: the files to time by the name to show; they are named "speed-1", "speed-2", ... in the document."""
    for number, (name, paths) in enumerate(corpora.items(), 1):
        paces = race(jobs.READING, paths, rounds)
        ours = paces[jobs.TABLES.name].per_second
        floors = (
            Floor(f"{name}: times pdfplumber's words", ours / paces[jobs.WORDS.name].per_second, WORDS_FLOOR),
            Floor(f"{name}: times camelot stream", ours / paces[jobs.CAMELOT.name].per_second, CAMELOT_FLOOR),
        )
        yield Section(f"speed-{number}", _reading(name, paces), floors)
    name, paths = next(iter(corpora.items()))
    paces = race(jobs.CONVERTING, paths, rounds)
    ratio = paces[jobs.PLUMBER_TABLES.name].seconds / paces[jobs.CONVERSION.name].seconds
    floor = Floor(f"{name}: conversion, times pdfplumber's tables", ratio, CONVERSION_FLOOR)
    yield Section("conversion", _converting(name, paces), (floor,))


def _reading(name: str, paces: Mapping[str, Pace]) -> str:
    limit, plumber = paces[jobs.LIMIT.name], paces[jobs.WORDS.name]
    ours = paces[jobs.TABLES.name]
    rows = [
        [
            job,
            f"{pace.per_second:.0f}",
            f"{pace.per_second / plumber.per_second:.1f}x",
            f"{ours.per_second / pace.per_second:.1f}x",
            f"{pace.per_second / limit.per_second:.0%}",
            f"{pace.pages / pace.cpu:.0f}",
        ]
        for job, pace in paces.items()
    ]
    head = [
        f"{name}, {ours.pages} pages",
        "pages/s",
        "of pdfplumber",
        "regnskab is",
        "of pdfium",
        "pages per CPU second",
    ]
    return table(head, rows)


def _converting(name: str, paces: Mapping[str, Pace]) -> str:
    slowest = max(pace.seconds for pace in paces.values())
    rows = [
        [job, f"{pace.seconds:.2f}", f"{pace.cpu:.2f}", f"{slowest / pace.seconds:.1f}x"] for job, pace in paces.items()
    ]
    pages = next(iter(paces.values())).pages
    return table([f"{name}, {pages} pages", "seconds", "CPU seconds", ""], rows)
