"""Tables as one JSON document, a cell on a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extract.model import Box, Cell
from extract.second_opinion.comparing import FLAG, Opinion, SecondOpinion
from regnskab.phrases import json_text
from regnskab.tables.grid import as_read
from regnskab.tables.reading import Found, TablesSource


def json_pieces(origin: TablesSource, tables: Iterable[Found]) -> Iterator[str]:
    """The document in pieces: the file's "source", then its "tables".

    Boxes are [x0, top, x1, bottom] in points from the top left of the displayed page.
    """
    yield f'{{\n"source": {_dump(source_json(origin))},\n"tables": ['
    separator = "\n"
    for found in tables:
        yield separator + _table_text(found)
        separator = ",\n"
    yield "\n]\n}\n"


def source_json(origin: TablesSource) -> dict[str, Any]:
    """What is said of the file."""
    source, metadata = origin
    return {
        "name": source.name,
        "sha256": source.sha256,
        "size": source.size,
        "pages": metadata.pages,
        "title": metadata.title,
        "producer": metadata.producer,
        "creator": metadata.creator,
    }


def table_json(found: Found) -> dict[str, Any]:
    """One table; "flags" and "second_opinion" only where other tools were asked.

    "witness" is what it was read from: "geometry", "tags", or "both", which agree.
    """
    table, opinion = found.table, found.opinion
    document: dict[str, Any] = {
        "page": table.page,
        "bbox": _box(table.box),
        "caption": found.caption,
        "confidence": round(table.confidence, 2),
        "witness": table.witness,
    }
    if opinion is not None:
        document["flags"] = [FLAG] if opinion.differs else []
        document["second_opinion"] = {
            "readers": [_reader(reader) for reader in opinion.opinions],
            "failed": list(opinion.failed),
        }
    document["cells"] = [_cell(cell, opinion) for cell in table.cells]
    return document


def _table_text(found: Found) -> str:
    document = table_json(found)
    cells = ",\n    ".join(_dump(cell) for cell in document.pop("cells"))
    head = ",\n  ".join(f"{_dump(name)}: {_dump(value)}" for name, value in document.items())
    return f'{{ {head},\n  "cells": [\n    {cells}\n  ]}}'


def _cell(cell: Cell, opinion: SecondOpinion | None) -> dict[str, Any]:
    document: dict[str, Any] = {
        "row": cell.row,
        "col": cell.column,
        "row_span": cell.row_span,
        "col_span": cell.column_span,
        "text": as_read(cell),
        "bbox": _box(cell.box),
        "header": cell.header,
    }
    if opinion is not None:
        place = (cell.row, cell.column)
        document["flags"] = [FLAG] if place in opinion.doubted else []
        document["second_opinion"] = [
            {"reader": reader.reader, "verdict": said.verdict, "text": said.text}
            for reader in opinion.opinions
            for said in reader.cells
            if (said.row, said.column) == place
        ]
    return document


def _reader(opinion: Opinion) -> dict[str, Any]:
    return {
        "reader": opinion.reader,
        "found": opinion.found,
        "rows": opinion.n_rows,
        "columns": opinion.n_columns,
        "agreement": round(opinion.agreement, 3),
        "unread": list(opinion.unread),
    }


def _box(box: Box) -> list[float]:
    # Adding zero turns the -0.0 of a rounded negative into 0.0.
    return [round(side, 2) + 0.0 for side in box]


def _dump(value: object) -> str:
    return json_text(value)
