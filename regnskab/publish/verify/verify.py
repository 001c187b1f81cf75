"""Whether a folder holds what it says it does: our own verifier, which needs nothing but Arrow.

Each kind of harm is looked for by itself, so that it is named and not only noticed: a byte flipped, a column renamed,
a type changed, a row dropped, a checksum that is wrong, a CSV file that differs from its Parquet file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from regnskab.publish.describe.datapackage import NAME
from regnskab.publish.package.files import CSV_FOLDER, EXCEL_FOLDER, LATEST
from regnskab.publish.package.spanning import FileProblem, Place, municipality_of, printed, spanning_problems
from regnskab.publish.verify.descriptions import described_problems
from regnskab.store.checksums import is_inside, read_sums, sha256_of
from regnskab.store.manifest import MANIFEST, SUMS, Entry, read_manifest
from schemas.contract.versions import fitting
from schemas.datasets import DATASETS, SPANNING
from schemas.references import dangling
from schemas.validate import dataset_problems


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: problems, by path, what is no harm but is to be known, and how much was looked at."""

    problems: tuple[FileProblem, ...]
    notes: tuple[str, ...]
    files: int
    reports: int
    described: bool


def verify(folder: Path) -> Verdict:
    """Verify every file of a converted or published folder against its checksums, the manifest and the contract,
    and, where it is published, against ``datapackage.json`` and ``dcat.jsonld``.

    Raises OutputError where ``SHA256SUMS`` or the manifest cannot be read.
    """
    sums = read_sums(folder)
    entries = read_manifest(folder)
    problems = [*_sum_problems(folder, sums), *_unlisted(folder, sums), *_manifest_problems(entries, sums)]
    lines: dict[str, list[set[Place]]] = {}
    whole = True
    for entry in entries:
        tables, broken = _report(folder, entry)
        problems += broken
        known = municipality_of(tables)
        whole = whole and bool(tables)
        if known is not None:
            lines.setdefault(known, []).append(printed(tables))
    described, more = described_problems(folder, sums, entries)
    broken, outdated = spanning_problems(folder, sums, lines if whole else None)
    notes = [] if described else [str(problem) for problem in outdated]
    if not described and (folder / NAME).is_file():
        notes.append(f"{NAME} and what belongs to it are not in {SUMS}: they were published before the last change")
    unique = dict.fromkeys([*problems, *more, *broken, *(outdated if described else ())])
    return Verdict(tuple(sorted(unique)), tuple(notes), len(sums), len(entries), described)


def _sum_problems(folder: Path, sums: dict[str, str]) -> Iterator[FileProblem]:
    for path, expected in sums.items():
        try:
            found = sha256_of(folder / path)
        except FileNotFoundError:
            yield FileProblem(path, f"is missing, though {SUMS} lists it")
        except OSError as error:
            yield FileProblem(path, f"cannot be read ({error.strerror})")
        else:
            if found != expected:
                yield FileProblem(path, f"its SHA-256 is {found[:12]}…, {SUMS} says {expected[:12]}…")


def _unlisted(folder: Path, sums: dict[str, str]) -> Iterator[FileProblem]:
    patterns = [f"{name}/*.parquet" for name in (*DATASETS, *SPANNING)]
    if NAME in sums:
        patterns += [f"{CSV_FOLDER}/*/*", f"{EXCEL_FOLDER}/*", f"{LATEST}/*", f"{LATEST}/*/*", "*.parquet", "*.csv"]
    for pattern in patterns:
        for path in folder.glob(pattern):
            if path.is_dir():
                continue
            name = path.relative_to(folder).as_posix()
            if name not in sums:
                yield FileProblem(name, f"is not listed in {SUMS}")
    if MANIFEST not in sums:
        yield FileProblem(MANIFEST, f"is not listed in {SUMS}")


def _manifest_problems(entries: tuple[Entry, ...], sums: dict[str, str]) -> Iterator[FileProblem]:
    for entry in entries:
        for file in entry.files:
            if file.path not in sums:
                yield FileProblem(file.path, f"is in {MANIFEST}, but not in {SUMS}")
            elif sums[file.path] != file.sha256:
                yield FileProblem(file.path, f"{SUMS} and {MANIFEST} give different SHA-256 for it")


def _report(folder: Path, entry: Entry) -> tuple[dict[str, pa.Table], list[FileProblem]]:
    """A report's datasets, as far as they can be read, and what is wrong with them."""
    tables: dict[str, pa.Table] = {}
    problems: list[FileProblem] = []
    sound = True
    for file in entry.files:
        name = file.path.partition("/")[0]
        if name not in DATASETS or not is_inside(file.path):
            problems.append(FileProblem(file.path, "is of no dataset that this version knows"))
            continue
        try:
            table = pq.ParquetFile(folder / file.path).read(use_threads=False)
        except (OSError, pa.ArrowException) as error:
            sound = False
            problems.append(FileProblem(file.path, f"cannot be read as Parquet ({str(error).splitlines()[0]})"))
            continue
        if table.num_rows != file.rows:
            problems.append(FileProblem(file.path, f"has {table.num_rows} rows, {MANIFEST} says {file.rows}"))
        dataset, table = fitting(DATASETS[name], table)
        broken = list(dataset_problems(dataset, table))
        problems += (FileProblem(file.path, text.removeprefix(f"{name}: ")) for text in broken)
        sound = sound and not broken
        tables[name] = table
    if sound and set(DATASETS) <= set(tables):
        problems += (FileProblem(entry.report_id, text) for text in dangling(tables))
    return tables if sound else {}, problems
