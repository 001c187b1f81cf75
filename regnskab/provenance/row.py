"""One row of a dataset, asked for by its key, a condition, or its place."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.errors import QueryError
from regnskab.query.datasets import open_stored
from regnskab.query.plain_cells import as_text, flat
from regnskab.query.where import mask_of
from schemas.contract.arrays import constant
from schemas.contract.model import Dataset
from schemas.datasets import EVERY


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A row with its dataset; ``values`` by column."""

    dataset: Dataset
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """The key's values as ``--key`` takes them."""
        return key_text([self.values[name] for name in self.dataset.key])

    def get(self, *names: str) -> Any:
        """The first of these columns that the dataset has a value in, else None."""
        return next((self.values[name] for name in names if self.values.get(name) is not None), None)


def find_rows(
    out: Path, name: str, *, key: str | None = None, where: str | None = None, place: int | None = None
) -> list[DatasetRow]:
    """The rows of dataset ``name`` with this key (its values, by commas; later ones may be left out), for which
    ``where`` holds, or the one at ``place`` (from 0, in the order of reports and keys).

    Raises QueryError for an unknown dataset or a key with too many values, OutputError where nothing can be read.
    """
    stored = open_stored(out, name)
    dataset = EVERY[name]
    table = stored.to_table()
    if where is not None:
        table = table.filter(mask_of(where, dataset, stored))
    if key is not None:
        table = _with_key(table, dataset, key_values(key))
    if place is not None:
        if not 0 <= place < table.num_rows:
            raise QueryError(f"there is no row {place} of {name}", remedy=f"there are rows 0 to {table.num_rows - 1}")
        table = table.slice(place, 1)
    return [DatasetRow(dataset, values) for values in table.to_pylist()]


def key_values(text: str) -> list[str]:
    """The values of a key; one with a comma in it stands in double quotes."""
    return next(csv.reader([text], skipinitialspace=True), [])


def key_text(values: Sequence[object]) -> str:
    """A key's values as one text, null as nothing."""
    texts = ["" if value is None else str(value) for value in values]
    return ",".join(_quoted(text) if "," in text or '"' in text else text for text in texts)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _with_key(table: pa.Table, dataset: Dataset, values: Sequence[str]) -> pa.Table:
    if len(values) > len(dataset.key):
        raise QueryError(
            f"the key of {dataset.name} has {len(dataset.key)} values, not {len(values)}",
            remedy=f"give {','.join(dataset.key)}; quote a value that has a comma in it",
        )
    keys = flat(table.select(list(dataset.key)))
    for name, value in zip(dataset.key, values, strict=False):
        texts = pc.fill_null(as_text(keys[name]), constant(pa.string(), ""))
        mask = pc.equal(texts, constant(pa.string(), value.strip()))
        table, keys = table.filter(mask), keys.filter(mask)
    return table
