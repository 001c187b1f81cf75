"""Whether ``datapackage.json`` and ``dcat.jsonld`` say what is true of the files beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from regnskab.publish.describe.datapackage import NAME
from regnskab.publish.describe.dcat import JSON_LD
from regnskab.publish.describe.tableschema import table_schema
from regnskab.publish.describe.truth import Fact, untrue
from regnskab.publish.formats.csv_file import decode_csv
from regnskab.publish.package.files import CSV_FOLDER, MEDIA
from regnskab.publish.package.spanning import FileProblem
from regnskab.query.plain_cells import as_texts, flat
from regnskab.store.checksums import is_inside, sha256_of
from regnskab.store.manifest import SUMS, Entry
from schemas.datasets import EVERY, SPANNING

Found = tuple[bool, list[FileProblem]]


def described_problems(folder: Path, sums: Mapping[str, str], entries: tuple[Entry, ...]) -> Found:
    """Whether the folder is a published package (its checksums say so), and what is wrong with it as one."""
    if NAME not in sums:
        return False, []
    if not (folder / NAME).is_file():
        return True, []  # that it is missing is said already
    try:
        resources = json.loads((folder / NAME).read_text(encoding="utf-8"))["resources"]
        by_path = {str(resource["path"]): dict(resource) for resource in resources}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return True, [FileProblem(NAME, f"is no Data Package ({error})")]
    problems = [problem for path, resource in by_path.items() for problem in _resource_problems(folder, path, resource)]
    problems += [FileProblem(JSON_LD, f"is not in {SUMS}: publish again")] if JSON_LD not in sums else []
    spanning = [path for path in sums if path.partition("/")[0] in SPANNING]
    for path in (*(file.path for entry in entries for file in entry.files), *spanning):
        if path not in by_path:
            problems.append(FileProblem(path, f"is not in {NAME}: publish again"))
    for path, resource in by_path.items():
        problems += _table_problems(folder, path, resource, by_path)
    problems += _gathered_problems(folder, by_path)
    return True, problems + list(_catalogue_problems(folder, by_path))


def _resource_problems(folder: Path, path: str, resource: Mapping[str, Any]) -> Iterator[FileProblem]:
    if not is_inside(path):
        yield FileProblem(path, f"{NAME} leads out of the folder")
        return
    try:
        size, found = (folder / path).stat().st_size, sha256_of(folder / path)
    except OSError as error:
        yield FileProblem(path, f"cannot be read ({error.strerror}), though {NAME} lists it")
        return
    if resource.get("bytes") != size:
        yield FileProblem(path, f"has {size} bytes, {NAME} says {resource.get('bytes')}")
    if resource.get("hash") != f"sha256:{found}":
        yield FileProblem(path, f"its SHA-256 is {found[:12]}…, {NAME} says {str(resource.get('hash'))[7:19]}…")


def _table_problems(
    folder: Path, path: str, resource: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]
) -> Iterator[FileProblem]:
    """Compare a CSV file with the Parquet file that holds the same rows, cell by cell."""
    if not path.endswith(".csv") or not is_inside(path):
        return
    twin = path.removeprefix(f"{CSV_FOLDER}/").removesuffix(".csv") + ".parquet"
    name = PurePosixPath(twin).parts[0].removesuffix(".parquet")
    if name not in EVERY:
        return
    tables = [str(other.get("name")) for other in known.values() if other.get("type") == "table"]
    if resource.get("type") == "table" and resource.get("schema") != json.loads(
        json.dumps(table_schema(EVERY[name], tables))
    ):
        yield FileProblem(path, f"{NAME} describes other columns than {name} has by the contract")
    try:
        expected = as_texts(flat(pq.ParquetFile(folder / twin).read(use_threads=False)))
        found = decode_csv((folder / path).read_bytes())
    except (OSError, pa.ArrowException) as error:
        yield FileProblem(path, f"cannot be compared with {twin} ({str(error).splitlines()[0]})")
        return
    if found.column_names != expected.column_names:
        yield FileProblem(path, f"its columns are not those of {twin}: {_first_other(expected, found)}")
    elif found.num_rows != expected.num_rows:
        yield FileProblem(path, f"has {found.num_rows} rows, {twin} has {expected.num_rows}")
    else:
        for column in expected.column_names:
            if not found[column].combine_chunks().equals(expected[column].combine_chunks()):
                yield FileProblem(path, f"column {column} differs from {twin}")


def _first_other(expected: pa.Table, found: pa.Table) -> str:
    strangers = [name for name in found.column_names if name not in expected.column_names]
    missing = [name for name in expected.column_names if name not in found.column_names]
    return ", ".join([*(f"{name} is unknown" for name in strangers), *(f"{name} is missing" for name in missing)])


def _gathered_problems(folder: Path, resources: Mapping[str, Any]) -> Iterator[FileProblem]:
    """Compare each Parquet file over all reports with the files of the reports."""
    for name in EVERY:
        path = f"{name}.parquet"
        if path not in resources:
            continue
        parts = [part for part in resources if part.startswith(f"{name}/") and part.endswith(".parquet")]
        parts.sort(key=lambda part: PurePosixPath(part).stem)
        try:
            whole = pq.ParquetFile(folder / path).read(use_threads=False)
            tables = [pq.ParquetFile(folder / part).read(use_threads=False) for part in parts]
            same = whole.equals(pa.concat_tables(tables).unify_dictionaries())
        except (OSError, pa.ArrowException) as error:
            yield FileProblem(path, f"cannot be compared with the reports' files ({str(error).splitlines()[0]})")
            continue
        if not same:
            yield FileProblem(path, f"does not hold the rows of {name}/*.parquet")


def _catalogue_problems(folder: Path, resources: Mapping[str, Mapping[str, Any]]) -> Iterator[FileProblem]:
    facts = {
        path: Fact(
            str(resource.get("format")),
            MEDIA.get(str(resource.get("format")), ""),
            int(resource.get("bytes", 0)),
            str(resource.get("hash")).removeprefix("sha256:"),
        )
        for path, resource in resources.items()
    }
    try:
        yield from (
            FileProblem(path, f"{JSON_LD}: {says}")
            for path, says in untrue((folder / JSON_LD).read_text(encoding="utf-8"), facts)
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield FileProblem(JSON_LD, f"is no catalogue ({error})")
