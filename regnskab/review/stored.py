"""What an output folder holds of one report, as rows by dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.errors import OutputError, QueryError
from regnskab.query.datasets import open_stored

Row = Mapping[str, Any]
CellPlace = tuple[str, int, int]  # table, row, column

# The datasets of known tables: a row of each is a figure by meaning, with the place of its cell.
MEANT = ("operating_expenditure", "financing", "capital_projects", "key_figures")
_READ = ("sources", "tables", "cells", "checks", "figures", *MEANT)


@dataclass(frozen=True)
class StoredReport:
    """One report: the rows of each dataset, in the order of their keys; tables in the order of their pages."""

    report_id: str
    rows: Mapping[str, Sequence[Row]] = field(repr=False)

    @property
    def source(self) -> Row:
        return self.rows["sources"][0]

    @cached_property
    def tables(self) -> tuple[Row, ...]:
        return tuple(sorted(self.rows["tables"], key=lambda row: (row["page"], row["fragments"][0]["top"])))

    @cached_property
    def cells(self) -> dict[CellPlace, Row]:
        return {(row["table_id"], row["row"], row["column"]): row for row in self.rows["cells"]}

    @cached_property
    def figures(self) -> dict[CellPlace, Row]:
        return {place_of(row): row for row in self.rows["figures"]}

    @cached_property
    def meant(self) -> dict[CellPlace, list[tuple[str, Row]]]:
        """The rows of known tables that a cell's figure stands in, with their datasets."""
        found: dict[CellPlace, list[tuple[str, Row]]] = defaultdict(list)
        for name in MEANT:
            for row in self.rows[name]:
                found[place_of(row)].append((name, row))
        return found


def place_of(row: Row) -> CellPlace:
    """The cell that a figure's row was read from."""
    return row["table_id"], row["cell_row"], row["cell_column"]


def report_ids(out: Path, wanted: Sequence[str] = ()) -> list[str]:
    """The reports in ``out``, or those wanted. Raises OutputError, QueryError for one that is not there."""
    known = sorted(open_stored(out, "sources").to_table(columns=["report_id"])["report_id"].to_pylist())
    for name in wanted:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise QueryError(f"there is no report {name!r} in {out}", remedy=remedy)
    return list(dict.fromkeys(wanted)) or known


def read_report(out: Path, report_id: str) -> StoredReport:
    """The rows of one report. Raises OutputError where they cannot be read."""
    which = pc.field("report_id") == report_id
    try:
        rows = {name: open_stored(out, name).to_table(filter=which).to_pylist() for name in _READ}
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise OutputError(f"cannot be read ({reason})", source=out, remedy="convert the report again") from error
    return StoredReport(report_id, rows)
