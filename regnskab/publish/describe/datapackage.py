"""``datapackage.json``: the package as a Data Package, version 2 (https://datapackage.org/standard/data-package/).

The CSV files with all reports are its tables. The other files are listed with their size and SHA-256: those of a single
report have the same columns, and a Parquet file says more of itself than a Table Schema can.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from regnskab.publish.describe.tableschema import Json, resource_name, table_schema
from regnskab.publish.package.contents import Contents, Edition
from regnskab.publish.package.files import CSV, DataFile
from regnskab.publish.package.publisher import PublisherDetails
from regnskab.version import VERSION
from schemas.contract.model import CONTRACT_VERSION

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Said in full: what is left open, readers guess from the first lines.
_DIALECT: Json = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


def datapackage(publisher: PublisherDetails, contents: Contents, files: Sequence[DataFile]) -> bytes:
    """The descriptor's bytes."""
    tables = [file.piece.name for file in files if file.piece and file.of_everything and file.format == CSV]
    document: Json = {
        "$schema": PROFILE,
        "name": "regnskab",
        "id": publisher.base_url,
        "version": CONTRACT_VERSION,
        "title": publisher.title_en,
        "title_da": publisher.title_da,
        "description": f"Figures of annual reports, read from their PDFs by regnskab {VERSION}.",
        "description_da": f"Tal fra årsrapporter, læst fra deres PDF'er af regnskab {VERSION}.",
        "homepage": publisher.base_url,
        "licenses": [{"path": publisher.license, "title": publisher.license_title}],
        "keywords": list(publisher.keywords),
        "contributors": [
            {"title": publisher.organisation.name, "path": publisher.organisation.homepage, "roles": ["publisher"]},
            {"title": publisher.contact.name, "email": publisher.contact.email, "roles": ["contact"]},
        ],
        "sources": [_source(publisher, edition) for edition in contents.editions],
        "resources": [_described(file, tables) for file in files],
    }
    if publisher.modified or publisher.issued:
        document["created"] = f"{publisher.modified or publisher.issued}T00:00:00Z"
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _source(publisher: PublisherDetails, edition: Edition) -> Json:
    out: Json = {"title": f"{edition.title_da} ({edition.pdf})", "sha256": edition.pdf_sha256}
    if edition.report_id in publisher.sources:
        out["path"] = publisher.sources[edition.report_id]
    return out


def _described(file: DataFile, tables: Sequence[str]) -> Json:
    resource = _resource(file)
    if resource["type"] == "table" and file.piece is not None:
        resource["schema"] = table_schema(file.piece.dataset, tables)
    return resource


def _resource(file: DataFile) -> Json:
    """A file: those with all reports are tables, those of one report hold the same rows and are listed as they are."""
    owner = file.owner
    common: Json = {
        "path": file.path,
        "format": file.format,
        "mediatype": file.media,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if file.piece is None:
        return {"name": f"{owner.name}.{file.format}", "type": "file", "title": owner.title_en, **common}
    dataset = file.piece.dataset
    name = dataset.name if file.of_everything else resource_name(owner.name, dataset.name)
    title = {"title": f"{dataset.title_en}. {owner.title_en}", "title_da": f"{dataset.title_da}. {owner.title_da}"}
    if file.format != CSV or not file.of_everything:
        return {"name": f"{name}.{file.format}", "type": "file", **title, **common}
    return {
        "name": name,
        "type": "table",
        **title,
        "description": f"One row is {dataset.row_en}.",
        "description_da": f"Én række er {dataset.row_da}.",
        **common,
        "encoding": "utf-8",
        "dialect": dict(_DIALECT),
    }
