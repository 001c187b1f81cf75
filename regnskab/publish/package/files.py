"""The files of a package: what each is, where it goes, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from normalize.danish.text import slug
from regnskab.errors import PublishError
from regnskab.publish.formats.csv_file import decode_csv, encode_csv
from regnskab.publish.formats.database import encode_database
from regnskab.publish.formats.excel import encode_workbook
from regnskab.publish.formats.sheet_xml import MAX_ROWS
from regnskab.publish.package.contents import Contents, DatasetFile, Edition, Everything, Owner
from regnskab.query.plain_cells import as_texts, flat
from schemas.contract.model import Dataset

CSV_FOLDER, EXCEL_FOLDER, LATEST = "csv", "excel", "latest"
PARQUET, CSV, EXCEL, DATABASE = "parquet", "csv", "xlsx", "sqlite"
DATABASE_FILE = "regnskab.sqlite"
MEDIA = {
    PARQUET: "application/vnd.apache.parquet",
    CSV: "text/csv",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DATABASE: "application/vnd.sqlite3",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file with data: ``piece`` is the dataset in it, None for a workbook or database, which holds several of its
    owner's.
    """

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

    @property
    def of_everything(self) -> bool:
        """Whether it holds the rows of all reports, at an address that stays."""
        return isinstance(self.owner, Everything)


def data_files(contents: Contents, people: Collection[str], *, excel: bool) -> Iterator[DataFile]:
    """Give the files of each report and municipality, then those of all together: Parquet of every dataset, CSV and
    workbooks of those for ``people``, and the database.

    Raises PublishError where a CSV file reads back as something else than its Parquet file, or Excel cannot hold it.
    """
    bodies: dict[str, list[bytes]] = {}
    for owner in contents.owners:
        sheets: dict[Dataset, pa.Table] = {}
        for piece in owner.pieces:
            yield _file(piece.path, PARQUET, owner, piece.data, piece)
            if piece.name in people:
                table = sheets[piece.dataset] = flat(piece.table)
                path = f"{CSV_FOLDER}/{piece.name}/{owner.name}.csv"
                data = _csv(path, table)
                bodies.setdefault(piece.name, []).append(data)
                yield _file(path, CSV, owner, data, piece)
        if excel and sheets:
            yield _file(f"{EXCEL_FOLDER}/{owner.name}.xlsx", EXCEL, owner, _workbook(owner, sheets), None)
    yield from _of_everything(contents.everything, bodies, excel=excel)


def _of_everything(everything: Everything, bodies: Mapping[str, list[bytes]], *, excel: bool) -> Iterator[DataFile]:
    """Give a file per dataset and format; ``bodies`` are the CSV files of its owners, which it is put together from."""
    tables = {piece.dataset: flat(piece.table) for piece in everything.pieces}
    for piece in everything.pieces:
        table = tables[piece.dataset]
        yield _file(piece.path, PARQUET, everything, piece.data, piece)
        if piece.name not in bodies:
            continue
        head = f"{','.join(table.column_names)}\n".encode()
        data = head + b"".join(body.removeprefix(head) for body in bodies[piece.name])
        yield _file(f"{piece.name}.csv", CSV, everything, data, piece)
        if excel and fits_excel(piece):
            yield _file(f"{piece.name}.xlsx", EXCEL, everything, _workbook(everything, {piece.dataset: table}), piece)
    yield _file(DATABASE_FILE, DATABASE, everything, encode_database(tables), None)


def fits_excel(piece: DatasetFile) -> bool:
    """Whether a sheet has room for the rows of a dataset."""
    return bool(piece.table.num_rows < MAX_ROWS)


def latest_files(contents: Contents, files: Iterable[DataFile]) -> dict[str, bytes]:
    """Each municipality's newest report once more, by path, at an address that stays from year to year."""
    names = {edition.report_id: slug(str(edition.municipality)) for edition in contents.latest}
    found = {}
    for file in files:
        if not isinstance(file.owner, Edition) or file.owner.report_id not in names:
            continue
        folder = f"{LATEST}/{names[file.owner.report_id]}"
        found[f"{folder}.xlsx" if file.piece is None else f"{folder}/{file.piece.name}.{file.format}"] = file.data
    return found


def _csv(path: str, table: pa.Table) -> bytes:
    """A CSV file of which every cell has been read back."""
    data = encode_csv(table)
    if not decode_csv(data).combine_chunks().equals(as_texts(table).combine_chunks()):
        raise PublishError(f"{path} reads back as something else than its Parquet file", remedy="nothing was published")
    return data


def _workbook(owner: Owner, tables: Mapping[Dataset, pa.Table]) -> bytes:
    notes = [
        *(("Kilde / source", f"{one.pdf}, {one.pages} sider, SHA-256 {one.pdf_sha256}") for one in owner.editions),
        *((dataset.name, f"{dataset.title_da}: én række er {dataset.row_da}.") for dataset in tables),
        ("Tomme celler", "null eller tom tekst; lister står som JSON."),
        ("Lange tal", "Tal med flere end 15 betydende cifre står som tekst, så intet ciffer går tabt."),
    ]
    return encode_workbook(owner.title_da, notes, tables)


def _file(path: str, format: str, owner: Owner, data: bytes, piece: DatasetFile | None) -> DataFile:  # noqa: A002
    return DataFile(path, format, owner, data, hashlib.sha256(data).hexdigest(), piece)
