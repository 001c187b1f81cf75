"""The dataset ``lines``: a file per municipality, made of all its reports in the output folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from normalize.danish.text import slug
from regnskab.errors import ContractError, OutputError
from regnskab.store.checksums import store_sums
from regnskab.store.manifest import MANIFEST, SUMS, read_state
from regnskab.store.parquet import encode
from regnskab.store.staging import exclusive, publish
from regnskab.years.identity import LineIdentity
from regnskab.years.printed_lines import MunicipalityReports
from schemas.contract.arrays import build
from schemas.contract.order import sort_by
from schemas.datasets import SPANNING
from schemas.validate import dataset_problems

LINES = SPANNING["lines"]


def lines_table(municipality: MunicipalityReports, identities: Sequence[LineIdentity]) -> pa.Table:
    """The dataset's rows for one municipality, by ``line_id``. Raises ContractError where they break it."""
    columns: dict[str, list[Any]] = {
        "line_id": [one.line_id for one in identities],
        "municipality": [municipality.name] * len(identities),
        "municipality_code": [municipality.code] * len(identities),
        "kind": [one.line.kind for one in identities],
        "level": [one.line.level for one in identities],
        "committee": [one.line.committee for one in identities],
        "appropriation_code": [one.line.appropriation_code for one in identities],
        "service_frame": [one.line.frame for one in identities],
        "project_code": [one.line.project_code for one in identities],
        "wording": [one.line.wording for one in identities],
        "wordings": [one.wordings for one in identities],
        "first_year": [one.places[0].line.year for one in identities],
        "last_year": [one.line.year for one in identities],
        "score": [one.score for one in identities],
        "places": [_places(one) for one in identities],
    }
    arrays = [build(column.type, columns[column.name], column.vocabulary) for column in LINES.columns]
    table = sort_by(pa.Table.from_arrays(arrays, schema=LINES.schema), LINES.key)
    problems = list(dataset_problems(LINES, table))
    if problems:
        raise ContractError(f"the rows break the data contract: {problems[0]}", remedy="nothing was written")
    return table


def write_lines(out: Path, municipality: MunicipalityReports, table: pa.Table) -> Path:
    """Write ``OUT/lines/<municipality>.parquet`` and its checksum, both or neither; the same rows give the same bytes.

    Raises OutputError.
    """
    path = f"{LINES.name}/{slug(municipality.name)}.parquet"
    content = encode(table, LINES.key).to_pybytes()
    try:
        with exclusive(out):
            if not _is_there(out, path, content):
                publish(out, {path: content} | _sums(out, path, content))
    except OSError as error:
        remedy = "check the folder's permissions and the disk"
        raise OutputError(f"cannot be written ({error.strerror or error})", source=out / path, remedy=remedy) from error
    return out / path


def _is_there(out: Path, path: str, content: bytes) -> bool:
    """Whether the same file is there, with its checksum: then a package that holds it stays what it is."""
    if not (out / path).is_file() or (out / path).read_bytes() != content:
        return False
    line = f"{hashlib.sha256(content).hexdigest()}  {path}".encode()
    return (out / SUMS).is_file() and line in (out / SUMS).read_bytes().splitlines()


def _sums(out: Path, path: str, content: bytes) -> dict[str, bytes]:
    """The folder's checksums with the new file's, where it has a manifest."""
    if not (out / MANIFEST).is_file():
        return {}
    return {SUMS: store_sums(out, read_state(out), (out / MANIFEST).read_bytes(), {path: content})}


def _places(identity: LineIdentity) -> list[tuple[object, ...]]:
    return [
        (p.line.report_id, p.line.year, p.line.table_id, p.line.row, p.line.wording, p.matched, p.score)
        for p in identity.places
    ]
