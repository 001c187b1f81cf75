"""What a portal shows: an entry per dataset that people ask for, and one for how they came about.

Everything that a catalogue says of an entry is here, once, for DCAT, CKAN and search engines: texts in one language
each, files named for people, the ones that most can open first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from regnskab.publish.package.contents import Contents, DatasetFile, Everything
from regnskab.publish.package.files import CSV, DATABASE, EXCEL, PARQUET, DataFile
from regnskab.publish.package.versions import WHOLE, Version, Versions
from schemas.contract.model import Dataset

# The order in which files are offered.
FORMATS = (EXCEL, CSV, PARQUET, DATABASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Danish and in English."""

    da: str
    en: str


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """Something that is found, and had as ``files``. ``dataset`` is None for the technical one, which has them all."""

    name: str
    title: Words
    description: Words
    dataset: Dataset | None
    files: tuple[DataFile, ...]
    everything: Everything
    version: Version
    before: Version | None


_FORMAT_WORDS: Mapping[str, tuple[str, Words]] = {
    EXCEL: ("Excel", Words("Projektmappe med filtre; et ark forklarer hver kolonne.",
                           "Workbook with filters; one sheet explains every column.")),
    CSV: ("CSV", Words("UTF-8, komma mellem felter, punktum som decimaltegn.",
                       "UTF-8, comma-separated, decimal points.")),
    PARQUET: ("Parquet", Words("Til analyse: typer, enheder og beskrivelser ligger i filen.",
                               "For analysis: types, units and descriptions are in the file.")),
    DATABASE: ("SQLite", Words("Alle datasæt i én database med visninger; beløb står i øre som hele tal.",
                               "All datasets in one database with views; amounts are whole numbers of øre.")),
}  # fmt: skip


def entries(
    contents: Contents, files: Sequence[DataFile], people: Collection[str], versions: Versions
) -> tuple[CatalogueEntry, ...]:
    """An entry for each dataset for ``people`` that has rows, then the technical one."""
    together = contents.everything
    found = [
        _entry(piece, [file for file in files if file.of_everything and file.piece is piece], together, versions)
        for piece in together.pieces
        if piece.name in people and piece.table.num_rows
    ]
    databases = tuple(file for file in files if file.format == DATABASE)
    return (*found, _technical(databases, together, versions))


def file_title(file: DataFile) -> str:
    """What a file is called: how it is opened."""
    return _FORMAT_WORDS[file.format][0]


def file_words(file: DataFile) -> Words:
    """What a file is, for somebody who chooses between formats."""
    return _FORMAT_WORDS[file.format][1]


def _entry(piece: DatasetFile, files: Sequence[DataFile], together: Everything, versions: Versions) -> CatalogueEntry:
    dataset = piece.dataset
    return CatalogueEntry(
        dataset.name,
        Words(f"{dataset.title_da}. {together.title_da}", f"{dataset.title_en}. {together.title_en}"),
        Words(
            f"Én række er {dataset.row_da}. Læst fra {_reports_da(together)}; "
            "hvert tal kan følges tilbage til sin side.",
            f"One row is {dataset.row_en}. Read from {_reports_en(together)}; each figure can be followed to its page.",
        ),
        dataset,
        tuple(sorted(files, key=lambda file: FORMATS.index(file.format))),
        together,
        versions.newest(dataset.name),
        versions.before(dataset.name),
    )


def _technical(files: tuple[DataFile, ...], together: Everything, versions: Versions) -> CatalogueEntry:
    """The whole as a database: what was read, cell by cell, beside what it means."""
    danish = ", ".join(piece.dataset.title_da.lower() for piece in together.pieces)
    english = ", ".join(piece.dataset.title_en.lower() for piece in together.pieces)
    return CatalogueEntry(
        WHOLE,
        Words(f"Hele datagrundlaget. {together.title_da}", f"All the data. {together.title_en}"),
        Words(
            f"Alt, der er læst, i én database: {danish}. Læst fra {_reports_da(together)}.",
            f"Everything that was read, in one database: {english}. Read from {_reports_en(together)}.",
        ),
        None,
        files,
        together,
        versions.newest(WHOLE),
        versions.before(WHOLE),
    )


def _reports_da(together: Everything) -> str:
    number = len(together.editions)
    return f"{number} årsrapport" if number == 1 else f"{number} årsrapporter"


def _reports_en(together: Everything) -> str:
    number = len(together.editions)
    return f"{number} annual report" if number == 1 else f"{number} annual reports"
