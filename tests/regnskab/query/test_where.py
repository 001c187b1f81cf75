"""Conditions select what they say, and say what they do not understand."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from regnskab.errors import QueryError
from regnskab.query.where import condition
from schemas.contract.model import AMOUNT, STRINGS, TERM

SCHEMA = pa.schema(
    [
        ("n", pa.int32()),
        ("text", pa.string()),
        ("measure", TERM),
        ("amount", AMOUNT),
        ("size", pa.float32()),
        ("bold", pa.bool_()),
        ("flags", STRINGS),
        ("cells", pa.list_(pa.int32())),
    ]
)
ROWS = [
    (1, "Veje og parker", "actual", Decimal("1000.50"), 1.5, True, ["a", "ab"], []),
    (2, "Skoler", "variance", Decimal("-20"), 2.5, False, ["ab"], []),
    (3, "it's", "actual", None, 0.5, False, [], []),
    (4, None, "adopted_budget", Decimal("3.4"), 0.0, True, ["a.b"], []),
]
TABLE = pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in ROWS], schema=SCHEMA)


def _select(text: str) -> list[int]:
    found: list[int] = ds.dataset(TABLE).to_table(filter=condition(text, SCHEMA))["n"].to_pylist()
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("n = 2", [2]),
        ("n==2", [2]),
        ("n != 2", [1, 3, 4]),
        ("n <> 2", [1, 3, 4]),
        ("n>=2 and n<4", [2, 3]),
        ("n = 1 or n = 2 and bold = true", [1]),
        ("(n = 1 or n = 2) and bold = false", [2]),
        ("not n = 1", [2, 3, 4]),
        ("not not n = 1", [1]),
        ("measure = actual", [1, 3]),
        ("measure = 'actual'", [1, 3]),
        ("MEASURE = x or n = 1", None),
        ("measure in (actual, variance)", [1, 2, 3]),
        ("measure not in (actual, variance)", [4]),
        ("amount > 3.39", [1, 4]),
        ("amount = 1000.5", [1]),
        ("amount < -19", [2]),
        ("amount is null", [3]),
        ("amount is not null AND n > 1", [2, 4]),
        ("text contains 'OG P'", [1]),
        ("text contains .", []),
        ("text not contains e and n > 0", [3]),
        ("text = 'it''s'", [3]),
        ('text = "it\'s"', [3]),
        ("measure contains budget", [4]),
        ("flags contains a", [1]),
        ("flags contains ab", [1, 2]),
        ("flags contains a.b", [4]),
        ("size <= 0.5", [3, 4]),
        ("n in (1)", [1]),
    ],
)
def test_a_condition_selects(text: str, found: list[int] | None) -> None:
    if found is None:
        with pytest.raises(QueryError, match="no column 'MEASURE'"):
            _select(text)
    else:
        assert _select(text) == found


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "ends where a column should be"),
        ("n", "ends where a comparison"),
        ("n =", "ends where a value should be"),
        ("n = and bold = true", r"has 'and' where a value should be \(character 5\)"),
        ("amount = null", 'write "is null"'),
        ("n is 3", "needs 'null'"),
        ("(n = 1", r"needs '\)'"),
        ("n = 1 bold = true", r"goes on with 'bold'"),
        ("n in 1, 2", r"needs '\('"),
        ("n ~ 1", "has '~' where a comparison"),
        ("n not 1", "needs in or contains after not"),
        ("n = 'open", "cannot be read from here"),
        ("texst = a", "no column 'texst'; did you mean text"),
        ("zzz = a", "no column 'zzz'; its columns are n, text"),
        ("n = 1.5", "n cannot be compared with '1.5'; give a whole number"),
        ("n = 99999999999999999999", "n cannot be compared"),
        ("amount > 1.000.000", "amount cannot be compared with '1.000.000'; give a number, such as 1000000"),
        ("amount > NaN", "amount cannot be compared"),
        ("bold = maybe", "bold cannot be compared with 'maybe'; give a true or false"),
        ("flags = a", "compares flags, a list; use contains"),
        ("amount contains 3", "looks into amount, which is no text"),
        ("cells contains 3", "looks into cells, which is no text"),
    ],
)
def test_what_is_not_understood_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        _select(text)


def test_no_code_runs() -> None:
    with pytest.raises(QueryError):
        condition("__import__('os').system('true')", SCHEMA)
