"""Feed damaged PDFs to the reader: tables or a clear error must come out, never a crash or a hang.

    python -m bench.robustness FOLDER_OR_PDF... [--seconds N | --count N] [--seed N] [--keep DIR]

Every PDF is read whole once, then damaged copies of all of them in turn until the time is up. A process of its own
reads; where it dies or takes longer than ``--limit`` seconds for a copy, that is a failure and a new one goes on.
Exit status 0: no failure; 1: some, each with a line that says how to make the copy again (``--keep`` writes them).
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from bench.corpus import pdfs_in
from bench.mutation import mutate

SOUND = -1  # the seed that stands for the undamaged file


class Outcome(NamedTuple):
    """``kind``: "tables", "error" (a clear one), or "exception", "crash", "hang" (failures)."""

    kind: str
    detail: str

    @property
    def failed(self) -> bool:
        return self.kind not in {"tables", "error"}


def made(path: Path, seed: int) -> tuple[str, bytes]:
    data = path.read_bytes()
    return ("sound", data) if seed == SOUND else mutate(data, seed)


def read(data: bytes) -> Outcome:
    from extract import open_document, read_layouts
    from regnskab.errors import RegnskabError

    found = 0
    try:
        with open_document(data) as document:
            # Page by page: an unreadable page must not keep the others from being read.
            for number in range(1, len(document) + 1):
                found += sum(len(layout.tables) for layout in read_layouts(document, [number]))
    except RegnskabError as error:
        return Outcome("error", str(error))
    except Exception:
        return Outcome("exception", traceback.format_exc())
    return Outcome("tables", str(found))


def serve(pipe: Connection) -> None:
    warnings.simplefilter("error")  # a warning is a failure too: a value went wrong and nobody looked
    while True:
        path, seed = pipe.recv()
        pipe.send(read(made(path, seed)[1]))


class Reader:
    """A process that reads, started anew after it died or hung."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def read(self, path: Path, seed: int) -> Outcome:
        self.pipe.send((path, seed))
        try:
            if self.pipe.poll(self.limit):
                outcome: Outcome = self.pipe.recv()
                return outcome
            outcome = Outcome("hang", f"no answer in {self.limit:g} s")
        except EOFError:
            self.process.join()
            outcome = Outcome("crash", f"the process ended with {self.process.exitcode}")
        self.close()
        self._start()
        return outcome

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def cases(paths: list[Path], seed: int) -> Iterator[tuple[Path, int]]:
    yield from ((path, SOUND) for path in paths)
    for number in count(seed * 1_000_000):
        yield paths[number % len(paths)], number


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int, help="so many damaged copies, whatever the time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=30)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(arguments)
    paths = pdfs_in(given.paths)
    if not paths:
        parser.error("no PDF there")
    reader, tally, failed, end = Reader(given.limit), Counter[str](), 0, time.monotonic() + given.seconds
    for number, (path, seed) in enumerate(cases(paths, given.seed)):
        if number >= len(paths) and (
            time.monotonic() > end if given.count is None else number >= len(paths) + given.count
        ):
            break
        outcome = reader.read(path, seed)
        tally[outcome.kind] += 1
        if outcome.failed:
            failed += 1
            report(path, seed, outcome, given.keep)
    reader.close()
    print(", ".join(f"{kind}: {n}" for kind, n in sorted(tally.items())))
    return int(failed > 0)


def report(path: Path, seed: int, outcome: Outcome, keep: Path | None) -> None:
    damage, data = made(path, seed)
    print(f"{outcome.kind}: {path}, seed {seed} ({damage})\n{outcome.detail}", flush=True)
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{path.stem}-{seed}-{outcome.kind}.pdf").write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
