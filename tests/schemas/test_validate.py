"""Rows that break the contract are found before anything is written, each by name."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from regnskab.errors import ContractError
from schemas.validate import validate

Rows = dict[str, list[dict[str, Any]]]
AsTables = Callable[[Rows], dict[str, pa.Table]]

FIGURES = ("operating_expenditure", "capital_projects", "key_figures")


def test_rows_that_keep_the_contract_pass(rows: Rows, as_tables: AsTables) -> None:
    validate(as_tables(rows))


def test_a_report_without_figures_passes(rows: Rows, as_tables: AsTables) -> None:
    kept = ("sources", "tables", "cells")
    validate(as_tables({name: found if name in kept else [] for name, found in rows.items()}))


@pytest.mark.parametrize(
    ("dataset", "change", "complaint"),
    [
        ("sources", {"sha256": "0F" * 32}, "sha256 looks like"),
        ("sources", {"pages": 0}, "pages is 1 or more"),
        ("tables", {"table_id": "by-2024/Drift/tabel 1"}, "table_id looks like"),
        ("tables", {"kind": None}, "kind is null"),
        ("tables", {"kind": "balance"}, "kind 'balance' is none of operating, financing"),
        ("cells", {"text": None}, "text is null"),
        ("cells", {"row_span": 0}, "row_span is 1 or more"),
        ("cells", {"x0": float("nan")}, "x0 is not above x1"),
        ("cells", {"top": 9.0}, "top is not above bottom"),
        ("cells", {"page": 0}, "page is 1 or more"),
        ("operating_expenditure", {"level": "item"}, "a row whose level is item has item"),
        ("operating_expenditure", {"level": "appropriation", "appropriation": ""}, "has appropriation_code or"),
        ("operating_expenditure", {"level": "service_frame"}, "level is service_frame has service_frame"),
        ("operating_expenditure", {"level": "project"}, "level 'project' is none of total"),
        ("capital_projects", {"level": "project"}, "has project_code or project"),
        ("capital_projects", {"level": "project", "project": "Vej", "account_closed": None}, "has account_closed"),
        ("operating_expenditure", {"published": ""}, "amount_dkk goes with published"),
        ("operating_expenditure", {"marker": "R"}, "amount_dkk stands without marker"),
        ("key_figures", {"marker_meaning": "lukket"}, "marker_meaning goes with marker"),
        ("key_figures", {"amount_dkk": None, "published": "", "marker": "R"}, "marker goes with published"),
        ("budget_agreement_status", {"row": -1}, "row is 0 or more"),
        ("checks", {"difference": Decimal(3)}, "difference is actual - expected"),
        ("checks", {"status": "fail"}, "a check fails exactly where"),
        ("checks", {"tolerance": Decimal(1)}, "a check fails exactly where"),
        ("checks", {"suggested": Decimal(1)}, "suggested goes with suspect_row"),
        ("checks", {"cells": [{"row": 0, "column": 1}]}, "checks: 1 references to a cell that is not in cells"),
        ("checks", {"suspect_row": 5, "suspect_column": 0}, "checks: 1 references to a cell"),
        ("operating_expenditure", {"cell_row": 7}, "operating_expenditure: 1 references to a cell"),
        ("operating_expenditure", {"table_id": "by-2024/drift/tabel-2"}, "table_id by-2024/drift/tabel-2 is not among"),
        ("cells", {"source_sha256": "ab" * 32}, "source_sha256 abab.* is not among the report's sources"),
        ("checks", {"report_id": "by-2023"}, "report_id by-2023 is not among"),
    ],
)
def test_a_broken_row_is_named(
    rows: Rows, as_tables: AsTables, dataset: str, change: dict[str, Any], complaint: str
) -> None:
    rows[dataset][0].update(change)
    with pytest.raises(ContractError, match=f"by.pdf: the rows break the data contract: .*{complaint}"):
        validate(as_tables(rows), source="by.pdf")


@pytest.mark.parametrize("dataset", ["cells", "checks", "budget_agreement_status", *FIGURES])
def test_a_key_is_given_once(rows: Rows, as_tables: AsTables, dataset: str) -> None:
    rows[dataset].append(rows[dataset][0])
    with pytest.raises(ContractError, match=f"{dataset}: the key .* repeats in row"):
        validate(as_tables(rows))


def test_a_missing_dataset_is_named(rows: Rows, as_tables: AsTables) -> None:
    del rows["checks"]
    with pytest.raises(ContractError, match="dataset checks is missing"):
        validate(as_tables(rows))


def test_a_dataset_of_another_shape_is_named(rows: Rows, as_tables: AsTables) -> None:
    tables = as_tables(rows)
    tables["cells"] = tables["cells"].drop_columns(["bold"])
    with pytest.raises(ContractError, match="cells: its columns are"):
        validate(tables)


def test_an_amount_as_a_float_is_refused(rows: Rows, as_tables: AsTables) -> None:
    tables = as_tables(rows)
    place = tables["checks"].column_names.index("expected")
    tables["checks"] = tables["checks"].set_column(place, "expected", pa.array([10.0]))
    with pytest.raises(ContractError, match=r"column expected is double, not decimal128\(18, 2\)"):
        validate(tables)


def test_many_problems_are_counted(rows: Rows, as_tables: AsTables) -> None:
    rows["cells"][0].update(page=0, row_span=0, column_span=0, fragment=-1, x0=9.0)
    with pytest.raises(ContractError, match="; and 2 more; nothing was written"):
        validate(as_tables(rows))
