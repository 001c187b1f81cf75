"""Sums that nobody gets wrong: the leaves of a dataset's tables added up, and nothing that may not be (``addable``).

What does not speak against a sum, but a careful reader would want to know of it, is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import pyarrow as pa

from regnskab.errors import QueryError, SumError
from regnskab.phrases import counted, kroner
from regnskab.query.addable import ALIKE, ZERO, Key, Row, check_alike, check_question, check_repeated, leaves_of, slack
from regnskab.query.frames import Money, places_of
from schemas.contract.model import Dataset

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Total:
    """The sum of a dataset's leaves: ``amounts`` in ``unit``, and how many ``lines``, by the values of ``by``.

    ``remarks`` say what a careful reader would want to know.
    """

    dataset: str
    measure: str | None
    unit: Money
    by: tuple[str, ...]
    amounts: Mapping[Key, Decimal]
    lines: Mapping[Key, int]
    remarks: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal:
        """The sum of all groups. Raises SumError where they differ in what the lines of a sum must be alike in."""
        for place, name in enumerate(self.by):
            if name in ALIKE[self.dataset] and len({key[place] for key in self.amounts}) > 1:
                raise SumError(f"amounts that differ in {name} are not added up", remedy="take each from .amounts")
        return sum(self.amounts.values(), ZERO)

    def pandas(self) -> pd.DataFrame:
        """A row for each group: its values, the amount (its unit in the column's name) and how many lines it sums."""
        import pandas as pd

        name = "amount_dkk" if self.unit == "kroner" else f"amount_dkk_{self.unit}"
        rows = [(*key, amount, self.lines[key]) for key, amount in self.amounts.items()]
        frame = pd.DataFrame(rows, columns=[*self.by, name, "lines"])
        frame.attrs.update({"dataset": self.dataset, "measure": self.measure, "remarks": list(self.remarks)})
        return frame

    def __str__(self) -> str:
        measure = "" if self.measure is None else f" {self.measure}"
        names = [" / ".join("(none)" if value is None else str(value) for value in key) for key in self.amounts]
        width = max(map(len, names), default=0)
        amounts = [f"{amount.normalize():,f}" for amount in self.amounts.values()]
        room = max(map(len, amounts), default=0)
        rows = (f"  {name:<{width}}  {amount:>{room}}" for name, amount in zip(names, amounts, strict=True))
        return "\n".join([f"{self.dataset}{measure}, {self.unit}", *rows, *self.remarks])

    def _repr_html_(self) -> str:
        remarks = "".join(f"<li>{escape(remark)}</li>" for remark in self.remarks)
        return f"{self.pandas().to_html(index=False, na_rep='', border=0)}<ul>{remarks}</ul>"


def total_of(
    dataset: Dataset,
    table: pa.Table,
    mask: pa.ChunkedArray | None,
    *,
    measure: str | None,
    by: Sequence[str],
    unit: Money,
) -> Total:
    """The sum of the leaves among the rows of ``table`` for which ``mask`` holds (None: all), split by columns.

    Raises QueryError for an unknown column or unit, SumError for what may not be added.
    """
    check_question(dataset, by, measure)
    places = places_of(unit)
    numbered = [(place, row) for place, row in enumerate(table.to_pylist()) if measure in (None, row.get("measure"))]
    if not numbered and table.num_rows:
        known = sorted({str(name) for name in table["measure"].to_pylist()})
        raise QueryError(f"{dataset.name} has no measure {measure!r}", remedy=f"there are {', '.join(known)}")
    chosen = None if mask is None else mask.to_pylist()
    every = [row for _, row in numbered]
    leaves = leaves_of(every, [row for place, row in numbered if chosen is None or chosen[place]])
    groups: dict[Key, list[Row]] = {}
    for row in leaves:
        groups.setdefault(tuple(row[name] for name in by), []).append(row)
    for rows in groups.values():
        check_alike(dataset, by, rows)
    if {"measure", "label"} <= set(dataset.names) and "statement" not in dataset.names and "table_id" not in by:
        check_repeated(leaves)
    return Total(
        dataset=dataset.name,
        measure=measure or next(iter({row["measure"] for row in leaves if "measure" in row}), None),
        unit=unit,
        by=tuple(by),
        amounts={key: _sum(rows).scaleb(-places) for key, rows in groups.items()},
        lines={key: len(rows) for key, rows in groups.items()},
        remarks=tuple(_remarks(every, leaves, by)),
    )


def _sum(rows: Sequence[Row]) -> Decimal:
    return sum((row["amount_dkk"] or ZERO for row in rows), ZERO)


def _remarks(every: Sequence[Row], leaves: Sequence[Row], by: Sequence[str]) -> Iterator[str]:
    silent = sum(row["amount_dkk"] is None for row in leaves)
    if silent:
        yield f"{silent} of {counted(len(leaves), 'line')} state no amount"
    for name in by:
        without = [row for row in leaves if row[name] is None]
        if without:
            where = sorted({str(row.get("committee") or row["table_id"]) for row in without})
            yield f"{name}: the report states none for {kroner(_sum(without))} ({', '.join(where)})"
    for flag, says in _FLAGGED.items():
        flagged = sum(flag in row["flags"] for row in leaves)
        if flagged:
            yield f"{flagged} of {counted(len(leaves), 'line')} {says} (flag {flag})"
    yield from _against_totals(every, leaves)


_FLAGGED: Mapping[str, str] = {
    "service_frame_inferred": "are in a service frame that is inferred, not printed",
    "check_failed": "are part of a sum that does not come out",
    "low_confidence": "are of tables that were read with doubt",
}


def _against_totals(every: Sequence[Row], leaves: Sequence[Row]) -> Iterator[str]:
    """What the leaves of a table give and its own total says, where all of them are added and the two do not agree."""
    wanted = {(row["table_id"], row["cell_row"], row["cell_column"]) for row in leaves}
    columns: dict[tuple[str, int], list[Row]] = {}
    for row in every:
        columns.setdefault((row["table_id"], row["cell_column"]), []).append(row)
    for (table_id, _), rows in columns.items():
        own = [row for row in rows if row["is_leaf"]]
        tops = [row for row in rows if row["is_total"] and row["depth"] == 0 and row["amount_dkk"] is not None]
        whole = all((table_id, row["cell_row"], row["cell_column"]) in wanted for row in own)
        if own and whole and len(tops) == 1 and all(row["depth"] for row in own):
            given, stated = _sum(own), tops[0]["amount_dkk"]
            if abs(given - stated) > slack(own):
                yield (
                    f"{table_id}, page {tops[0]['page']}: its lines give {kroner(given)}, "
                    f"its own total says {kroner(stated)}"
                )
