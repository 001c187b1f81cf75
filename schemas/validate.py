"""Checks a report's tables against the contract, before anything is written.

Done on Arrow arrays by Arrow's own kernels: the tables are Arrow already, all checks of a report take some
milliseconds, and a data frame library on this path would cost more time and memory than reading the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.errors import ContractError
from schemas.contract.model import Dataset
from schemas.contract.order import duplicates
from schemas.datasets import DATASETS
from schemas.references import dangling

_SHOWN = 3


def validate(tables: Mapping[str, pa.Table], *, source: str | None = None) -> None:
    """Require that every dataset is there and fits its schema, keys are unique, and every reference leads somewhere.

    Raises ContractError, which names ``source``, the dataset and the first rows at fault.
    """
    problems = list(_problems(tables))
    if problems:
        shown = "; ".join(problems[:_SHOWN])
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise ContractError(
            f"the rows break the data contract: {shown}{more}",
            source=source,
            remedy="nothing was written; please report this with the file",
        )


def _problems(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    missing = [name for name in DATASETS if name not in tables]
    yield from (f"dataset {name} is missing" for name in missing)
    yield from (f"dataset {name} is not in the contract" for name in tables if name not in DATASETS)
    sound = not missing
    for name, dataset in DATASETS.items():
        if name in tables:
            found = list(dataset_problems(dataset, tables[name]))
            yield from found
            sound = sound and not found
    if sound:  # references between unsound tables would only repeat what is known
        yield from dangling(tables)


def dataset_problems(dataset: Dataset, table: pa.Table) -> Iterator[str]:
    """Say what is wrong with one table, a line each; rules are tried only on tables of the right shape."""
    if not table.schema.equals(dataset.schema, check_metadata=True):
        yield f"{dataset.name}: {_difference(dataset.schema, table.schema)}"
        return
    try:
        table.validate(full=True)
    except pa.ArrowInvalid as error:
        yield f"{dataset.name}: {error}"
        return
    for column in dataset.columns:
        values = table[column.name]
        if not column.nullable and values.null_count:
            yield f"{dataset.name}: {column.name} is null in {_rows(dataset, table, pc.is_null(values))}"
        if column.vocabulary:
            yield from _strangers(dataset, table, column.name, column.vocabulary)
    repeated = duplicates(table, dataset.key)
    if repeated is not None:
        yield f"{dataset.name}: the key {', '.join(dataset.key)} repeats in {_name(dataset, table, repeated)}"
    for rule in dataset.rules:
        broken = rule.broken(table)
        if pc.any(broken).as_py():
            yield f"{dataset.name}: not so that {rule.says} in {_rows(dataset, table, broken)}"


def _strangers(dataset: Dataset, table: pa.Table, name: str, vocabulary: tuple[str, ...]) -> Iterator[str]:
    used = pc.drop_null(pc.unique(table[name])).to_pylist()
    for stranger in sorted(set(used).difference(vocabulary)):
        yield f"{dataset.name}: {name} {stranger!r} is none of {', '.join(vocabulary)}"


def _difference(expected: pa.Schema, got: pa.Schema) -> str:
    if expected.names != got.names:
        return f"its columns are {', '.join(got.names)}, not {', '.join(expected.names)}"
    for want, have in zip(expected, got, strict=True):
        if not have.equals(want, check_metadata=True):
            return f"column {want.name} is {have.type}, not {want.type} as described"
    return "its metadata are not the contract's"


def _rows(dataset: Dataset, table: pa.Table, mask: pa.ChunkedArray) -> str:
    places = [place for place, hit in enumerate(mask.to_pylist()) if hit]
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return _name(dataset, table, places[0]) + more


def _name(dataset: Dataset, table: pa.Table, place: int) -> str:
    key = ", ".join(f"{name}={table[name][place].as_py()}" for name in dataset.key)
    return f"row {place} ({key})"
