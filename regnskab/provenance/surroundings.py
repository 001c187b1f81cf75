"""What stands around a row's cell in its table: the heads over it, the labels beside it, the caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from regnskab.provenance.row import DatasetRow
from regnskab.query.datasets import open_stored

Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cells:
    """``own`` is the row of ``cells`` that the figure was read from (None: the row is no single cell's), ``table`` its
    row of ``tables``; ``heads`` (over it), ``labels`` (beside it) and ``other_heads`` (over
    other columns) are texts, as printed; ``figure`` is the cell's row of ``figures``.
    """

    table: Cell
    own: Cell | None
    heads: tuple[str, ...]
    labels: tuple[str, ...]
    other_heads: tuple[str, ...]
    figure: Cell | None = None

    def texts_for(self, place: str | None) -> tuple[str, ...]:
        """The texts at a place that may name the figure's unit; None: the heads, that over it first."""
        if place is None:
            return (*reversed(self.heads), *self.other_heads)
        if place == "its label":
            return self.labels
        return tuple(text for text in (self.table["caption"], self.table["unit"]) if text)


def cells_of(out: Path, row: DatasetRow) -> Cells | None:
    """What surrounds a row's cell; None for a row of no table. Raises OutputError."""
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
        return Cells(tables[0], None, (), (), ())
    heads = [cell for cell in cells if cell["role"] == "header" and cell["text"] and cell["row"] < own["row"]]
    over = [cell for cell in heads if _is_over(cell, own) and cell["fragment"] == own["fragment"]]
    other = [cell for cell in heads if cell not in over]
    at = here & (pc.field("cell_row") == own["row"]) & (pc.field("cell_column") == own["column"])
    figures = open_stored(out, "figures").to_table(filter=at).to_pylist()
    figure = figures[0] if figures else None
    return Cells(tables[0], own, _texts(over), tuple(_labels(cells, own)), _texts(other), figure)


def _place(row: DatasetRow) -> tuple[int | None, int | None]:
    values = row.values
    if row.dataset.name == "cells":
        return values["row"], values["column"]
    if row.dataset.name == "checks":
        first = values["cells"][0] if values["cells"] else {"row": None, "column": None}
        row_at, column_at = values["suspect_row"], values["suspect_column"]
        return (first["row"], first["column"]) if row_at is None else (row_at, column_at)
    return values.get("cell_row"), values.get("cell_column")


def _is_over(cell: Cell, own: Cell) -> bool:
    left: int = cell["column"]
    return bool(left <= own["column"] < left + cell["column_span"])


def _texts(cells: list[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(cell["text"]) for cell in cells))


def _labels(cells: list[Cell], own: Cell) -> Iterator[str]:
    for cell in cells:
        if cell["row"] == own["row"] and cell["role"] == "label" and cell["text"] and cell is not own:
            yield cell["text"]
