"""``lines`` in long form: a row per line, year and measure, with the amount that the year's report has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from schemas.contract.arrays import build
from schemas.contract.model import Column, Dataset
from schemas.datasets import DATASETS
from schemas.datasets.common import FISCAL_YEAR, MEASURE, PAGE, REPORT_ID, ROW, TABLE_ID
from schemas.datasets.lines import LINES

_SAME = ("line_id", "municipality", "municipality_code", "kind", "level", "committee", "appropriation_code", "wording")
_PUBLISHED = ("published", "amount_dkk")
# The datasets whose lines "lines" follows: those with a measure by table and row.
FOLLOWED = tuple(name for name, dataset in DATASETS.items() if set(dataset.key) == {"table_id", "row", "measure"})


def _columns() -> tuple[Column, ...]:
    figures = DATASETS[FOLLOWED[0]]
    return (
        *(LINES.column(name) for name in _SAME),
        FISCAL_YEAR,
        Column("wording_then", REPORT_ID.type, "What that year's report calls it", "Hvad årets rapport kalder den"),
        MEASURE,
        *(figures.column(name) for name in _PUBLISHED),
        REPORT_ID,
        TABLE_ID,
        ROW,
        PAGE,
    )


LINES_BY_YEAR = Dataset(
    name="lines",
    title_en="Lines over the years, year by year",
    title_da="Linjer over årene, år for år",
    row_en="one measure of one line in one year",
    row_da="ét mål for én linje i ét år",
    key=("line_id", "fiscal_year", "measure"),
    columns=_columns(),
)


def lines_by_year(lines: pa.Table, figures: Iterable[pa.Table]) -> pa.Table:
    """The rows of ``lines``, a row for each year and measure; ``figures`` are the datasets that it follows.

    Of places that one line has twice in a year, the first is taken.
    """
    known: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for table in figures:
        chosen = table.select(["table_id", "row", "measure", *_PUBLISHED, "page"])
        for figure in chosen.to_pylist():
            known.setdefault((figure["table_id"], figure["row"]), []).append(figure)
    rows: dict[tuple[object, ...], dict[str, Any]] = {}
    for line in lines.to_pylist():
        for place in line["places"]:
            for figure in known.get((place["table_id"], place["row"]), ()):
                row = _row(line, place, figure)
                rows.setdefault(tuple(row[name] for name in LINES_BY_YEAR.key), row)
    values = list(rows.values())
    arrays = [build(column.type, [row[column.name] for row in values], column.vocabulary) for column in _columns()]
    return pa.table(arrays, schema=LINES_BY_YEAR.schema)


def _row(line: Mapping[str, Any], place: Mapping[str, Any], figure: Mapping[str, Any]) -> dict[str, Any]:
    there = {name: place[name] for name in ("fiscal_year", "report_id", "table_id", "row")}
    figured = {name: figure[name] for name in ("measure", *_PUBLISHED, "page")}
    return {name: line[name] for name in _SAME} | there | {"wording_then": place["wording"]} | figured
