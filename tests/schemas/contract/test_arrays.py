"""Arrays come out as the values went in, or not at all."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.contract.arrays import build, constant
from schemas.contract.model import AMOUNT, NUMBER, STRINGS, TERM

CENTS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


@given(st.lists(st.none() | st.text()))
def test_texts(values: list[str | None]) -> None:
    array = build(pa.string(), values)
    array.validate(full=True)
    assert array.to_pylist() == values
    assert array.equals(pa.array(values, pa.string()))


@given(st.lists(st.none() | CENTS))
def test_amounts(values: list[Decimal | None]) -> None:
    array = build(AMOUNT, values)
    array.validate(full=True)
    assert array.equals(pa.array(values, AMOUNT))


@given(st.lists(st.none() | st.integers(-(2**31), 2**31 - 1)))
def test_whole_numbers(values: list[int | None]) -> None:
    assert build(pa.int32(), values).equals(pa.array(values, pa.int32()))


@given(st.lists(st.none() | st.booleans()))
def test_truths(values: list[bool | None]) -> None:
    assert build(pa.bool_(), values).to_pylist() == values


@given(st.lists(st.floats(width=32, allow_nan=False)))
def test_points(values: list[float]) -> None:
    assert build(pa.float32(), values).to_pylist() == values


@given(st.lists(st.none() | st.lists(st.text())))
def test_lists(values: list[list[str] | None]) -> None:
    array = build(STRINGS, values)
    array.validate(full=True)
    assert array.to_pylist() == values


@given(st.lists(st.none() | st.sampled_from(["one", "two", "three"])))
def test_terms(values: list[str | None]) -> None:
    array = build(TERM, values, ("one", "two", "three"))
    array.validate(full=True)
    assert array.to_pylist() == values


@given(st.lists(st.lists(st.tuples(st.integers(0, 99), st.text(max_size=3)), max_size=3)))
def test_lists_of_structs(values: list[list[tuple[int, str]]]) -> None:
    kind = pa.list_(pa.struct([("row", pa.int32()), ("text", pa.string())]))
    array = build(kind, values)
    array.validate(full=True)
    assert array.to_pylist() == [[{"row": row, "text": text} for row, text in value] for value in values]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (pa.string(), 1),
        (pa.int32(), 1.0),
        (pa.int32(), True),
        (pa.int32(), "1"),
        (pa.bool_(), 1),
        (pa.float32(), Decimal(1)),
        (AMOUNT, 1.5),
        (AMOUNT, 1),
        (STRINGS, "text"),
        (pa.date32(), 1),
    ],
)
def test_another_type_is_refused(kind: pa.DataType, value: object) -> None:
    with pytest.raises(TypeError):
        build(kind, [value])


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        (AMOUNT, Decimal("0.001"), "more than 2 decimals"),
        (AMOUNT, Decimal(10) ** 16, "more digits"),
        (AMOUNT, Decimal("NaN"), "is no number"),
        (NUMBER, Decimal("1E+29"), "more digits"),
        (pa.int32(), 2**31, "does not fit"),
        (TERM, "four", "'four' is none of one, two"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(kind: pa.DataType, value: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        build(kind, [value], ("one", "two"))


def test_a_constant_is_a_scalar_of_its_type() -> None:
    assert constant(AMOUNT, Decimal("1.50")) == pa.scalar(Decimal("1.50"), AMOUNT)


def test_pandas_is_not_imported_for_it() -> None:
    code = (
        "import sys; from decimal import Decimal\n"
        "from schemas.contract.arrays import build; from schemas.contract.model import *\n"
        "build(STRING, ['a', None]); build(AMOUNT, [Decimal(1)]); build(TERM, ['x'], ('x',)); build(STRINGS, [['a']])\n"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
