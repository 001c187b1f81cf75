"""Floors of accuracy on reports that no rule was made for: invented ones in random styles, and real ones.

    python -m bench lab --seeds 1-40 --out DIR    make invented reports, convert and score them, hold them to FIXED
    python -m bench lab --today --out DIR         40 seeds that change with the date (UTC), held to FRESH
    python -m bench lab --real                    the annotated real documents, each set held to its own floors

The laboratory that invents and the real documents are in ``../shared`` (``--shared``). What the laboratory needs is in
an environment of its own, whose Python is given with ``--python``; ``regnskab`` is the one on PATH.
Exit status 0: every floor holds; 1: some are missed, or there is nothing to score.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus import ROOT
from bench.document import Floor

SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class LabFloors:
    """What a run over invented reports must reach: per cent, but for the last two, which are counts."""

    bodies: float  # tables whose every row is right, and no row too many
    grids: float  # the same, and what heads each column
    joined: float  # tables of which every fragment, and no other text, is in one table
    rows: float
    numbers: float
    false_tables: int  # at most
    refused: int = 2  # seeds that the laboratory itself refuses to draw, at most
    # A report that was drawn and has no table in the output is a lost one. None may be.

    def lowered(self, points: float, more_false: int) -> LabFloors:
        """The floors for reports that nobody has seen: so many points lower, so many more false tables."""
        return LabFloors(
            self.bodies - points,
            self.grids - points,
            self.joined - points,
            self.rows - points,
            self.numbers - points,
            self.false_tables + more_false,
            self.refused,
        )


@dataclass(frozen=True, slots=True)
class RealFloors:
    """What a set of real documents must reach: a share, and counts of tables; ``false`` is at most."""

    rows: float
    found: int
    grids: int
    bodies: int
    false: int


# One point below what was measured when they were set. Raise them when the measure rises for good.
FIXED: Final = LabFloors(bodies=91.0, grids=85.5, joined=95.5, rows=95.5, numbers=97.0, false_tables=3)
FRESH: Final = FIXED.lowered(3.0, more_false=5)
REAL: Final[Mapping[str, RealFloors]] = {
    "dk": RealFloors(rows=0.94, found=41, grids=15, bodies=16, false=1),
    "se": RealFloors(rows=0.94, found=22, grids=19, bodies=19, false=1),
}
SEEDS_A_DAY: Final = 40
FIRST_SEED: Final = 100_000  # far from the seeds that are scored while rules are made
FIRST_DAY: Final = datetime.date(2026, 1, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench lab", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--seeds", help="such as 1-40")
    what.add_argument("--today", action="store_true", help="the seeds of this day")
    what.add_argument("--real", action="store_true", help="the real documents")
    parser.add_argument("--out", type=Path, help="where reports and scores go")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the laboratory and the corpora")
    parser.add_argument("--python", default=sys.executable, help="the laboratory's Python")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args(arguments)
    if given.real:
        floors = [floor for name, least in REAL.items() for floor in real_floors(given.shared, name, least)]
    else:
        if given.out is None:
            parser.error("--out DIR is needed: that is where the reports go")
        seeds = seeds_of(datetime.datetime.now(datetime.UTC).date()) if given.today else given.seeds
        print(f"seeds {seeds}", flush=True)
        output = _lab(given.shared, given.python, seeds, given.out.resolve(), given.jobs)
        tables = results(given.out / "out" / "lab-score.json")
        floors = list(lab_floors(output, tables, FRESH if given.today else FIXED))
    print(*floors, sep="\n")
    return int(not all(floor.holds for floor in floors))


def seeds_of(day: datetime.date) -> str:
    """The seeds of a day, other ones each day."""
    first = FIRST_SEED + SEEDS_A_DAY * (day - FIRST_DAY).days
    return f"{first}-{first + SEEDS_A_DAY - 1}"


def _lab(shared: Path, python: str, seeds: str, out: Path, jobs: int) -> str:
    """What the laboratory prints while it makes reports, has them converted and scores them."""
    command = [python, "-B", "-m", "lab", "run", "--seeds", seeds, "-o", str(out), "--jobs", str(jobs)]
    done = subprocess.run(command, cwd=shared, capture_output=True, text=True, check=False)
    print("\n".join(line for line in done.stdout.splitlines() if not _is_made(line)), flush=True)
    if done.returncode:
        sys.exit(f"the laboratory ended with status {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


def _is_made(line: str) -> bool:
    """The line only says that a report was made."""
    return line.endswith(" s") and " cells checked, " in line


def results(path: Path) -> list[Mapping[str, object]]:
    """The laboratory's results, one a table."""
    found: list[Mapping[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def lab_floors(output: str, tables: Sequence[Mapping[str, object]], least: LabFloors) -> Iterator[Floor]:
    """The floors of a run: its figures by table, and what only its last lines say."""
    n = len(tables)
    yield Floor("bodies exact, %", _share(sum(bool(t["body"]) for t in tables), n), least.bodies)
    yield Floor("grids exact, %", _share(sum(bool(t["grid"]) for t in tables), n), least.grids)
    yield Floor("joined, %", _share(sum(bool(t["joined"]) for t in tables), n), least.joined)
    yield Floor("rows exact, %", _share(_sum(tables, "rows_exact"), _sum(tables, "rows")), least.rows)
    yield Floor("numbers right, %", _share(_sum(tables, "numbers_right"), _sum(tables, "numbers")), least.numbers)
    yield Floor("false tables", _said(r"^lab: .*false tables (\d+)$", output), least.false_tables, most=True)
    yield Floor("reports lost", _said(r"^reports without output (\d+)", output), 0, most=True)
    yield Floor("seeds that were not drawn", output.count(": REFUSED: "), least.refused, most=True)


def _sum(tables: Sequence[Mapping[str, object]], name: str) -> int:
    return sum(int(str(t[name])) for t in tables)


def _share(part: int, whole: int) -> float:
    """Per cent, 0 of nothing: what could not be scored has not passed."""
    return 100 * part / whole if whole else 0.0


def _said(pattern: str, output: str) -> float:
    """A figure of the laboratory's closing lines."""
    found = re.findall(pattern, output, re.MULTILINE)
    if not found:
        sys.exit(f"the laboratory does not say what matches {pattern!r}")
    return float(found[-1])


def real_floors(shared: Path, name: str, least: RealFloors) -> list[Floor]:
    """The floors of one set of real documents, from the last line that its scorer prints."""
    command = [sys.executable, str(shared / "tools" / "score_real.py"), str(shared / "corpus" / "real" / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the scorer of real documents ended with status {done.returncode}:\n{done.stderr[-3000:]}")
    print(done.stdout.strip(), flush=True)
    last = done.stdout.strip().splitlines()[-1]
    figures = re.search(r"found (\d+)/.* rows (\d+)/(\d+) .*grids exact (\d+)/\d+  body (\d+)/.*false (\d+)$", last)
    if figures is None:
        sys.exit(f"not what the scorer of real documents is known to print: {last}")
    found, right, rows, grids, bodies, false = map(int, figures.groups())
    return [
        Floor(f"real/{name} rows", right / max(rows, 1), least.rows),
        Floor(f"real/{name} found", found, least.found),
        Floor(f"real/{name} grids exact", grids, least.grids),
        Floor(f"real/{name} bodies exact", bodies, least.bodies),
        Floor(f"real/{name} false tables", false, least.false, most=True),
    ]


if __name__ == "__main__":
    sys.exit(main())
