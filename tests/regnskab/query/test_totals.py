"""Sums of lines that may be added, and the refusal of all others with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import regnskab
from regnskab.errors import QueryError, SumError
from regnskab.library import Library
from regnskab.query.totals import Total, total_of
from regnskab.report.conversion import Conversion
from schemas.datasets import EVERY

SAMPLE = Path("samples/ballerup-2024.pdf")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Library:
    out = tmp_path_factory.mktemp("sample") / "out"
    regnskab.convert(SAMPLE).write(out)
    return regnskab.open(out)


def rows_of(dataset: str, *rows: dict[str, Any]) -> pa.Table:
    """Rows of a dataset, with what they do not say left null."""
    schema = pa.schema([pa.field(field.name, field.type) for field in EVERY[dataset].schema])
    usual = {
        "report_id": "x-2024",
        "table_id": "x-2024/drift/tabel-1",
        "fiscal_year": 2024,
        "unit": "1.000 kr.",
        "flags": [],
        "page": 3,
        "quantity": "money",
        "measure": "actual",
        "cell_column": 1,
    }
    full = [{**{name: usual.get(name) for name in schema.names}, "cell_row": row.get("row"), **row} for row in rows]
    return pa.table({field.name: pa.array([row[field.name] for row in full], field.type) for field in schema})


def leaf(row: int, amount: int | None, label: str = "", parent: int | None = 0, **more: Any) -> dict[str, Any]:
    depth = 0 if parent is None else 1
    own = {"row": row, "label": label or f"Post {row}", "amount_dkk": None if amount is None else Decimal(amount)}
    return {**own, "parent_row": parent, "depth": depth, "is_leaf": True, "is_total": False, **more}


def whole(row: int, amount: int, **more: Any) -> dict[str, Any]:
    return {**leaf(row, amount, "I alt", None), "is_leaf": False, "is_total": True, **more}


def total(
    dataset: str, *rows: dict[str, Any], by: Sequence[str] = (), measure: str | None = None, where: Sequence[bool] = ()
) -> Total:
    mask = pa.chunked_array([list(where)]) if where else None
    return total_of(EVERY[dataset], rows_of(dataset, *rows), mask, measure=measure, by=by, unit="kroner")


def test_the_leaves_of_the_sample_add_up_to_the_totals_of_its_committees(sample: Library) -> None:
    added = sample.total("operating_expenditure", measure="actual", by="committee")
    printed = sample.operating_expenditure.pandas("level = total and measure = actual").set_index("committee")
    assert added.amount == 4_425_257_000
    for (committee,), amount in added.amounts.items():
        assert abs(amount - printed.loc[committee, "amount_dkk"]) <= 500 * (added.lines[committee,] + 1)
    assert set(added.amounts) == {(name,) for name in printed.index}
    assert abs(added.amount - printed["amount_dkk"].sum()) == 6_000
    naive = sample.operating_expenditure.pandas("measure = actual")["amount_dkk"].sum()
    assert naive > 4 * added.amount


def test_the_frame_that_no_line_prints_is_said_to_be_unknown(sample: Library) -> None:
    added = sample.total("operating_expenditure", measure="actual", by="service_frame", unit="million")
    assert added.amounts == {("inside",): Decimal("1979.875"), ("outside",): 843, (None,): Decimal("1602.382")}
    assert added.remarks[1] == (
        "service_frame: the report states none for 1.602.382.000 kr. (Sundheds- og Ældreudvalget, Økonomiudvalget)"
    )
    assert "(none)   1,602.382" in str(added)


def test_what_a_tables_own_total_says_otherwise_is_said(sample: Library) -> None:
    added = sample.total("capital_projects", measure="actual")
    assert added.amount == 416_761_000
    assert [remark.partition(", page ")[2] for remark in added.remarks if "its own total" in remark] == [
        "25: its lines give 175.813.000 kr., its own total says 172.042.000 kr.",
        "32: its lines give 31.269.000 kr., its own total says 30.871.000 kr.",
    ]


@pytest.mark.parametrize(
    ("dataset", "asked", "reason"),
    [
        ("operating_expenditure", {}, 'amounts of 4 measures .* are not added up; say measure="actual" or by="measure'),
        (
            "operating_expenditure",
            {"measure": "actual", "where": "level = total"},
            "Årets resultat: what these lines sum",
        ),
        ("key_figures", {}, "holds figures of different things"),
        ("checks", {}, "holds no amounts"),
        ("figures", {}, "amounts of 16 tables"),
        (
            "figures",
            {"where": "table_id = 'ballerup-2024/oekonomiudvalget/tabel-1'"},
            "figures of 25 lines in more than",
        ),
        ("operating_expenditure", {"measure": "actual", "where": "committee = Ingen"}, "there are no such lines"),
    ],
)
def test_a_wrong_sum_is_refused_with_the_reason(
    sample: Library, dataset: str, asked: dict[str, str], reason: str
) -> None:
    with pytest.raises(SumError, match=reason):
        sample.total(dataset, **asked)  # type: ignore[arg-type]


def test_one_column_of_one_table_of_any_kind(sample: Library) -> None:
    where = "table_id = 'ballerup-2024/oekonomiudvalget/tabel-1' and column_path contains 'Regnskab 2024 (3)'"
    assert sample.total("figures", where=where).amount == 660_783_000


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"dataset": "expenditure"}, "there is no dataset"),
        ({"dataset": "operating_expenditure", "by": "colour"}, "has no column 'colour'"),
        (
            {"dataset": "operating_expenditure", "measure": "aktual"},
            "has no measure 'aktual'; there are actual,",
        ),
        ({"dataset": "figures", "measure": "actual"}, "figures has no measures"),
        ({"dataset": "operating_expenditure", "measure": "actual", "unit": "dozen"}, "there is no unit"),
    ],
)
def test_what_is_not_there(sample: Library, asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        sample.total(**asked)


def test_years_are_kept_apart(make_conversion: Callable[..., Conversion], tmp_path: Path) -> None:
    for year in (2023, 2024):
        make_conversion(f"eksempel-{year}", year=year).write(tmp_path / "out")
    data = regnskab.open(tmp_path / "out")
    with pytest.raises(SumError, match="amounts of 2 years \\(2023, 2024\\) are not added up"):
        data.total("operating_expenditure", measure="actual")
    by_year = data.total("operating_expenditure", measure="actual", by="fiscal_year")
    assert {key for (key,) in by_year.amounts} == {2023, 2024}
    with pytest.raises(SumError, match="differ in fiscal_year"):
        _ = by_year.amount


def test_a_frame_has_a_row_for_each_group_with_its_unit(sample: Library) -> None:
    frame = sample.total("financing", measure="actual", by="appropriation", unit="thousand").pandas()
    assert list(frame.columns) == ["appropriation", "amount_dkk_thousand", "lines"]
    assert frame["lines"].sum() == 7
    assert frame.attrs["measure"] == "actual"


def test_lines_that_state_nothing_and_sums_that_fail_are_counted() -> None:
    added = total("operating_expenditure", leaf(1, None), leaf(2, 500, flags=["check_failed"]))
    assert added.amount == 500
    assert added.remarks == (
        "1 of 2 lines state no amount",
        "1 of 2 lines are part of a sum that does not come out (flag check_failed)",
    )


def test_sums_that_stand_elsewhere_are_no_lines_to_add() -> None:
    with pytest.raises(SumError, match="only sums of lines that stand elsewhere"):
        total("operating_expenditure", whole(0, 900))


def test_a_table_that_repeats_what_others_add_up_to_is_refused() -> None:
    detail = [leaf(n, 5_000_000, table_id="x-2024/b/tabel-2") for n in (1, 2)]
    overview = [leaf(n, amount, table_id="x-2024/a/tabel-1") for n, amount in ((1, 10_000_000), (2, 7_000_000))]
    with pytest.raises(SumError, match=r"the line 'Post 1' of x-2024/a/tabel-1 \(page 3\) and the lines of x-2024/b"):
        total("operating_expenditure", *overview, *detail)
    again = [leaf(n, amount, table_id="x-2024/c/tabel-3") for n, amount in ((1, 6_000_000), (2, 4_000_000))]
    with pytest.raises(SumError, match="and the other tables state the same"):
        total("operating_expenditure", *again, *detail)
    assert total("operating_expenditure", *again, *detail, where=[True, True, False, False]).amount == 10_000_000


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (({"statement": "debt"}, {"statement": "balance_sheet"}), "amounts of 2 statements \\(balance_sheet, debt"),
        (({"side": "assets"}, {"side": "liabilities"}), "amounts of 2 sides of a balance"),
        (({"flow": "net"}, {"flow": None}), "amounts of 2 flows \\(net, none"),
        (({"quantity": "money"}, {"quantity": "count", "amount_dkk": None}), "amounts of 2 quantities"),
        (({"quantity": "count"}, {"quantity": "count"}), "the lines count count, not money"),
        (({}, {"amount_dkk": None, "number": Decimal(3)}), "1 of the lines are in a unit that is not known"),
        (
            ({"row": 1, "heading": "2023"}, {"row": 1, "heading": "2024"}),
            "1 line in more than one column \\(2023,",
        ),
    ],
)
def test_unlike_lines_of_statements_are_not_added(changes: tuple[dict[str, Any], ...], reason: str) -> None:
    rows = [leaf(n, 100, statement="cost_types") | change for n, change in enumerate(changes, 1)]
    with pytest.raises(SumError, match=reason):
        total("statements", *rows)
