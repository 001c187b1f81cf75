"""CSV and Excel lose no digit and no character."""

from __future__ import annotations

import io
import warnings
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regnskab.errors import PublishError
from regnskab.publish.formats.csv_file import decode_csv, encode_csv
from regnskab.publish.formats.excel import encode_workbook
from regnskab.publish.formats.sheet_xml import letters, significant
from regnskab.query.plain_cells import as_texts, flat
from schemas.contract.arrays import build
from schemas.contract.model import AMOUNT, NUMBER, STRINGS, Column, Dataset

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20)
ODD = st.sampled_from(
    ["", " ", "=1+1", '"', ",", "\n", "a\r\nb", "_x000B_", "\x0b", "<&>", "1.234", "null", "Årets – resultat"]
)
AMOUNTS = st.decimals(Decimal(-(10**16) + 1), Decimal(10**16 - 1), places=2, allow_nan=False)
NUMBERS = st.decimals(Decimal(-(10**20)), Decimal(10**20), places=9, allow_nan=False)


def _dataset(**columns: pa.DataType) -> Dataset:
    named = tuple(
        Column(name, kind, name, name, "kr." if kind == AMOUNT else "none", nullable=True)
        for name, kind in columns.items()
    )
    return Dataset("some", "Some", "Nogle", "one", "én", (named[0].name,), named)


def _table(dataset: Dataset, **values: list[object]) -> pa.Table:
    return pa.Table.from_arrays(
        [build(column.type, values[column.name]) for column in dataset.columns], schema=dataset.schema
    )


def _sheet(dataset: Dataset, table: pa.Table) -> list[tuple[object, ...]]:
    data = encode_workbook("Titel", [("a", "b")], {dataset: flat(table)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return list(openpyxl.load_workbook(io.BytesIO(data))["some"].iter_rows(values_only=True))[1:]


@given(
    st.lists(
        st.tuples(TEXTS | ODD | st.none(), AMOUNTS | st.none(), NUMBERS | st.none(), st.lists(ODD, max_size=3)),
        max_size=6,
    )
)
def test_a_csv_file_reads_back_as_what_was_written(rows: list[tuple[object, ...]]) -> None:
    dataset = _dataset(text=pa.string(), amount=AMOUNT, number=NUMBER, words=STRINGS)
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    values = {column.name: list(column_values) for column, column_values in zip(dataset.columns, columns, strict=True)}
    table = _table(dataset, **values)
    back = decode_csv(encode_csv(flat(table)))
    assert back.to_pydict() == as_texts(flat(table)).to_pydict()
    assert [None if text is None else Decimal(text) for text in back["amount"].to_pylist()] == values["amount"]
    assert [None if text is None else Decimal(text) for text in back["number"].to_pylist()] == values["number"]
    assert not any("E" in (text or "") for text in back["number"].to_pylist())


@settings(max_examples=25)
@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_a_workbook_keeps_every_digit(amounts: list[Decimal]) -> None:
    dataset = _dataset(amount=AMOUNT)
    for (found,), amount in zip(_sheet(dataset, _table(dataset, amount=list(amounts))), amounts, strict=True):
        assert Decimal(found if isinstance(found, str) else repr(found)) == amount
        assert isinstance(found, str) == (significant(f"{amount:f}") > 15)


@pytest.mark.parametrize("text", ["=SUM(A1)", "+1", "1.234", "TRUE", "<&>\"'", "line\nline", "  air  ", "Ørsted–"])
def test_a_text_stays_a_text_in_a_workbook(text: str) -> None:
    dataset = _dataset(text=pa.string())
    assert _sheet(dataset, _table(dataset, text=[text])) == [(text,)]


def test_a_workbook_refuses_what_excel_cannot_hold() -> None:
    dataset = _dataset(text=pa.string())
    with pytest.raises(PublishError, match=r"some\.text has a text of 32768 characters.*--no-excel"):
        encode_workbook("T", [], {dataset: _table(dataset, text=["x" * 32_768])})


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_excel_s_letters(number: int, name: str) -> None:
    assert letters(number) == name


@pytest.mark.parametrize(
    ("text", "digits"), [("0.00", 0), ("1000", 1), ("100.50", 4), ("-0.05", 1), ("1234567890123456", 16)]
)
def test_significant_digits(text: str, digits: int) -> None:
    assert significant(text) == digits
