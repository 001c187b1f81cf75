"""A dataset of the contract as a Table Schema (https://datapackage.org/standard/table-schema/, version 2).

Descriptions are English in ``description`` and Danish in ``description_da``; ``unit`` says what numbers count.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from schemas.contract.model import Column, Dataset
from schemas.datasets import DATASETS

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

Json = dict[str, object]

# Which column of one dataset is told in which other: the contract's own references (schemas/references.py), nearest
# first. A row with a table belongs to that table's report.
_HOMES = {"table_id": "tables", "report_id": "sources"}


def table_schema(dataset: Dataset, present: Iterable[str]) -> Json:
    """The schema of a dataset's CSV file; ``present`` names the datasets beside it that are tables, too."""
    schema: Json = {
        "$schema": PROFILE,
        "fields": [field(column) for column in dataset.columns],
        "missingValues": [{"value": "", "label": "null"}],
    }
    if all(not dataset.column(name).nullable for name in dataset.key):
        schema["primaryKey"] = list(dataset.key)
    reference = nearest(dataset, present)
    if reference is not None:
        name, home = reference
        there = {"resource": home, "fields": [name]}
        schema["foreignKeys"] = [{"fields": [name], "reference": there}]
    return schema


def nearest(dataset: Dataset, present: Iterable[str]) -> tuple[str, str] | None:
    """The column that leads to another dataset, and that dataset's name; None where none does."""
    there = set(present)
    for name, home in _HOMES.items():
        if home in there and home != dataset.name and name in dataset.names and DATASETS[home].key == (name,):
            return name, home
    return None


def resource_name(owner: str, dataset: str) -> str:
    """How a Data Package names a report's (or a municipality's) dataset."""
    return f"{owner}.{dataset}"


def field(column: Column) -> Json:
    """One field. A text that is never null may be empty, so nothing in it means null."""
    kind = field_type(column.type)
    out: Json = {"name": column.name, "type": kind, "description": column.en, "description_da": column.da}
    if column.unit != "none":
        out["unit"] = column.unit
    if not column.nullable:
        out["constraints"] = {"required": True}
        if kind == "string":
            out["missingValues"] = []
    if column.vocabulary:
        out["categories"] = list(column.vocabulary)
    return out


def field_type(kind: pa.DataType) -> str:
    """The Table Schema's name of an Arrow type, as it stands in CSV."""
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_decimal(kind) or pa.types.is_floating(kind):
        return "number"
    return "array" if pa.types.is_list(kind) else "string"
