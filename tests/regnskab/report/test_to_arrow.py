"""Reports become tables by the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from extract.pdf.document import Metadata
from normalize.model import Report
from regnskab.errors import ContractError
from regnskab.report.conversion import Conversion
from regnskab.report.source import Source
from regnskab.report.to_arrow import to_arrow
from schemas.datasets import DATASETS
from schemas.validate import validate


def _arrow(report: Report, source: Source) -> dict[str, pa.Table]:
    return to_arrow(report, source, Metadata(9, None, None, None))


def test_every_dataset_is_there_and_keeps_the_contract(make_conversion: Callable[..., Conversion]) -> None:
    conversion = make_conversion()
    assert list(conversion) == list(DATASETS)
    validate(conversion.datasets)


def test_amounts_stay_exact_and_blanks_stay_null(make_conversion: Callable[..., Conversion]) -> None:
    rows = make_conversion().operating_expenditure.to_pylist()
    # By table, line and measure: the measures of a line in alphabetical order.
    assert [(row["row"], row["measure"], row["amount_dkk"]) for row in rows] == [
        (0, "actual", Decimal("1250000.00")),
        (0, "adopted_budget", Decimal("1000000.00")),
        (1, "actual", Decimal("900000.00")),
        (1, "adopted_budget", Decimal("600000.00")),
        (2, "actual", None),
        (2, "adopted_budget", Decimal("400000.00")),
    ]
    assert rows[4]["published"] == ""
    assert rows[2]["flags"] == ["unit_inferred"]
    assert (rows[0]["cell_row"], rows[0]["cell_column"], rows[0]["x1"]) == (1, 2, 90.5)


def test_a_check_carries_its_cells_suspect_and_page(make_conversion: Callable[..., Conversion]) -> None:
    failed = make_conversion().checks.to_pylist()[1]
    assert failed["cells"] == [{"row": 1, "column": 2}, {"row": 2, "column": 2}, {"row": 3, "column": 2}]
    assert (failed["suspect_row"], failed["suspect_column"], failed["page"]) == (3, 2, 3)
    assert failed["difference"] == Decimal(-350_000)


def test_the_fragments_of_a_table_are_kept(make_conversion: Callable[..., Conversion]) -> None:
    (fragment,) = make_conversion().tables.to_pylist()[0]["fragments"]
    assert list(fragment.items())[:5] == [("page", 3), ("x0", 50.0), ("top", 90.0), ("x1", 500.0), ("bottom", 200.0)]
    assert list(fragment.items())[5:] == [("rows", 3), ("header_rows", 1), ("duplicate_rows", 0)]


@pytest.mark.parametrize("number", ["1" * 40, "0." + "1" * 12, "1E+2000"])
def test_a_number_too_long_for_the_column_is_left_to_the_text(make_report: Callable[..., Report], number: str) -> None:
    report = make_report()
    table = report.tables[0]
    cell = table.cells[-2]._replace(number=Decimal(number))
    changed = replace(table, cells=(*table.cells[:-2], cell, table.cells[-1]))
    source = Source(Path("a.pdf"), "a.pdf", "ab" * 32, 5)
    tables = _arrow(replace(report, tables=(changed, *report.tables[1:])), source)
    (row,) = [row for row in tables["cells"].to_pylist() if row["flags"]]
    assert (row["number"], row["text"], row["flags"]) == (None, "400", ["number_out_of_range"])


def test_an_amount_finer_than_an_oere_is_refused_not_rounded(make_report: Callable[..., Report]) -> None:
    report = make_report()
    figure = report.operating[0]._replace(amount=Decimal("0.005"))
    source = Source(Path("a.pdf"), "a.pdf", "ab" * 32, 5)
    with pytest.raises(ContractError, match=r"a\.pdf: operating_expenditure\.amount_dkk .* more than 2 decimals"):
        _arrow(replace(report, operating=(figure,)), source)


def test_an_unknown_publisher_leaves_nulls(make_report: Callable[..., Report]) -> None:
    report = make_report(year=None)
    source = Source(Path("a.pdf"), "a.pdf", "ab" * 32, 5)
    assert _arrow(report, source)["cells"]["fiscal_year"].null_count == len(_arrow(report, source)["cells"])
