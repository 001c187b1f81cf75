"""How far a table's own sums bear out words that an OCR program read.

A grid may be right in every line and a digit misread: nothing that the page shows would tell. What a sum proves is as
sure as before; of the rest nobody can be sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.model import OCR_LAYER
from normalize.model import LogicalTable
from normalize.verdicts import Check

Place = tuple[int, int]


def with_proof(tables: Sequence[LogicalTable], checks: Sequence[Check]) -> tuple[LogicalTable, ...]:
    """The tables; those that an OCR program read are no surer than the share of their numbers that sums prove."""
    if not any(OCR_LAYER in table.flags for table in tables):
        return tuple(tables)
    passed: defaultdict[str, set[Place]] = defaultdict(set)
    failed: defaultdict[str, set[Place]] = defaultdict(set)
    for check in checks:
        (passed if check.status == "pass" else failed)[check.table_id].update((c.row, c.column) for c in check.cells)
    return tuple(_proven(table, passed[table.table_id] - failed[table.table_id]) for table in tables)


def _proven(table: LogicalTable, proven: set[Place]) -> LogicalTable:
    if OCR_LAYER not in table.flags:
        return table
    numbers = [(cell.row, cell.column) for cell in table.cells if cell.number is not None]
    share = sum(place in proven for place in numbers) / len(numbers) if numbers else 0.0
    return replace(table, confidence=min(table.confidence, round(share, 2)))
