"""The checks of a report as values to show: what was tested, what is printed, what its parts give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from regnskab.money import kroner


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. ``printed`` is the text of the cell suspected, where there is one; amounts are kroner."""

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

    def headline(self) -> str:
        """Where and what: the page, the table, the line and the identity."""
        measure = f", {self.measure}" if self.measure else ""
        return f"page {self.page}, {self.table_id}, {self.subject}{measure}: {self.rule}"

    def details(self) -> list[str]:
        """Say the amounts, and what would explain them."""
        source = "the table has" if self.kind == "prose" else "its parts give"
        lines = [
            f"printed {kroner(self.expected)}, {source} {kroner(self.actual)}: "
            f"{kroner(abs(self.difference))} apart, rounding explains {kroner(self.tolerance)}"
        ]
        if self.explanation:
            lines.append(self.explanation)
        if self.suggested is not None:
            instead = f" instead of the printed “{self.printed}”" if self.printed else ""
            lines.append(f"suggested: {kroner(self.suggested)}{instead}")
        return lines


def findings(checks: pa.Table, cells: pa.Table) -> list[Finding]:
    """All checks, failed ones first, then by report, table and place in the table."""
    rows = sorted(checks.to_pylist(), key=_order)
    texts = _texts(cells) if any(row["suspect_row"] is not None for row in rows) else {}
    return [_finding(row, texts) for row in rows]


def _order(row: Mapping[str, object]) -> tuple[object, ...]:
    return (row["status"] != "fail", row["report_id"], row["page"], row["table_id"], row["check_id"])


def _texts(cells: pa.Table) -> dict[tuple[str, int, int], str]:
    columns = (cells[name].to_pylist() for name in ("table_id", "row", "column", "text"))
    return {(table, row, column): text for table, row, column, text in zip(*columns, strict=True)}


def _finding(row: Mapping[str, object], texts: Mapping[tuple[str, int, int], str]) -> Finding:
    values = {name: row[name] for name in Finding.__dataclass_fields__ if name in row}
    place = (row["table_id"], row["suspect_row"], row["suspect_column"])
    return Finding(**values, failed=row["status"] == "fail", printed=texts.get(place))  # type: ignore[arg-type]
