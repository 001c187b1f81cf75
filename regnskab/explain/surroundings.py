"""What stands around a row's cell in its table: the heads over it, the labels beside it, the caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from regnskab.explain.row import Row
from regnskab.stored import open_stored

Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cells:
    """``own`` is the row of ``cells`` that the figure was read from (None: the row is no single cell's), ``table`` its
    row of ``tables``; ``heads`` and ``labels`` are texts, as printed.
    """

    table: Cell
    own: Cell | None
    heads: tuple[str, ...]
    labels: tuple[str, ...]

    def unit_places(self) -> Iterator[tuple[str, str]]:
        """Give the places that may name the figure's unit, the nearest first, with what stands there."""
        for label in self.labels:
            yield "its label", label
        for head in reversed(self.heads):
            yield "the head over it", head
        if self.table["caption"]:
            yield "the caption", self.table["caption"]
        if self.table["unit"]:
            yield "the table, or the text around it,", self.table["unit"]


def cells_of(out: Path, row: Row) -> Cells | None:
    """Return what surrounds a row's cell; None for a row of no table. Raises OutputError."""
    table_id = row.get("table_id")
    if table_id is None:
        return None
    here = pc.field("table_id") == table_id
    tables = open_stored(out, "tables").to_table(filter=here).to_pylist()
    if not tables:
        return None
    cells = open_stored(out, "cells").to_table(filter=here).to_pylist()
    place = _place(row)
    own = next((cell for cell in cells if (cell["row"], cell["column"]) == place), None)
    if own is None:
        return Cells(tables[0], None, (), ())
    return Cells(tables[0], own, tuple(_heads(cells, own)), tuple(_labels(cells, own)))


def _place(row: Row) -> tuple[int | None, int | None]:
    values = row.values
    if row.dataset.name == "cells":
        return values["row"], values["column"]
    if row.dataset.name == "checks":
        first = values["cells"][0] if values["cells"] else {"row": None, "column": None}
        row_at, column_at = values["suspect_row"], values["suspect_column"]
        return (first["row"], first["column"]) if row_at is None else (row_at, column_at)
    return values.get("cell_row"), values.get("cell_column")


def _heads(cells: list[Cell], own: Cell) -> Iterator[str]:
    for cell in cells:
        over = cell["column"] <= own["column"] < cell["column"] + cell["column_span"]
        if cell["role"] == "header" and over and cell["fragment"] == own["fragment"] and cell["row"] < own["row"]:
            if cell["text"]:
                yield cell["text"]


def _labels(cells: list[Cell], own: Cell) -> Iterator[str]:
    for cell in cells:
        if cell["row"] == own["row"] and cell["role"] == "label" and cell["text"] and cell is not own:
            yield cell["text"]
