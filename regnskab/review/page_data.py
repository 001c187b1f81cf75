"""What the page's program is given: one value for the report, and one for each page, as plain data for JSON.

Both are described as types in ``front/src/data.ts``; what is empty is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from regnskab.report.acceptance import Review
from regnskab.report.corrections import Accepted, Entry, Structure
from regnskab.review.doubts import Doubt, doubts_of
from regnskab.review.learnt import Vocabulary, wording
from regnskab.review.pages import OutsideLine, PageSize
from regnskab.review.pieces import Piece, heads_of, kinds_of, pieces_of
from regnskab.review.stored import Row, StoredReport

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """What reviewers have done so far; ``applied`` says that the report was read with just these corrections,
    ``read`` is the hash of what was read of it, ``vocabulary`` what its words may mean,
    ``review`` who has looked it through.
    """

    entries: Sequence[Entry] = ()
    structure: Sequence[Structure] = ()
    accepted: Sequence[Accepted] = ()
    applied: bool = True
    read: str = ""
    vocabulary: Vocabulary | None = None
    review: Review | None = None


def report_data(
    report: StoredReport,
    sizes: Sequence[PageSize],
    outside: Mapping[int, Sequence[OutsideLine]],
    done: Done,
    *,
    pictures: bool,
) -> Data:
    """The report as a whole: its pages' sizes, its tables and all its doubts, and what reviewers have ``done``."""
    source = report.source
    numbers = {table["table_id"]: number for number, table in enumerate(report.tables)}
    checks = report.rows["checks"]
    return {
        "id": report.report_id,
        "municipality": source["municipality"],
        "year": source["fiscal_year"],
        "file": source["name"],
        "sha256": source["sha256"],
        "pictures": pictures,
        "corrections": [_entry(one) for one in done.entries],
        "structure": [_entry(one) for one in done.structure],
        "applied": len(done.structure) if done.applied else 0,
        "accepted": [_entry(one) for one in done.accepted],
        "current": done.applied,
        "read": done.read,
        "kinds": kinds_of(report),
        "vocabulary": None if done.vocabulary is None else done.vocabulary.data,
        "pages": [list(size) for size in sizes],
        "held": sum(check["status"] == "pass" for check in checks),
        "failed": sum(check["status"] == "fail" for check in checks),
        "tables": [_table(table, checks, heads_of(report, table)) for table in report.tables],
        "doubts": [_doubt(doubt, numbers, report) for doubt in doubts_of(report, outside)],
    }


def _entry(one: Entry | Structure | Accepted) -> Data:
    return one.model_dump(mode="json", exclude_none=True)


def _table(table: Row, checks: Sequence[Row], heads: Sequence[str]) -> Data:
    own = [check["status"] for check in checks if check["table_id"] == table["table_id"]]
    return {
        "id": table["table_id"],
        "caption": table["caption"],
        "section": table["section"],
        "kind": table["statement"] or table["kind"],
        "unit": table["unit"],
        "confidence": round(table["confidence"], 3),
        "flags": table["flags"],
        "heads": [wording(head) for head in heads],
        "notes": table["notes"],
        "held": own.count("pass"),
        "failed": own.count("fail"),
        "pages": sorted({piece["page"] for piece in table["fragments"]}),
    }


def _doubt(doubt: Doubt, numbers: Mapping[str, int], report: StoredReport) -> Data:
    data: Data = {"kind": doubt.kind, "page": doubt.page, "about": doubt.about}
    if doubt.table_id is not None:
        data["table"] = numbers[doubt.table_id]
    if doubt.cells:
        data["cells"] = doubt.cells
    if doubt.box is not None:
        data["box"] = doubt.box
    check = doubt.check
    if check is not None:
        data["check"] = {
            "subject": check["subject"],
            "measure": check["measure"],
            "expected": _plain(check["expected"]),
            "actual": _plain(check["actual"]),
            "difference": _plain(check["difference"]),
            "tolerance": _plain(check["tolerance"]),
            "explanation": check["explanation"],
            "suggested": _plain(check["suggested"]),
            "suspect": check["suspect_row"] is not None,
        }
        if check["stated"] is not None:
            box = [round(check[f"text_{edge}"], 1) for edge in ("x0", "top", "x1", "bottom")]
            data["check"] |= {
                "stated": check["stated"],
                "sentence": check["sentence"],
                "textPage": check["text_page"],
                "textBox": box,
            }
    return data


