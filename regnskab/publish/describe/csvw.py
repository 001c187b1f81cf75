"""Metadata beside each CSV file, by the W3C's CSV on the Web (https://www.w3.org/TR/tabular-metadata/).

A program that knows CSVW finds ``<file>.csv-metadata.json`` by itself (section 5.3 of the syntax).
"""

from __future__ import annotations

import json

import pyarrow as pa

from regnskab.publish.describe.tableschema import Json
from regnskab.publish.package.files import DataFile
from regnskab.publish.package.publisher import PublisherDetails
from schemas.contract.model import Column

SUFFIX = "-metadata.json"


def csvw(publisher: PublisherDetails, file: DataFile) -> bytes:
    """The metadata of a CSV file. Raises ValueError for another kind of file."""
    if file.piece is None:
        raise ValueError(f"{file.path} holds more than one dataset")
    dataset, owner = file.piece.dataset, file.owner
    schema: Json = {"columns": [_column(column) for column in dataset.columns]}
    if all(not dataset.column(name).nullable for name in dataset.key):
        schema["primaryKey"] = list(dataset.key)
    document: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file.path.rpartition("/")[2],
        "dc:title": _two(f"{dataset.title_da}. {owner.title_da}", f"{dataset.title_en}. {owner.title_en}"),
        "dc:description": _two(f"Én række er {dataset.row_da}.", f"One row is {dataset.row_en}."),
        "dc:license": {"@id": publisher.license},
        "dc:publisher": publisher.organisation.name,
        "dc:source": "; ".join(f"{edition.pdf}, SHA-256 {edition.pdf_sha256}" for edition in owner.editions),
        "dialect": {"lineTerminators": ["\n"], "encoding": "utf-8", "header": True},
        "tableSchema": schema,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _column(column: Column) -> Json:
    out: Json = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _two(column.da, column.en),
        "datatype": _datatype(column),
        "required": not column.nullable and not pa.types.is_string(column.type),
    }
    if not column.nullable and pa.types.is_string(column.type):
        out["null"] = []  # an empty text is a text here
    if column.unit != "none":
        out["schema:unitText"] = column.unit
    return out


def _datatype(column: Column) -> object:
    kind = column.type
    if column.vocabulary:
        return {"base": "string", "format": "|".join(column.vocabulary)}
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_int32(kind):
        return "int"
    if pa.types.is_integer(kind):
        return "long"
    if pa.types.is_floating(kind):
        return "float"
    if pa.types.is_decimal(kind):
        return "decimal"
    return "json" if pa.types.is_list(kind) else "string"


def _two(danish: str, english: str) -> list[Json]:
    return [{"@value": danish, "@language": "da"}, {"@value": english, "@language": "en"}]
