"""The files of a package: what each is, where it goes, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regnskab.publish.contents import Edition, Piece
from regnskab.publish.csvfile import encode_csv
from regnskab.publish.excel import encode_workbook

CSV_FOLDER, EXCEL_FOLDER = "csv", "excel"
PARQUET, CSV, EXCEL = "parquet", "csv", "xlsx"
MEDIA = {
    PARQUET: "application/vnd.apache.parquet",
    CSV: "text/csv",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file with data: ``piece`` is the dataset in it, None for a workbook, which holds all of its report."""

    path: str
    format: str
    report_id: str
    data: bytes = field(repr=False)
    sha256: str
    piece: Piece | None

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def media(self) -> str:
        return MEDIA[self.format]


def data_files(editions: Iterable[Edition], *, excel: bool) -> Iterator[DataFile]:
    """Give the Parquet and CSV file of every dataset, then the workbook, report by report."""
    for edition in editions:
        for piece in edition.pieces:
            yield _file(piece.path, PARQUET, edition.report_id, piece.data, piece)
            path = f"{CSV_FOLDER}/{piece.name}/{edition.report_id}.csv"
            yield _file(path, CSV, edition.report_id, encode_csv(piece.table), piece)
        if excel:
            path = f"{EXCEL_FOLDER}/{edition.report_id}.xlsx"
            yield _file(path, EXCEL, edition.report_id, _workbook(edition), None)


def _workbook(edition: Edition) -> bytes:
    notes = [
        ("Kilde / source", f"{edition.pdf}, {edition.pages} sider, SHA-256 {edition.pdf_sha256}"),
        *((piece.name, f"{piece.dataset.title_da}: én række er {piece.dataset.row_da}.") for piece in edition.pieces),
        ("Tomme celler", "null eller tom tekst; lister står som JSON."),
        ("Lange tal", "Tal med flere end 15 betydende cifre står som tekst, så intet ciffer går tabt."),
    ]
    return encode_workbook(edition.title_da, notes, {piece.dataset: piece.table for piece in edition.pieces})


def _file(path: str, format: str, report_id: str, data: bytes, piece: Piece | None) -> DataFile:  # noqa: A002
    return DataFile(path, format, report_id, data, hashlib.sha256(data).hexdigest(), piece)
