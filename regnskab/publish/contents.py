"""What lies in an output folder, read once: its reports, and each one's datasets as Arrow tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from regnskab.errors import OutputError
from regnskab.manifest import Entry, read_manifest
from schemas.contract import Dataset
from schemas.datasets import DATASETS


@dataclass(frozen=True, slots=True)
class Piece:
    """A dataset of one report: the bytes of its Parquet file, below the folder at ``path``, and the rows in it."""

    dataset: Dataset
    report_id: str
    path: str
    data: bytes
    table: pa.Table

    @property
    def name(self) -> str:
        return self.dataset.name


@dataclass(frozen=True, slots=True)
class Edition:
    """One report: who published it, which year it is for, the PDF that it was read from, and its datasets."""

    report_id: str
    municipality: str | None
    municipality_code: str | None
    fiscal_year: int | None
    pdf: str
    pdf_sha256: str
    pdf_size: int
    pages: int
    contract_version: str
    pieces: tuple[Piece, ...]

    @property
    def title_da(self) -> str:
        return f"Regnskab {self.fiscal_year}, {self.municipality} Kommune" if self.known else f"Regnskab: {self.pdf}"

    @property
    def title_en(self) -> str:
        if not self.known:
            return f"Accounts: {self.pdf}"
        return f"Accounts {self.fiscal_year}, {self.municipality} Municipality"

    @property
    def known(self) -> bool:
        return bool(self.municipality and self.fiscal_year)


def read_contents(out: Path) -> tuple[Edition, ...]:
    """Return every report of the folder, by id. Raises OutputError where it holds none, or a file is not what the
    manifest says.
    """
    entries = read_manifest(out)
    if not entries:
        raise OutputError("holds no converted report", source=out, remedy="convert one into it first")
    return tuple(_edition(out, entry) for entry in entries)


def _edition(out: Path, entry: Entry) -> Edition:
    pieces = tuple(_pieces(out, entry))
    sources = next((piece.table for piece in pieces if piece.name == "sources"), None)
    row = sources.to_pylist()[0] if sources is not None and sources.num_rows else {}
    return Edition(
        report_id=entry.report_id,
        municipality=row.get("municipality"),
        municipality_code=row.get("municipality_code"),
        fiscal_year=row.get("fiscal_year"),
        pdf=entry.source.name,
        pdf_sha256=entry.source.sha256,
        pdf_size=entry.source.size,
        pages=entry.source.pages,
        contract_version=entry.contract_version,
        pieces=pieces,
    )


def _pieces(out: Path, entry: Entry) -> Iterator[Piece]:
    files = {file.path.partition("/")[0]: file for file in entry.files}
    strangers = sorted(set(files) - set(DATASETS))
    if strangers:
        raise _stale(out / files[strangers[0]].path, f"holds {strangers[0]}, which this version does not know")
    for name, dataset in DATASETS.items():
        if name not in files:
            continue
        file = files[name]
        path = out / file.path
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _stale(path, f"cannot be read ({error.strerror})") from error
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise _stale(path, "is not the file that the manifest describes")
        yield Piece(dataset, entry.report_id, file.path, data, _table(path, data, dataset))


def _table(path: Path, data: bytes, dataset: Dataset) -> pa.Table:
    try:
        table = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
    except pa.ArrowException as error:
        raise _stale(path, f"cannot be read ({str(error).splitlines()[0]})") from error
    if not table.schema.equals(dataset.schema):
        raise _stale(path, f"has other columns than {dataset.name} of this version")
    return pa.Table.from_arrays(table.columns, schema=dataset.schema)


def _stale(path: Path, problem: str) -> OutputError:
    return OutputError(problem, source=path, remedy="convert the report again")
