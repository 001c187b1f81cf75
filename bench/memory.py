"""How frugal: the peak memory of a process that does one thing, with its imports; and that it does not grow."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import jobs
from bench.corpus import repeated
from bench.document import Floor, Section, table
from bench.worker import Measured, Worker

SHORT, LONG = 500, 5000  # pages
CONVERSION_MOST, READING_MOST = 200.0, 150.0  # MB
GROWTH_MOST = 1.1
FLAT_MOST = 1.25  # the long file's peak without the file itself, times the short one's


def memory(name: str, paths: Sequence[Path]) -> Iterator[Section]:
    peaks: dict[str, float] = {}
    for job in (*jobs.CONVERTING, *jobs.READING):
        with Worker() as worker:
            peaks[job.name] = worker.run(job.run, paths).peak
    rows = [[job, f"{peak:.0f}"] for job, peak in sorted(peaks.items(), key=lambda item: item[1])]
    floor = Floor(f"{name}: peak of the conversion, MB", peaks[jobs.CONVERSION.name], CONVERSION_MOST, most=True)
    yield Section("memory", table([name, "peak, MB"], rows), (floor,))


def linear(source: Path, rounds: int) -> Iterator[Section]:
    """The time for a page, and the peak, of a short and of a long file made of the same pages."""
    with tempfile.TemporaryDirectory() as folder:
        files = {n: repeated(source, n, Path(folder) / f"{n}.pdf") for n in (SHORT, LONG)}
        sizes = {n: path.stat().st_size / 1e6 for n, path in files.items()}
        best: dict[int, Measured] = {}
        peaks = dict.fromkeys(files, 0.0)
        for _ in range(rounds):
            for n, path in files.items():
                with Worker() as worker:  # a fresh process for each, so that its peak is its own
                    worker.run(jobs.TABLES.run, [source])
                    measured = worker.run(jobs.TABLES.run, [path])
                best[n] = min(best.get(n, measured), measured, key=lambda m: m.cpu)
                peaks[n] = max(peaks[n], measured.peak)
    rows = [[f"{n:,}", f"{sizes[n]:.0f}", f"{1000 * m.cpu / n:.2f}", f"{peaks[n]:.0f}"] for n, m in best.items()]
    head = ["pages", "file, MB", "ms per page", "peak, MB"]
    growth = (best[LONG].cpu / LONG) / (best[SHORT].cpu / SHORT)
    held = (peaks[LONG] - sizes[LONG]) / (peaks[SHORT] - sizes[SHORT])
    floors = (
        Floor(f"peak at {LONG} pages without the file, times that at {SHORT}", held, FLAT_MOST, most=True),
        Floor(f"peak at {LONG} pages, MB", peaks[LONG], READING_MOST, most=True),
        Floor(f"time for a page at {LONG} pages, times that at {SHORT}", growth, GROWTH_MOST, most=True),
    )
    yield Section("linear", table(head, rows), floors)
