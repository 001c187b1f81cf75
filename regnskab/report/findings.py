"""The checks of a report as values to show: what was tested, what is printed, what its parts give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from regnskab.phrases import kroner


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. ``printed`` is the text of the cell suspected, where there is one; amounts are kroner.

    ``stated`` is the amount that the running text on ``text_page`` prints, for a check of that kind, and ``tabled`` the
    text of the table's cell.
    """

    report_id: str
    table_id: str
    page: int
    kind: str
    rule: str
    subject: str
    measure: str | None
    expected: Decimal
    actual: Decimal
    difference: Decimal
    tolerance: Decimal
    failed: bool
    explanation: str | None
    suggested: Decimal | None
    printed: str | None
    stated: str | None = None
    sentence: str | None = None
    text_page: int | None = None
    tabled: str | None = None

    def headline(self) -> str:
        """Where and what: the page, the table, the line and the identity."""
        measure = f", {self.measure}" if self.measure else ""
        return f"page {self.page}, {self.table_id}, {self.subject}{measure}: {self.rule}"

    def details(self) -> list[str]:
        """Say the amounts, and what would explain them."""
        apart = f"{kroner(abs(self.difference))} apart, rounding explains {kroner(self.tolerance)}"
        if self.kind == "prose":
            tabled = f"{self.tabled} ({kroner(self.actual)})" if self.tabled else kroner(self.actual)
            says = f"the text on page {self.text_page} says {self.stated}"
            lines = [f"{says}, the table on page {self.page} has {tabled}: {apart}"]
        else:
            lines = [f"printed {kroner(self.expected)}, its parts give {kroner(self.actual)}: {apart}"]
        if self.explanation:
            lines.append(self.explanation)
        if self.suggested is not None:
            instead = f" instead of the printed “{self.printed}”" if self.printed else ""
            lines.append(f"suggested: {kroner(self.suggested)}{instead}")
        return lines


def findings(checks: pa.Table, cells: pa.Table) -> list[Finding]:
    """All checks, failed ones first, then by report, table and place in the table."""
    rows = sorted(checks.to_pylist(), key=_order)
    telling = any(row["suspect_row"] is not None or row["kind"] == "prose" for row in rows)
    texts = _texts(cells) if telling else {}
    return [_finding(row, texts) for row in rows]


def _order(row: Mapping[str, object]) -> tuple[object, ...]:
    return (row["status"] != "fail", row["report_id"], row["page"], row["table_id"], row["check_id"])


def _texts(cells: pa.Table) -> dict[tuple[str, int, int], str]:
    columns = (cells[name].to_pylist() for name in ("table_id", "row", "column", "text"))
    return {(table, row, column): text for table, row, column, text in zip(*columns, strict=True)}


def _finding(row: Mapping[str, object], texts: Mapping[tuple[str, int, int], str]) -> Finding:
    values = {name: row[name] for name in Finding.__dataclass_fields__ if name in row}
    place = (row["table_id"], row["suspect_row"], row["suspect_column"])
    tabled = texts.get(_cell(row)) if row["kind"] == "prose" else None
    failed = row["status"] == "fail"
    return Finding(**values, failed=failed, printed=texts.get(place), tabled=tabled)  # type: ignore[arg-type]


def _cell(row: Mapping[str, Any]) -> tuple[str, int, int]:
    """The table's cell that an amount in the text is compared with."""
    cell = row["cells"][0]
    return (row["table_id"], cell["row"], cell["column"])
