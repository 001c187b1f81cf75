"""What of a package goes to a CKAN portal: a CKAN dataset per report, a resource per file of it.

Fields and extras are those that ckanext-dcat maps to DCAT (https://github.com/ckan/ckanext-dcat).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from normalize.text import slug
from regnskab.publish.contents import Edition
from regnskab.publish.files import EXCEL, DataFile
from regnskab.publish.publisher import Publisher
from regnskab.publish.site import Published
from regnskab.publish.terms import ANNUAL, DANISH, DENMARK, THEMES

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Resource:
    """A file as a resource: ``name`` is what it is known by from one run to the next."""

    name: str
    filename: str
    sha256: str
    data: bytes = field(repr=False)
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Package:
    """A report as a CKAN dataset, known by its ``name``."""

    name: str
    fields: Fields
    resources: tuple[Resource, ...]


def packages(publisher: Publisher, published: Published, organisation: str | None) -> Iterator[Package]:
    """Give the CKAN dataset of each report."""
    for edition in published.editions:
        files = [file for file in published.files if file.report_id == edition.report_id]
        yield Package(
            name=f"regnskab-{edition.report_id}",
            fields=_fields(publisher, edition, organisation),
            resources=tuple(_resource(file) for file in files),
        )


def _fields(publisher: Publisher, edition: Edition, organisation: str | None) -> Fields:
    fields: Fields = {
        "title": edition.title_da,
        "notes": f"{edition.title_en}. Læst fra {edition.pdf}, SHA-256 {edition.pdf_sha256}.",
        "url": publisher.base_url,
        "version": edition.contract_version,
        "author": publisher.organisation.name,
        "maintainer": publisher.contact.name,
        "maintainer_email": publisher.contact.email,
        "tags": [{"name": tag} for tag in sorted({slug(word) for word in publisher.keywords})],
        "extras": [{"key": key, "value": value} for key, value in sorted(_extras(publisher, edition).items())],
    }
    return fields if organisation is None else {**fields, "owner_org": organisation}


def _extras(publisher: Publisher, edition: Edition) -> dict[str, str]:
    extras = {
        "identifier": edition.report_id,
        "publisher_name": publisher.organisation.name,
        "publisher_url": publisher.organisation.homepage,
        "contact_name": publisher.contact.name,
        "contact_email": publisher.contact.email,
        "frequency": ANNUAL,
        "language": json.dumps([DANISH]),
        "theme": json.dumps(list(THEMES)),
        "license_url": publisher.license,
        "source": publisher.sources.get(edition.report_id, edition.pdf),
        "source_sha256": edition.pdf_sha256,
        "spatial_uri": DENMARK,
    }
    if edition.municipality_code:
        extras["spatial_uri"] = publisher.municipality(edition.municipality_code)
    if edition.fiscal_year:
        extras |= {
            "temporal_start": f"{edition.fiscal_year:04}-01-01",
            "temporal_end": f"{edition.fiscal_year:04}-12-31",
        }
    dates = {"issued": publisher.issued, "modified": publisher.modified}
    return extras | {key: str(day) for key, day in dates.items() if day}


def _resource(file: DataFile) -> Resource:
    what = "Alle datasæt" if file.piece is None else file.piece.dataset.title_da
    note = "" if file.piece is None else f"Én række er {file.piece.dataset.row_da}."
    kind = "XLSX" if file.format == EXCEL else file.format.upper()
    return Resource(
        name=file.path,
        filename=file.path.rpartition("/")[2],
        sha256=file.sha256,
        data=file.data,
        fields={
            "description": f"{what} ({kind}). {note}".strip(),
            "format": kind,
            "mimetype": file.media,
            "hash": f"sha256:{file.sha256}",
        },
    )
