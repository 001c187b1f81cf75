"""Measure regnskab beside other tools, on one machine and in one run: how right, how fast, how frugal.

    python -m bench                               everything, into docs/benchmarks.md
    python -m bench accuracy                      one part: accuracy, speed, memory, linear or profile
    python -m bench speed memory report.pdf       of files of your own: printed, not written
    python -m bench fit --lab DIR                 no measure: the weights of what speaks for a table
    python -m bench same                          no measure: whether known reports still give the very same files
    python -m bench coverage [PDF or folder ...]  no measure: whether every word of a page is read, and once
    python -m bench statements --lab DIR          floors on what statements are read as in what lab drew
    python -m bench lab --seeds 1-40 --out DIR    floors on reports that no rule was made for (also --today, --real)

The other tools come with pip install -e '.[bench]' (tabula needs Java); PyMuPDF (AGPL) joins in where it is installed.
Exit status 0: every floor holds; 1: some are missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from bench.accuracy import accuracy
from bench.corpus import ROOT, SAMPLE, pdfs_in
from bench.coverage import main as coverage
from bench.document import Section, update
from bench.fit import main as fit
from bench.lab import main as lab
from bench.memory import linear, memory
from bench.same import main as same
from bench.speed import speed
from bench.stages import profile
from bench.statements import main as statements

PARTS = ("accuracy", "speed", "memory", "linear", "profile")
ICDAR = ROOT.parent / "shared" / "corpus" / "icdar-2013"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
# What has arguments of its own.
COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "same": same,
    "lab": lab,
    "statements": statements,
    "fit": fit,
    "coverage": coverage,
}
PACKAGES = (
    "pypdfium2",
    "numpy",
    "pyarrow",
    "camelot-py",
    "img2table",
    "liteparse",
    "pdfplumber",
    "tabula-py",
    "pymupdf",
)


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "what", nargs="*", help="parts to measure (default: all), and PDFs or folders in place of the sample"
    )
    parser.add_argument("--icdar", type=Path, default=ICDAR, help="folder of ICDAR-2013 (PDF and *-str.xml)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is timed (default: 7)")
    parser.add_argument("--no-write", action="store_true", help="print only")
    given = parser.parse_args(arguments)
    parts = [part for part in PARTS if part in given.what] or list(PARTS)
    own = [Path(name) for name in given.what if name not in PARTS]
    for path in own:
        if not path.exists():
            parser.error(f"{path}: neither a part ({', '.join(PARTS)}) nor a file or folder")
    if not given.icdar.is_dir() and "accuracy" in parts:
        parser.error(f"{given.icdar}: no such folder; give that of ICDAR-2013 with --icdar")
    sections = []
    for section in measure(parts, own, given.icdar, given.rounds):
        print(f"\n{section.text}\n", *section.floors, sep="\n", flush=True)
        sections.append(section)
    if not own and not given.no_write:
        update(DOCUMENT, sections)
    return int(not all(floor.holds for section in sections for floor in section.floors))


def measure(parts: Sequence[str], own: Sequence[Path], icdar: Path, rounds: int) -> Iterator[Section]:
    sample = pdfs_in(own) if own else [SAMPLE]
    corpora: Mapping[str, Sequence[Path]] = {"your files" if own else "sample report": sample}
    if not own and icdar.is_dir():
        corpora = {**corpora, "ICDAR-2013": pdfs_in([icdar])}
    yield Section("versions", versions())
    if "accuracy" in parts:
        yield from accuracy(icdar)
    if "speed" in parts:
        yield from speed(corpora, rounds)
    if "memory" in parts:
        yield from memory(*next(iter(corpora.items())))
    if "linear" in parts:
        yield from linear(sample[0], min(rounds, 3))
    if "profile" in parts:
        yield from profile(corpora, rounds)


def versions() -> str:
    known = {name: _version(name) for name in PACKAGES}
    tools = ", ".join(f"{name} {version}" for name, version in known.items() if version)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return f"{machine}; Python {platform.python_version()}, {tools}."


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
