"""Whether the reports with known answers still give the very same files.

    python -m bench same                          compare with what is recorded, print what differs
    python -m bench same --record                 record what the files are now, after a change that was meant

The SHA-256 of every Parquet file is compared as it stands. Nothing in the files depends on where code lives: they name
the tool's version and the contract's, both plain constants, and no hash of code (that stands in ``manifest.jsonl``,
which is not compared). Another version of pyarrow may write other bytes, so its version is recorded with them.
Exit status 0: all files are the same; 1: some are not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import regnskab
from bench.corpus import ROOT, SAMPLE

RECORD = Path(__file__).with_suffix(".json")
CORPUS = ROOT.parent / "shared" / "corpus"
REPORTS = {
    name: CORPUS / name / "report.pdf"
    for name in (
        "ballerup-2023",
        "ballerup-2024",
        "ballerup-2024-awkward",
        "ballerup-2024-borderless",
        "ballerup-2024-grid",
    )
} | {"sample": SAMPLE}
WRITERS = ("pyarrow",)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench same", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--record", action="store_true", help="record what the files are now")
    given = parser.parse_args(arguments)
    missing = [path for path in REPORTS.values() if not path.is_file()]
    if missing:
        parser.error(f"{missing[0]}: no such file; the reports with known answers are needed")
    now = {f"{name}/{path}": digest for name, pdf in REPORTS.items() for path, digest in files_of(pdf).items()}
    writers = {name: metadata.version(name) for name in WRITERS}
    if given.record:
        text = json.dumps({"written_by": writers, "sha256": now}, indent=1, sort_keys=True)
        RECORD.write_text(text + "\n", encoding="utf-8")
        print(f"{len(now)} files of {len(REPORTS)} reports recorded in {RECORD.relative_to(ROOT)}")
        return 0
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    found = list(differences(recorded["sha256"], now))
    if found and recorded["written_by"] != writers:
        print(f"recorded with {recorded['written_by']}, written now with {writers}: that alone may change every file")
    print(*found, f"{len(now)} files of {len(REPORTS)} reports, {len(found)} differ", sep="\n")
    return int(bool(found))


def files_of(pdf: Path) -> Mapping[str, str]:
    """The SHA-256 of every file that a report becomes, by its path below the output folder."""
    with tempfile.TemporaryDirectory() as folder:
        written = regnskab.convert(pdf).write(folder)
        return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in written}


def differences(recorded: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Every file that is not as it was, is new or is gone, a line each."""
    for path in sorted({*recorded, *now}):
        if path not in now:
            yield f"gone:    {path}"
        elif path not in recorded:
            yield f"new:     {path}"
        elif recorded[path] != now[path]:
            yield f"changed: {path}"


if __name__ == "__main__":
    sys.exit(main())
