"""The contract says what it holds, and keeps what it has published."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.contract.model import CONTRACT_VERSION, Dataset
from schemas.datasets import DATASETS, SPANNING

EVERY = {**DATASETS, **SPANNING}
PUBLISHED = json.loads((Path(__file__).parent / "data" / "contract-1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("dataset", EVERY.values(), ids=EVERY)
def test_every_field_says_what_it_is_in_two_languages_and_its_unit(dataset: Dataset) -> None:
    for field in dataset.schema:
        assert field.metadata[b"description"], field.name
        assert field.metadata[b"description_da"], field.name
        assert field.metadata[b"unit"], field.name


@pytest.mark.parametrize("dataset", EVERY.values(), ids=EVERY)
def test_a_dataset_says_what_a_row_is_and_which_contract_it_keeps(dataset: Dataset) -> None:
    metadata = dataset.schema.metadata
    assert metadata[b"contract_version"] == CONTRACT_VERSION.encode()
    assert metadata[b"description"].startswith(b"One row is ")
    assert metadata[b"description_da"].decode().startswith("Én række er ")


@pytest.mark.parametrize("dataset", EVERY.values(), ids=EVERY)
def test_names_are_unique_and_keys_are_columns(dataset: Dataset) -> None:
    assert len(set(dataset.names)) == len(dataset.names)
    assert set(dataset.key) <= set(dataset.names)


@pytest.mark.parametrize("dataset", EVERY.values(), ids=EVERY)
def test_money_is_never_a_float(dataset: Dataset) -> None:
    for column in dataset.columns:
        if column.unit == "kr.":
            assert column.type == pa.decimal128(18, 2), column.name


@pytest.mark.parametrize("dataset", EVERY.values(), ids=EVERY)
def test_a_vocabulary_goes_with_a_dictionary(dataset: Dataset) -> None:
    for column in dataset.columns:
        assert bool(column.vocabulary) == pa.types.is_dictionary(column.type), column.name


def test_what_was_published_stays() -> None:
    """Renaming, dropping or retyping a column takes a new major version, and a new file beside this one."""
    assert CONTRACT_VERSION.startswith("1.")
    for name, columns in PUBLISHED.items():
        schema = DATASETS[name].schema
        assert {column: str(schema.field(column).type) for column in columns} == columns, name
