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

    def times(self, other: Pace) -> float:
        """How many times as fast as the other, by the processor's clock.

        By the wall's, other programs on the machine slow long jobs more than short ones, which find a quiet moment:
        that would flatter the fast.
        """
        return other.cpu / self.cpu

    def surely(self, other: Pace) -> float:
        """The same by the clock that is less kind to this one."""
        return min(self.times(other), other.seconds / self.seconds)


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
    """``corpora``: the files to time by the name to show; they are "speed-1", "speed-2", ... in the document."""
    for number, (name, paths) in enumerate(corpora.items(), 1):
        paces = race(jobs.READING, paths, rounds)
        ours = paces[jobs.TABLES.name]
        floors = (
            Floor(f"{name}: times pdfplumber's words", ours.surely(paces[jobs.WORDS.name]), WORDS_FLOOR),
            Floor(f"{name}: times camelot stream", ours.surely(paces[jobs.CAMELOT.name]), CAMELOT_FLOOR),
        )
        yield Section(f"speed-{number}", _reading(name, paces), floors)
    name, paths = next(iter(corpora.items()))
    paces = race(jobs.CONVERTING, paths, rounds)
    ratio = paces[jobs.CONVERSION.name].surely(paces[jobs.PLUMBER_TABLES.name])
    floor = Floor(f"{name}: conversion, times pdfplumber's tables", ratio, CONVERSION_FLOOR)
    yield Section("conversion", _converting(name, paces), (floor,))


def _reading(name: str, paces: Mapping[str, Pace]) -> str:
    limit, plumber, ours = (paces[job.name] for job in (jobs.LIMIT, jobs.WORDS, jobs.TABLES))
    rows = [
        [
            job,
            f"{pace.pages / pace.cpu:.0f}",
            f"{pace.times(plumber):.1f}x",
            f"{ours.times(pace):.1f}x",
            f"{pace.times(limit):.0%}",
            f"{pace.pages / pace.seconds:.0f}",
        ]
        for job, pace in paces.items()
    ]
    head = [
        f"{name}, {ours.pages} pages",
        "pages/s",
        "of pdfplumber",
        "regnskab is",
        "of pdfium",
        "pages/s, wall clock",
    ]
    return table(head, rows)


def _converting(name: str, paces: Mapping[str, Pace]) -> str:
    plumber = paces[jobs.PLUMBER_TABLES.name]
    rows = [
        [job, f"{pace.cpu:.2f}", f"{pace.times(plumber):.1f}x", f"{pace.seconds:.2f}"] for job, pace in paces.items()
    ]
    return table([f"{name}, {plumber.pages} pages", "seconds", "", "seconds, wall clock"], rows)
