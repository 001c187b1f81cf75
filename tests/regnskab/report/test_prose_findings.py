"""A check of the text against a table says what both say, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from extract.model import Box
from extract.pdf.document import Metadata
from normalize.model import Report
from normalize.verdicts import CellRef, Check
from regnskab.report.findings import findings
from regnskab.report.source import Source
from regnskab.report.to_arrow import to_arrow
from schemas.validate import validate

SOURCE = Source("report.pdf", "report.pdf", "a" * 64, 1)


def _prose(table_id: str) -> Check:
    expected, actual = Decimal(1_900_000), Decimal(1_250_000)
    return Check(
        check_id=f"{table_id}#prose-000",
        kind="prose",
        rule="amount in the text = figure in the table",
        table_id=table_id,
        subject="total",
        measure="actual",
        cells=(CellRef(1, 2),),
        expected=expected,
        actual=actual,
        difference=actual - expected,
        tolerance=Decimal(50_000),
        status="fail",
        stated="1,9 mio. kr.",
        sentence="Regnskabet endte på 1,9 mio. kr.",
        text_page=2,
        text_box=Box(10, 20, 30, 40),
    )


def test_both_places_are_in_the_data_and_in_words(make_report: Callable[..., Report]) -> None:
    small = make_report()
    table_id = small.operating[0].table_id
    report = replace(small, checks=(*small.checks, _prose(table_id)))
    datasets = to_arrow(report, SOURCE, Metadata(3, None, None, None))
    validate(datasets)
    (row,) = (row for row in datasets["checks"].to_pylist() if row["kind"] == "prose")
    assert (row["text_page"], row["text_x0"], row["text_bottom"], row["page"]) == (2, 10, 40, 3)
    (found,) = (one for one in findings(datasets["checks"], datasets["cells"]) if one.kind == "prose")
    assert found.details() == [
        "the text on page 2 says 1,9 mio. kr., the table on page 3 has 1.250 (1.250.000 kr.): "
        "650.000 kr. apart, rounding explains 50.000 kr."
    ]
