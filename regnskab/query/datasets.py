"""Reading back what was written: the rows of a dataset, all its reports together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from regnskab.errors import OutputError, QueryError
from regnskab.report.findings import Finding, findings
from schemas.contract.model import Dataset
from schemas.datasets import EVERY

if TYPE_CHECKING:
    import pyarrow.dataset as ds

# The columns for a quick look; what every row of a report repeats, and geometry, are there for the asking.
_LINES = ("committee", "row", "level", "label", "measure", "published", "amount_dkk", "fiscal_year", "page")
_QUICK_LOOK = {
    "sources": ("report_id", "name", "pages", "municipality", "fiscal_year", "profile"),
    "tables": ("table_id", "kind", "page", "n_rows", "n_columns", "caption", "flags"),
    "cells": ("table_id", "row", "column", "text", "role", "number", "flags", "page"),
    "operating_expenditure": _LINES,
    "financing": _LINES,
    "capital_projects": ("committee", "row", "label", "measure", "published", "amount_dkk", "fiscal_year", "page"),
    "budget_agreement_status": ("committee", "item_no", "topic", "status", "fiscal_year", "page"),
    "key_figures": ("topic", "goal", "line", "year", "published", "amount_dkk", "fiscal_year", "page"),
    "statements": ("statement", "line_code", "label", "measure", "year", "is_leaf", "published", "amount_dkk", "page"),
    "figures": ("table_id", "row_path", "column_path", "published", "unit", "amount_dkk", "year", "page"),
    "checks": ("table_id", "subject", "measure", "rule", "expected", "actual", "difference", "status", "page"),
    "lines": ("line_id", "wording", "first_year", "last_year", "score", "wordings"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a dataset, and how many there are of which these are the first."""

    dataset: Dataset
    table: pa.Table
    n_found: int


def open_stored(out: Path, name: str) -> ds.Dataset:
    """A dataset of the folder ``out``. Raises QueryError for an unknown name, OutputError where it has none."""
    import pyarrow.dataset as ds

    if name not in EVERY:
        raise QueryError(f"there is no dataset {name!r}", remedy=_instead(name, list(EVERY)))
    if not out.is_dir():
        raise OutputError("there is no such folder", source=out, remedy="convert a report into it first")
    files = sorted((out / name).glob("*.parquet"))
    if not files:
        raise OutputError(f"holds no {name}", source=out, remedy="convert a report into it first")
    try:
        return ds.dataset([str(file) for file in files], schema=EVERY[name].schema, format="parquet")
    except (OSError, pa.ArrowException) as error:
        raise _damaged(out / name, error) from error


def select(
    out: Path, name: str, *, where: str | None = None, columns: Sequence[str] | None = None, limit: int = 20
) -> Selection:
    """The first ``limit`` rows for which ``where`` holds.

    ``columns`` names those wanted (None: the telling ones, ["all"]: every one). Raises QueryError, OutputError.
    """
    import pyarrow.compute as pc

    from regnskab.query.where import mask_of

    stored = open_stored(out, name)
    dataset = EVERY[name]
    names = _columns(dataset, columns)
    try:
        if where is None:
            return Selection(dataset, stored.head(limit, columns=names), stored.count_rows())
        places = pc.indices_nonzero(mask_of(where, dataset, stored))
        table = stored.take(places.slice(0, limit), columns=names)
    except (OSError, pa.ArrowException) as error:
        raise _damaged(out / name, error) from error
    return Selection(dataset, table, len(places))


def stored_findings(out: Path, report: str | None = None) -> list[Finding]:
    """The checks of all reports in ``out``, or of one; failed ones first. Raises OutputError, QueryError."""
    import pyarrow.compute as pc

    which = None if report is None else pc.field("report_id") == report
    try:
        if report is not None:
            known = open_stored(out, "sources").to_table(columns=["report_id"])["report_id"].to_pylist()
            if report not in known:
                raise QueryError(f"there is no report {report!r} in {out}", remedy=_instead(report, known))
        checks = open_stored(out, "checks").to_table(filter=which)
        texts = open_stored(out, "cells").to_table(columns=["table_id", "row", "column", "text"], filter=which)
    except (OSError, pa.ArrowException) as error:
        raise _damaged(out, error) from error
    return findings(checks, texts)


def quick_look(dataset: Dataset) -> tuple[str, ...]:
    """The columns that tell most of a dataset's rows, for a quick look."""
    return _QUICK_LOOK[dataset.name]


def _columns(dataset: Dataset, names: Sequence[str] | None) -> list[str]:
    if names is None:
        return list(quick_look(dataset))
    if list(names) == ["all"]:
        return list(dataset.names)
    for name in names:
        if name not in dataset.names:
            raise QueryError(f"{dataset.name} has no column {name!r}", remedy=_instead(name, dataset.names))
    return list(names)


def _instead(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"


def _damaged(path: Path, error: Exception) -> OutputError:
    reason = str(error).splitlines()[0]
    return OutputError(f"cannot be read ({reason})", source=path, remedy="convert the reports again")
