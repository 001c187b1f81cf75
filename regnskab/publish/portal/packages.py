"""What of a package goes to a CKAN portal: a CKAN dataset per entry of the catalogue, with a resource per file of it
and links to what explains them.

Fields and extras are those that ckanext-dcat maps to DCAT (https://github.com/ckan/ckanext-dcat).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from normalize.danish.text import slug
from regnskab.publish.describe.csvw import SUFFIX
from regnskab.publish.describe.datapackage import NAME
from regnskab.publish.describe.entries import CatalogueEntry, file_title, file_words
from regnskab.publish.describe.pages import DICTIONARY
from regnskab.publish.describe.triples import DANISH, DENMARK, frequency, themes
from regnskab.publish.make import Package
from regnskab.publish.package.files import CSV, DataFile
from regnskab.publish.package.publisher import PublisherDetails
from schemas.contract.model import Column, Dataset

Fields = dict[str, object]

PREFIX = "regnskab-"
# CKAN takes names of at most 100 characters.
_LONGEST = 60
# The field of a resource of ours by which it is known from one run to the next; CKAN keeps what it does not know.
KEY = "regnskab_key"


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that is uploaded, or (without ``data``) a link. ``key`` is what it is known by from one run to the next,
    ``columns`` what the portal's data dictionary is to say of a table.
    """

    key: str
    filename: str
    data: bytes | None = field(repr=False)
    fields: Fields
    columns: tuple[Fields, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class CkanDataset:
    """An entry as a CKAN dataset, known by its ``name``."""

    name: str
    fields: Fields
    resources: tuple[Resource, ...]


def packages(publisher: PublisherDetails, published: Package, organisation: str | None) -> Iterator[CkanDataset]:
    """Give the CKAN dataset of each entry."""
    who = slug(publisher.organisation.name)[:_LONGEST].strip("-")
    for entry in published.entries:
        yield CkanDataset(
            name=f"{PREFIX}{who}-{entry.name}",
            fields=_fields(publisher, entry, organisation),
            resources=tuple(_resources(publisher, entry)),
        )


def _fields(publisher: PublisherDetails, entry: CatalogueEntry, organisation: str | None) -> Fields:
    fields: Fields = {
        "title": entry.title.da,
        "notes": f"{entry.description.da}\n\nUdgave {entry.version.number}: {entry.version.notes_da}",
        "url": publisher.url(f"index.html#{entry.name}"),
        "version": str(entry.version.number),
        "author": publisher.organisation.name,
        "maintainer": publisher.contact.name,
        "maintainer_email": publisher.contact.email,
        "tags": [{"name": tag} for tag in sorted({slug(word) for word in publisher.keywords})],
        "extras": [{"key": key, "value": value} for key, value in sorted(_extras(publisher, entry).items())],
    }
    return fields if organisation is None else {**fields, "owner_org": organisation}


def _extras(publisher: PublisherDetails, entry: CatalogueEntry) -> dict[str, str]:
    together = entry.everything
    extras = {
        "identifier": publisher.url(f"#{entry.name}"),
        "publisher_name": publisher.organisation.name,
        "publisher_url": publisher.organisation.homepage,
        "contact_name": publisher.contact.name,
        "contact_email": publisher.contact.email,
        "frequency": frequency(publisher),
        "language": json.dumps([DANISH]),
        "theme": json.dumps(themes(publisher)),
        "license_url": publisher.license,
        "conforms_to": json.dumps([publisher.url(DICTIONARY)]),
        "version_notes": entry.version.notes_da,
        "spatial_uri": DENMARK,
    }
    if together.municipality_code:
        extras["spatial_uri"] = publisher.municipality(together.municipality_code)
    if together.years:
        first, last = together.years
        extras |= {"temporal_start": f"{first:04}-01-01", "temporal_end": f"{last:04}-12-31"}
    dates = {"issued": publisher.issued, "modified": publisher.modified or entry.version.modified}
    return extras | {key: str(day) for key, day in dates.items() if day}


def _resources(publisher: PublisherDetails, entry: CatalogueEntry) -> Iterator[Resource]:
    """Give the files, the ones that most can open first, then what explains them, then the PDFs."""
    dataset = entry.dataset
    for file in entry.files:
        yield _upload(file, dataset)
    anchor = f"#{dataset.name}" if dataset else ""
    yield _link(
        f"{DICTIONARY}{anchor}", publisher, "Kolonnernes betydning", "Hver kolonne forklaret.", "HTML", "text/html"
    )
    if dataset and any(file.format == CSV for file in entry.files):
        says = "Kolonnernes typer og betydning for programmer (CSV on the Web)."
        yield _link(f"{dataset.name}.csv{SUFFIX}", publisher, "CSV-metadata", says, "JSON", "application/csvm+json")
    says = "Alle filer med skemaer og checksummer (Data Package)."
    yield _link(NAME, publisher, "Data Package", says, "JSON", "application/json")
    if dataset is None:
        for edition in entry.everything.editions:
            address = publisher.sources.get(edition.report_id)
            if address:
                title = f"PDF: {edition.title_da}"
                yield _at(address, title, "Rapporten, som tallene er læst fra.", "PDF", "application/pdf")


def _upload(file: DataFile, dataset: Dataset | None) -> Resource:
    title = dataset.title_da if dataset else "Alle datasæt"
    return Resource(
        key=file.path,
        filename=file.path,
        data=file.data,
        fields={
            KEY: file.path,
            "name": f"{title} ({file_title(file)})",
            "description": file_words(file).da,
            "format": file_title(file).upper() if file.format == CSV else file.format.upper(),
            "mimetype": file.media,
            "hash": f"sha256:{file.sha256}",
        },
        columns=tuple(map(_column, dataset.columns)) if dataset and file.format == CSV else (),
    )


def _link(path: str, publisher: PublisherDetails, name: str, says: str, kind: str, media: str) -> Resource:
    return _at(publisher.url(path), name, says, kind, media)


def _at(address: str, name: str, says: str, kind: str, media: str) -> Resource:
    fields: Fields = {
        KEY: address,
        "name": name,
        "description": says,
        "format": kind,
        "mimetype": media,
        "url": address,
    }
    return Resource(address, "", None, fields)


def _column(column: Column) -> Fields:
    """A column as CKAN's data dictionary has it (https://docs.ckan.org/en/latest/maintaining/datastore.html)."""
    unit = "" if column.unit == "none" else f" Enhed: {column.unit}."
    info = {"label": column.name, "notes": f"{column.da}.{unit}"}
    return {"id": column.name, "type": _column_type(column.type), "info": info}


def _column_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "int"
    if pa.types.is_boolean(kind):
        return "bool"
    if pa.types.is_decimal(kind):
        return "numeric"
    return "float" if pa.types.is_floating(kind) else "text"
