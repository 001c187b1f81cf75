"""The files of a package: what each is, where it goes, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from regnskab.errors import PublishError
from regnskab.publish.formats.csv_file import decode_csv, encode_csv
from regnskab.publish.formats.excel import encode_workbook
from regnskab.publish.package.contents import DatasetFile, Owner
from regnskab.query.plain_cells import as_texts, flat

CSV_FOLDER, EXCEL_FOLDER = "csv", "excel"
PARQUET, CSV, EXCEL = "parquet", "csv", "xlsx"
MEDIA = {
    PARQUET: "application/vnd.apache.parquet",
    CSV: "text/csv",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file with data: ``piece`` is the dataset in it, None for a workbook, which holds all of its owner's."""

    path: str
    format: str
    owner: Owner = field(repr=False)
    data: bytes = field(repr=False)
    sha256: str
    piece: DatasetFile | None

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def media(self) -> str:
        return MEDIA[self.format]


def data_files(owners: Iterable[Owner], *, excel: bool) -> Iterator[DataFile]:
    """Give the Parquet and CSV file of every dataset, then the workbook, owner by owner.

    Raises PublishError where a CSV file reads back as something else than its Parquet file, or Excel cannot hold it.
    """
    for owner in owners:
        tables = [flat(piece.table) for piece in owner.pieces]
        for piece, table in zip(owner.pieces, tables, strict=True):
            yield _file(piece.path, PARQUET, owner, piece.data, piece)
            path = f"{CSV_FOLDER}/{piece.name}/{owner.name}.csv"
            yield _file(path, CSV, owner, _csv(path, table), piece)
        if excel:
            path = f"{EXCEL_FOLDER}/{owner.name}.xlsx"
            yield _file(path, EXCEL, owner, _workbook(owner, tables), None)


def _csv(path: str, table: pa.Table) -> bytes:
    """A CSV file of which every cell has been read back."""
    data = encode_csv(table)
    if not decode_csv(data).combine_chunks().equals(as_texts(table).combine_chunks()):
        raise PublishError(f"{path} reads back as something else than its Parquet file", remedy="nothing was published")
    return data


def _workbook(owner: Owner, tables: Iterable[pa.Table]) -> bytes:
    notes = [
        *(("Kilde / source", f"{one.pdf}, {one.pages} sider, SHA-256 {one.pdf_sha256}") for one in owner.editions),
        *((piece.name, f"{piece.dataset.title_da}: én række er {piece.dataset.row_da}.") for piece in owner.pieces),
        ("Tomme celler", "null eller tom tekst; lister står som JSON."),
        ("Lange tal", "Tal med flere end 15 betydende cifre står som tekst, så intet ciffer går tabt."),
    ]
    datasets = (piece.dataset for piece in owner.pieces)
    return encode_workbook(owner.title_da, notes, dict(zip(datasets, tables, strict=True)))


def _file(path: str, format: str, owner: Owner, data: bytes, piece: DatasetFile | None) -> DataFile:  # noqa: A002
    return DataFile(path, format, owner, data, hashlib.sha256(data).hexdigest(), piece)
