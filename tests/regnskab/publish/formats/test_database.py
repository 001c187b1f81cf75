"""The database holds every row, with exact amounts, and says what they mean."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from regnskab.publish.formats.database import encode_database
from regnskab.query.plain_cells import flat
from schemas.datasets import DATASETS, EVERY


def _rows(site: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(site / "regnskab.sqlite")) as connection:
        return connection.execute(query).fetchall()


def test_every_dataset_is_a_table_with_all_rows(site: Path) -> None:
    for name in EVERY:
        n_rows = pq.ParquetFile(site / f"{name}.parquet").metadata.num_rows
        assert _rows(site, f"select count(*) from {name}") == [(n_rows,)]  # noqa: S608 (the contract's name)
        assert (name, n_rows) in _rows(site, "select name, rows from datasets")


def test_amounts_are_whole_numbers_of_oere(site: Path) -> None:
    table = pq.ParquetFile(site / "operating_expenditure.parquet").read()
    expected = sum(amount for amount in table["amount_dkk"].to_pylist() if amount is not None)
    query = "select sum(amount_dkk_oere), group_concat(distinct typeof(amount_dkk_oere)) from operating_expenditure"
    total, kinds = _rows(site, query)[0]
    assert Decimal(str(total)) / 100 == expected
    assert set(str(kinds).split(",")) == {"integer", "null"}


def test_a_view_has_a_line_with_its_measures(site: Path) -> None:
    query = (
        "select label, adopted_budget_oere, actual_oere from operating_expenditure_by_measure "
        "where fiscal_year = 2024 and label like '%Veje'"
    )
    assert _rows(site, query) == [("10.26 Veje", 60_000_000, 90_000_000)]


def test_columns_are_described(site: Path) -> None:
    query = "select betydning, meaning, unit from columns where dataset = 'figures' and \"column\" = 'amount_dkk_oere'"
    ((danish, english, unit),) = _rows(site, query)
    assert (bool(danish), bool(english), unit) == (True, True, "øre")


def test_the_same_tables_give_the_same_bytes(site: Path) -> None:
    tables = {DATASETS[name]: flat(pq.ParquetFile(site / f"{name}.parquet").read()) for name in ("checks", "figures")}
    assert encode_database(tables) == encode_database(tables)
