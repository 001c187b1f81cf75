"""The package as search engines and notebooks read it: schema.org's Dataset in the page, and Croissant beside it.

https://developers.google.com/search/docs/appearance/structured-data/dataset, https://docs.mlcommons.org/croissant/
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pyarrow as pa

from regnskab.publish.describe.entries import CatalogueEntry
from regnskab.publish.describe.tableschema import Json
from regnskab.publish.package.contents import Everything
from regnskab.publish.package.files import CSV, DataFile
from regnskab.publish.package.publisher import PublisherDetails
from schemas.contract.model import CONTRACT_VERSION, Column

CROISSANT = "croissant.json"
_SCHEMA_ORG = "https://schema.org/"
_CONFORMS = "http://mlcommons.org/croissant/1.0"
# The context that version 1.0 of the format's specification gives.
_CONTEXT: Json = {
    "@language": "en",
    "@vocab": _SCHEMA_ORG,
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": _SCHEMA_ORG,
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def json_ld(publisher: PublisherDetails, together: Everything, listed: Sequence[CatalogueEntry]) -> Json:
    """A schema.org DataCatalog with a Dataset per entry."""
    return {
        "@context": _SCHEMA_ORG,
        "@type": "DataCatalog",
        "@id": publisher.url("#catalog"),
        "name": publisher.title_da,
        "alternateName": publisher.title_en,
        "url": publisher.base_url,
        "license": publisher.license,
        "publisher": _organisation(publisher),
        "dataset": [_dataset(publisher, together, entry) for entry in listed],
    }


def croissant(publisher: PublisherDetails, together: Everything, files: Sequence[DataFile]) -> bytes:
    """The CSV files with all reports as Croissant 1.0: a file object and a record set each."""
    tables = [file for file in files if file.of_everything and file.format == CSV]
    document: Json = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": "regnskab",
        "description": f"{publisher.title_en}. {together.title_en}.",
        "license": publisher.license,
        "url": publisher.base_url,
        "version": CONTRACT_VERSION,
        "keywords": list(publisher.keywords),
        "creator": {"@type": "sc:Organization", **_names(publisher)},
        "citeAs": f"{publisher.organisation.name}: {publisher.title_en}. {publisher.base_url}",
        "distribution": [_file_object(publisher, file) for file in tables],
        "recordSet": [_record_set(file) for file in tables],
    }
    if publisher.modified or publisher.issued:
        document["datePublished"] = str(publisher.issued or publisher.modified)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _dataset(publisher: PublisherDetails, together: Everything, entry: CatalogueEntry) -> Json:
    columns = entry.dataset.columns if entry.dataset else ()
    out: Json = {
        "@type": "Dataset",
        "@id": publisher.url(f"#{entry.name}"),
        "name": entry.title.da,
        "alternateName": entry.title.en,
        "description": f"{entry.description.da} {entry.description.en}",
        "url": publisher.url(f"index.html#{entry.name}"),
        "license": publisher.license,
        "inLanguage": "da",
        "isAccessibleForFree": True,
        "keywords": list(publisher.keywords),
        "creator": _organisation(publisher),
        "publisher": _organisation(publisher),
        "version": str(entry.version.number),
        "spatialCoverage": {
            "@type": "Place",
            "name": f"{together.municipality} Kommune" if together.municipality else "Danmark",
        },
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.da}
            | ({} if column.unit == "none" else {"unitText": column.unit})
            for column in columns
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": publisher.url(file.path),
                "encodingFormat": file.media,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in entry.files
        ],
    }
    if together.years:
        out["temporalCoverage"] = f"{together.years[0]:04}-01-01/{together.years[1]:04}-12-31"
    modified = publisher.modified or entry.version.modified
    return out | ({"dateModified": str(modified)} if modified else {})


def _organisation(publisher: PublisherDetails) -> Json:
    return {"@type": "Organization", **_names(publisher)}


def _names(publisher: PublisherDetails) -> Json:
    return {"name": publisher.organisation.name, "url": publisher.organisation.homepage}


def _file_object(publisher: PublisherDetails, file: DataFile) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": publisher.url(file.path),
        "encodingFormat": file.media,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _record_set(file: DataFile) -> Json:
    if file.piece is None:
        raise ValueError(f"{file.path} holds more than one dataset")
    dataset = file.piece.dataset
    return {
        "@type": "cr:RecordSet",
        "@id": dataset.name,
        "name": dataset.name,
        "description": f"{dataset.title_en}. One row is {dataset.row_en}.",
        "key": [{"@id": f"{dataset.name}/{name}"} for name in dataset.key],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{dataset.name}/{column.name}",
                "name": column.name,
                "description": column.en,
                "dataType": _data_type(column),
                "source": {"fileObject": {"@id": file.path}, "extract": {"column": column.name}},
            }
            for column in dataset.columns
        ],
    }


def _data_type(column: Column) -> str:
    kind = column.type
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    if pa.types.is_integer(kind):
        return "sc:Integer"
    # An amount is exact, and Croissant knows floats alone: it is given as the text that it is in the file.
    return "sc:Float" if pa.types.is_floating(kind) else "sc:Text"