def pages_data(report: StoredReport, outside: Mapping[int, Sequence[OutsideLine]]) -> dict[int, Data]:
    """By page, the cells of its tables, how these are built, and the lines outside them."""
    numbers = {table["table_id"]: number for number, table in enumerate(report.tables)}
    cells: dict[int, list[Data]] = defaultdict(list)
    for (table_id, row, column), cell in report.cells.items():
        data = _cell(cell, numbers[table_id])
        figure = report.figures.get((table_id, row, column))
        if figure is not None:
            data["figure"] = _figure(figure)
        uses = report.meant.get((table_id, row, column), ())
        if uses:
            data["uses"] = [_use(name, used) for name, used in uses]
        cells[cell["page"]].append(data)
    pages: dict[int, Data] = {}
    pieces = pieces_of(report)
    for page in range(1, report.source["pages"] + 1):
        pages[page] = {
            "cells": sorted(cells[page], key=lambda data: (data["t"], data["r"], data["c"])),
            "pieces": [_piece(piece, numbers) for piece in pieces.get(page, ())],
            "outside": [[*line.box, line.text] for line in outside.get(page, ())],
        }
    return pages


def searchable(report: StoredReport) -> list[list[int | str]]:
    """Every cell with text: its page, table, row, column and text, for the search over the whole report."""
    numbers = {table["table_id"]: number for number, table in enumerate(report.tables)}
    found = [
        [cell["page"], numbers[table_id], row, column, cell["text"]]
        for (table_id, row, column), cell in report.cells.items()
        if cell["text"]
    ]
    return sorted(found)


def _piece(piece: Piece, numbers: Mapping[str, int]) -> Data:
    return {
        "t": numbers[piece.table_id],
        "box": [round(edge, 1) for edge in piece.box],
        "first": piece.first_row,
        "head": piece.head_rows,
        "goesOn": piece.goes_on,
        "columns": [round(place, 1) for place in piece.columns],
        "rows": [round(place, 1) for place in piece.rows],
    }


def _cell(cell: Row, table: int) -> Data:
    data: Data = {
        "t": table,
        "r": cell["row"],
        "c": cell["column"],
        "box": [round(cell[edge], 1) for edge in ("x0", "top", "x1", "bottom")],
        "text": cell["text"],
        "role": cell["role"],
    }
    if cell["row_span"] > 1:
        data["rows"] = cell["row_span"]
    if cell["column_span"] > 1:
        data["columns"] = cell["column_span"]
    if cell["number"] is not None:
        data["number"] = _plain(cell["number"])
    if cell["role"] == "label" and (word := wording(cell["text"])) != cell["text"].lower():
        data["word"] = word
    if cell["duplicate"]:
        data["duplicate"] = True
    if cell["bold"]:
        data["bold"] = True
    if cell["flags"]:
        data["flags"] = cell["flags"]
    return data


def _figure(figure: Row) -> Data:
    return {
        "under": figure["column_path"],
        "beside": figure["row_path"],
        "quantity": figure["quantity"],
        "unit": figure["unit"],
        "amount": _plain(figure["amount_dkk"]),
        "flags": figure["flags"],
    }


def _use(name: str, row: Row) -> Data:
    line = row.get("label", row.get("line"))
    return {"dataset": name, "line": line, "measure": row.get("measure"), "amount": _plain(row["amount_dkk"])}


def _plain(amount: Decimal | None) -> str | None:
    """``12.50`` and ``1000``, without an exponent or zeros that say nothing."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
