"""Corrections against the cells of an output folder: whether they are in, wait for a conversion, or no longer fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow.compute as pc

from extract.model import Box
from normalize.table.by_hand import CORRECTED
from normalize.table.restructured import same_box
from normalize.verdicts import Correction, Restructuring
from regnskab.query.datasets import open_stored
from regnskab.report.corrections import AllCorrections, Structure
from regnskab.store.store import open_store

Condition = Literal["applied", "waiting", "stale", "no report"]


@dataclass(frozen=True, slots=True)
class Fit:
    """How it stands with one correction. ``stale``: its cell is gone, or reads otherwise than it expects.

    Of how a table is built only a conversion tells for sure whether it still fits, which applies all or none; until
    then, whether its table is there.
    """

    correction: Correction | Restructuring
    condition: Condition
    says: str


def fits(out: Path, corrections: AllCorrections) -> Iterator[Fit]:
    """Every correction, by report and in the order of its file. Raises OutputError."""
    known = set(open_stored(out, "sources").to_table(columns=["report_id"])["report_id"].to_pylist())
    recipes = {entry.report_id: entry.recipe for entry in open_store(out).read().entries}
    for report_id, own in corrections.items():
        recipe = recipes.get(report_id)
        applied = recipe is not None and own.changes and recipe.corrections == own.sha256
        pieces = [] if applied or not own.structure else _pieces(out, report_id)
        for change in own.structure:
            yield _structure_fit(change, pieces, "no report" if report_id not in known else applied)
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
            elif CORRECTED in cell["flags"]:
                yield Fit(one, "applied", f"“{one.expect}” reads “{one.value}”")
            else:
                yield Fit(one, "waiting", f"convert the report, and “{one.expect}” will read “{one.value}”")


def _pieces(out: Path, report_id: str) -> list[tuple[int, Box]]:
    """The pages and boxes of all pieces of a report's tables."""
    tables = open_stored(out, "tables").to_table(columns=["fragments"], filter=pc.field("report_id") == report_id)
    pieces = (piece for row in tables.to_pylist() for piece in row["fragments"])
    return [(piece["page"], Box(*(piece[edge] for edge in ("x0", "top", "x1", "bottom")))) for piece in pieces]


def _structure_fit(entry: Structure, pieces: Sequence[tuple[int, Box]], state: bool | Literal["no report"]) -> Fit:
    one = entry.restructuring
    says = said(entry)
    if state == "no report":
        return Fit(one, "no report", "this report was not converted")
    if state:
        return Fit(one, "applied", says)
    if not any(page == one.page and same_box(box, one.box) for page, box in pieces):
        return Fit(one, "stale", "there is no such table")
    return Fit(one, "waiting", f"convert the report: {says}")


def said(entry: Structure) -> str:
    """What an entry says of how a table is built."""
    if entry.expect is None:
        return f"a border at {entry.value}"
    if entry.value is None:
        return f"no border at {entry.expect}"
    if entry.change == "parted":
        return f"“{entry.expect}” begins a table of its own"
    return f"{entry.value} instead of {entry.expect}"
