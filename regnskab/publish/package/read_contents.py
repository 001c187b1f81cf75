"""An output folder, read once into memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from regnskab.errors import OutputError
from regnskab.phrases import visible
from regnskab.publish.package.contents import Contents, DatasetFile, Edition, Everything, Owner, Span
from regnskab.publish.package.spanning import outdated, printed
from regnskab.store.manifest import Entry, read_manifest
from regnskab.store.parquet import encode
from schemas.contract.model import Dataset
from schemas.datasets import DATASETS, EVERY, SPANNING


def read_contents(out: Path) -> Contents:
    """Everything in the folder. Raises OutputError where it holds no report, a file is not what the manifest
    says, or a dataset over reports was made of others than are there.
    """
    entries = read_manifest(out)
    if not entries:
        raise OutputError("holds no converted report", source=out, remedy="convert one into it first")
    editions = tuple(_edition(out, entry) for entry in sorted(entries, key=lambda entry: entry.report_id))
    spans = tuple(sorted(_spans(out, editions), key=lambda span: span.name))
    return Contents(editions, spans, Everything(editions, tuple(_together([*editions, *spans]))))


def _together(owners: Sequence[Owner]) -> Iterator[DatasetFile]:
    """Give each dataset with the rows of all its owners, in their order."""
    for name, dataset in EVERY.items():
        tables = [piece.table for owner in owners for piece in owner.pieces if piece.name == name]
        if tables:
            table = pa.concat_tables(tables).unify_dictionaries()
            yield DatasetFile(dataset, f"{name}.parquet", encode(table, ()).to_pybytes(), table)


def _edition(out: Path, entry: Entry) -> Edition:
    pieces = tuple(_pieces(out, entry))
    sources = next((piece.table for piece in pieces if piece.name == "sources"), None)
    row = sources.to_pylist()[0] if sources is not None and sources.num_rows else {}
    return Edition(
        report_id=entry.report_id,
        municipality=row.get("municipality"),
        municipality_code=row.get("municipality_code"),
        fiscal_year=row.get("fiscal_year"),
        pdf=visible(entry.source.name),
        pdf_sha256=entry.source.sha256,
        pdf_size=entry.source.size,
        pages=entry.source.pages,
        contract_version=entry.contract_version,
        pieces=pieces,
        finished=entry.finished,
    )


def _pieces(out: Path, entry: Entry) -> Iterator[DatasetFile]:
    files = {file.path.partition("/")[0]: file for file in entry.files}
    strangers = sorted(set(files) - set(DATASETS))
    if strangers:
        raise _stale(out / files[strangers[0]].path, f"holds {strangers[0]}, which this version does not know")
    for name, dataset in DATASETS.items():
        if name not in files:
            continue
        file = files[name]
        data = _read(out / file.path)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise _stale(out / file.path, "is not the file that the manifest describes")
        yield DatasetFile(dataset, file.path, data, _table(out / file.path, data, dataset))


def _spans(out: Path, editions: Sequence[Edition]) -> Iterator[Span]:
    members: dict[str, list[Edition]] = {}
    for edition in sorted(editions, key=lambda one: (one.fiscal_year or 0, one.report_id)):
        if edition.known:
            members.setdefault(str(edition.municipality), []).append(edition)
    for municipality, theirs in sorted(members.items()):
        span = Span(municipality, theirs[-1].municipality_code, tuple(theirs), ())
        pieces = tuple(_spanning(out, span))
        if pieces:
            yield Span(municipality, span.municipality_code, span.editions, pieces)


def _spanning(out: Path, span: Span) -> Iterator[DatasetFile]:
    for name, dataset in SPANNING.items():
        path = f"{name}/{span.name}.parquet"
        if not (out / path).is_file():
            continue
        data = _read(out / path)
        table = _table(out / path, data, dataset)
        reports = [{piece.name: piece.table for piece in edition.pieces} for edition in span.editions]
        if outdated(table, map(printed, reports)):
            raise _stale(out / path, "was made of other reports than are here", f"run: regnskab {name} {out}")
        yield DatasetFile(dataset, path, data, table)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _stale(path, f"cannot be read ({error.strerror})") from error


def _table(path: Path, data: bytes, dataset: Dataset) -> pa.Table:
    try:
        table = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
    except pa.ArrowException as error:
        raise _stale(path, f"cannot be read ({str(error).splitlines()[0]})") from error
    if not table.schema.equals(dataset.schema):
        raise _stale(path, f"has other columns than {dataset.name} of this version")
    return pa.Table.from_arrays(table.columns, schema=dataset.schema)


def _stale(path: Path, problem: str, remedy: str = "convert the report again") -> OutputError:
    return OutputError(problem, source=path, remedy=remedy)
