"""Corrections against the cells of an output folder: whether they are in, wait for a conversion, or no longer fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow.compute as pc

from normalize.table.corrected import FLAG
from normalize.verdicts import Correction
from regnskab.query.datasets import open_stored
from regnskab.report.corrections import AllCorrections

Condition = Literal["applied", "waiting", "stale", "no report"]


@dataclass(frozen=True, slots=True)
class Fit:
    """How it stands with one correction. ``stale``: its cell is gone, or reads otherwise than it expects."""

    correction: Correction
    condition: Condition
    says: str


def fits(out: Path, corrections: AllCorrections) -> Iterator[Fit]:
    """Every correction, by report and in the order of its file. Raises OutputError."""
    known = set(open_stored(out, "sources").to_table(columns=["report_id"])["report_id"].to_pylist())
    for report_id, own in corrections.items():
        which = (pc.field("report_id") == report_id) & pc.is_in(
            pc.field("table_id"), pc.cast(sorted({one.table for one in own.entries}), "string")
        )
        columns = ["table_id", "row", "column", "page", "text", "flags"]
        rows = open_stored(out, "cells").to_table(columns=columns, filter=which).to_pylist()
        cells = {(row["table_id"], row["row"], row["column"]): row for row in rows}
        for entry in own.entries:
            one = entry.correction
            cell = cells.get(one.place)
            if report_id not in known:
                yield Fit(one, "no report", "this report was not converted")
            elif cell is None:
                yield Fit(one, "stale", "there is no such cell")
            elif cell["text"] != one.expect or cell["page"] != one.page:
                yield Fit(one, "stale", f"reads “{cell['text']}” on page {cell['page']}, not “{one.expect}”")
            elif FLAG in cell["flags"]:
                yield Fit(one, "applied", f"“{one.expect}” reads “{one.value}”")
            else:
                yield Fit(one, "waiting", f"convert the report, and “{one.expect}” will read “{one.value}”")
