"""A report's rows, as few as keep every rule, to be broken one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from schemas.datasets import DATASETS

Rows = dict[str, list[dict[str, Any]]]

SHA = "0f" * 32
REPORT = {"report_id": "by-2024", "municipality": "By", "municipality_code": "999", "fiscal_year": 2024}
PLACE = {"page": 1, "x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0, "source_sha256": SHA}
TABLE = "by-2024/drift/tabel-1"
SUMS = {"depth": 0, "is_leaf": True, "is_total": False}
FIGURE = {
    **REPORT,
    **SUMS,
    **PLACE,
    "table_id": TABLE,
    "committee": None,
    "row": 0,
    "label": "I alt",
    "level": "total",
    "measure": "actual",
    "published": "1",
    "amount_dkk": Decimal(1000),
    "unit": "1.000 kr.",
    "flags": [],
    "cell_row": 0,
    "cell_column": 0,
}


def _rows() -> Rows:
    fragment = {"page": 1, "x0": 0.0, "top": 0.0, "x1": 9.0, "bottom": 9.0} | dict.fromkeys(
        ("rows", "header_rows", "duplicate_rows"), 1
    )
    return {
        "sources": [
            {
                **REPORT,
                "name": "by.pdf",
                "sha256": SHA,
                "size": 10,
                "pages": 1,
                "contract_version": "1.0.0",
                "tool_version": "0.1.0",
                "edition": 1,
            }
        ],
        "tables": [
            {
                **REPORT,
                "table_id": TABLE,
                "kind": "operating",
                "page": 1,
                "fragments": [fragment],
                "n_rows": 1,
                "n_columns": 1,
                "n_duplicate_rows": 0,
                "notes": [],
                "confidence": 1.0,
                "flags": [],
                "source_sha256": SHA,
            }
        ],
        "cells": [
            {
                **REPORT,
                **PLACE,
                "table_id": TABLE,
                "row": 0,
                "column": 0,
                "row_span": 1,
                "column_span": 1,
                "text": "1",
                "role": "number",
                "number": Decimal(1),
                "bold": False,
                "italic": False,
                "fragment": 0,
                "line": 0,
                "duplicate": False,
                "flags": [],
            }
        ],
        "operating_expenditure": [dict(FIGURE)],
        "financing": [],
        "capital_projects": [{**FIGURE, "account_closed": False}],
        "budget_agreement_status": [
            {
                **REPORT,
                **PLACE,
                "table_id": TABLE,
                "row": 0,
                "item_no": "1",
                "topic": "",
                "description": "",
                "status": "",
                "flags": [],
            }
        ],
        "key_figures": [{**FIGURE, "topic": "Gæld", "line": "Måltal", "year": None}],
        "statements": [],
        "figures": [
            {
                **REPORT,
                **SUMS,
                **PLACE,
                "table_id": TABLE,
                "row": 0,
                "row_path": ["I alt"],
                "column_path": ["Regnskab"],
                "published": "1",
                "number": Decimal(1),
                "quantity": "money",
                "unit": "1.000 kr.",
                "amount_dkk": Decimal(1000),
                "flags": [],
                "cell_row": 0,
                "cell_column": 0,
            }
        ],
        "checks": [
            {
                **REPORT,
                "check_id": "a",
                "table_id": TABLE,
                "kind": "accounting",
                "rule": "total",
                "subject": "I alt",
                "measure": "actual",
                "expected": Decimal(10),
                "actual": Decimal(12),
                "difference": Decimal(2),
                "tolerance": Decimal(5),
                "status": "pass",
                "cells": [{"row": 0, "column": 0}],
                "page": 1,
                "source_sha256": SHA,
            }
        ],
    }


@pytest.fixture
def rows() -> Rows:
    return _rows()


@pytest.fixture
def as_tables() -> Callable[[Mapping[str, list[dict[str, Any]]]], dict[str, pa.Table]]:
    def build(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, pa.Table]:
        return {name: pa.Table.from_pylist(found, schema=DATASETS[name].schema) for name, found in rows.items()}

    return build
