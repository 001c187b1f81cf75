"""Whether a folder holds what it says it does: our own verifier, which needs nothing but Arrow.

Each kind of harm is looked for by itself, so that it is named and not only noticed: a byte flipped, a column renamed,
a type changed, a row dropped, a checksum that is wrong, a CSV file that differs from its Parquet file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from regnskab.manifest import MANIFEST, SUMS, Entry, read_manifest
from regnskab.publish.checksums import is_inside, read_sums, sha256_of
from regnskab.publish.descriptor import described_problems
from regnskab.publish.files import CSV_FOLDER, EXCEL_FOLDER
from regnskab.publish.problems import Problem
from schemas.contract import CONTRACT_VERSION, Dataset
from schemas.datasets import DATASETS
from schemas.references import dangling
from schemas.validate import dataset_problems


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: problems, by path, and how much was looked at."""

    problems: tuple[Problem, ...]
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
    for entry in entries:
        problems += _report_problems(folder, entry)
    described, more = described_problems(folder, sums, entries)
    unique = dict.fromkeys([*problems, *more])
    return Verdict(tuple(sorted(unique)), len(sums), len(entries), described)


def _sum_problems(folder: Path, sums: dict[str, str]) -> Iterator[Problem]:
    for path, expected in sums.items():
        try:
            found = sha256_of(folder / path)
        except FileNotFoundError:
            yield Problem(path, f"is missing, though {SUMS} lists it")
        except OSError as error:
            yield Problem(path, f"cannot be read ({error.strerror})")
        else:
            if found != expected:
                yield Problem(path, f"its SHA-256 is {found[:12]}…, {SUMS} says {expected[:12]}…")


def _unlisted(folder: Path, sums: dict[str, str]) -> Iterator[Problem]:
    patterns = [f"{name}/*.parquet" for name in DATASETS] + [f"{CSV_FOLDER}/*/*", f"{EXCEL_FOLDER}/*"]
    for pattern in patterns:
        for path in folder.glob(pattern):
            name = path.relative_to(folder).as_posix()
            if name not in sums:
                yield Problem(name, f"is not listed in {SUMS}")
    if MANIFEST not in sums:
        yield Problem(MANIFEST, f"is not listed in {SUMS}")


def _manifest_problems(entries: tuple[Entry, ...], sums: dict[str, str]) -> Iterator[Problem]:
    for entry in entries:
        for file in entry.files:
            if file.path not in sums:
                yield Problem(file.path, f"is in {MANIFEST}, but not in {SUMS}")
            elif sums[file.path] != file.sha256:
                yield Problem(file.path, f"{SUMS} and {MANIFEST} give different SHA-256 for it")


def _report_problems(folder: Path, entry: Entry) -> Iterator[Problem]:
    tables: dict[str, pa.Table] = {}
    sound = True
    for file in entry.files:
        name = file.path.partition("/")[0]
        if name not in DATASETS or not is_inside(file.path):
            yield Problem(file.path, "is of no dataset that this version knows")
            continue
        try:
            table = pq.ParquetFile(folder / file.path).read(use_threads=False)
        except (OSError, pa.ArrowException) as error:
            sound = False
            yield Problem(file.path, f"cannot be read as Parquet ({str(error).splitlines()[0]})")
            continue
        if table.num_rows != file.rows:
            yield Problem(file.path, f"has {table.num_rows} rows, {MANIFEST} says {file.rows}")
        dataset, table = fitting(DATASETS[name], table)
        broken = list(dataset_problems(dataset, table))
        yield from (Problem(file.path, text.removeprefix(f"{name}: ")) for text in broken)
        sound = sound and not broken
        tables[name] = table
    if sound and set(DATASETS) <= set(tables):
        yield from (Problem(entry.report_id, text) for text in dangling(tables))


def fitting(dataset: Dataset, table: pa.Table) -> tuple[Dataset, pa.Table]:
    """Return the dataset as the contract's version that the file states knows it, and the table under its schema.

    Descriptions may be worded anew in any version, and a minor one adds columns: neither is harm. Of a file of another
    version the columns that both know are tested; of one of this version, all.
    """
    stated = (table.schema.metadata or {}).get(b"contract_version", b"").decode()
    major = CONTRACT_VERSION.partition(".")[0]
    if stated != CONTRACT_VERSION and stated.partition(".")[0] == major:
        common = [column for column in dataset.columns if column.name in table.column_names]
        dataset = replace(dataset, columns=tuple(common), rules=())
        table = table.select([column.name for column in common])
    if table.schema.equals(dataset.schema):
        return dataset, pa.Table.from_arrays(table.columns, schema=dataset.schema)
    return dataset, table
