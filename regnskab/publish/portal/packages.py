"""What of a package goes to a CKAN portal: a CKAN dataset per report, and per municipality that has datasets over its
reports; a resource per file of it.

Fields and extras are those that ckanext-dcat maps to DCAT (https://github.com/ckan/ckanext-dcat).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from normalize.danish.text import slug
from regnskab.publish.describe.triples import ANNUAL, DANISH, DENMARK, THEMES
from regnskab.publish.make import Package
from regnskab.publish.package.contents import Owner
from regnskab.publish.package.files import EXCEL, DataFile
from regnskab.publish.package.publisher import PublisherDetails

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
class CkanDataset:
    """A report, or a municipality's reports together, as a CKAN dataset, known by its ``name``."""

    name: str
    fields: Fields
    resources: tuple[Resource, ...]


def packages(publisher: PublisherDetails, published: Package, organisation: str | None) -> Iterator[CkanDataset]:
    """Give the CKAN dataset of each report, then of each municipality."""
    for owner in published.contents.owners:
        files = [file for file in published.files if file.owner is owner]
        yield CkanDataset(
            name=f"regnskab-{owner.name}",
            fields=_fields(publisher, owner, organisation),
            resources=tuple(_resource(file) for file in files),
        )


def _fields(publisher: PublisherDetails, owner: Owner, organisation: str | None) -> Fields:
    sources = "; ".join(f"{one.pdf}, SHA-256 {one.pdf_sha256}" for one in owner.editions)
    fields: Fields = {
        "title": owner.title_da,
        "notes": f"{owner.title_en}. Læst fra {sources}.",
        "url": publisher.base_url,
        "version": owner.contract_version,
        "author": publisher.organisation.name,
        "maintainer": publisher.contact.name,
        "maintainer_email": publisher.contact.email,
        "tags": [{"name": tag} for tag in sorted({slug(word) for word in publisher.keywords})],
        "extras": [{"key": key, "value": value} for key, value in sorted(_extras(publisher, owner).items())],
    }
    return fields if organisation is None else {**fields, "owner_org": organisation}


def _extras(publisher: PublisherDetails, owner: Owner) -> dict[str, str]:
    extras = {
        "identifier": owner.name,
        "publisher_name": publisher.organisation.name,
        "publisher_url": publisher.organisation.homepage,
        "contact_name": publisher.contact.name,
        "contact_email": publisher.contact.email,
        "frequency": ANNUAL,
        "language": json.dumps([DANISH]),
        "theme": json.dumps(list(THEMES)),
        "license_url": publisher.license,
        "source": json.dumps([publisher.sources.get(one.report_id, one.pdf) for one in owner.editions]),
        "source_sha256": " ".join(one.pdf_sha256 for one in owner.editions),
        "spatial_uri": DENMARK,
    }
    if owner.municipality_code:
        extras["spatial_uri"] = publisher.municipality(owner.municipality_code)
    if owner.years:
        first, last = owner.years
        extras |= {"temporal_start": f"{first:04}-01-01", "temporal_end": f"{last:04}-12-31"}
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
