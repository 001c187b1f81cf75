"""Conditions select what they say, and say what they do not understand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from regnskab.errors import QueryError
from regnskab.query import where as where_module
from regnskab.query.where import mask_of
from schemas.contract.model import AMOUNT, BOOL, INT32, POINTS, STRING, STRINGS, TERM, Column, Dataset
from schemas.contract.vocabulary import MEASURES

DATASET = Dataset(
    name="things",
    title_en="Things",
    title_da="Ting",
    row_en="a thing",
    row_da="en ting",
    key=("n",),
    columns=(
        Column("n", INT32, "", ""),
        Column("text", STRING, "", "", nullable=True),
        Column("measure", TERM, "", "", vocabulary=MEASURES),
        Column("amount", AMOUNT, "", "", nullable=True),
        Column("size", POINTS, "", ""),
        Column("bold", BOOL, "", ""),
        Column("flags", STRINGS, "", ""),
        Column("cells", pa.list_(INT32), "", "", nullable=True),
        Column("variance", STRING, "", "", nullable=True),
    ),
)
SCHEMA = DATASET.schema
ROWS = [
    (1, "Veje og parker", "actual", Decimal("1000.50"), 1.5, True, ["a", "ab"], [], "x"),
    (2, "Skoler", "variance", Decimal("-20"), 2.5, False, ["ab"], [], None),
    (3, "it's", "actual", None, 0.5, False, [], [], None),
    (4, None, "adopted_budget", Decimal("3.4"), 0.0, True, ["a.b"], [], None),
]
TABLE = pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in ROWS], schema=SCHEMA)


def _select(text: str) -> list[int]:
    found: list[int] = TABLE.filter(mask_of(text, DATASET, ds.dataset(TABLE)))["n"].to_pylist()
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
        # A word of the vocabulary that is a column's name as well; the column itself; SQL that goes further.
        ("measure = variance", [2]),
        ("variance = x", [1]),
        ("1 < n and 3 > n", [2]),
        ("n between 2 and 3", [2, 3]),
        ("n * 2 = 4 or abs(amount) = 20", [2]),
        ("text like 'Veje%' or lower(text) = 'skoler'", [1, 2]),
        ("measure like '%budget'", [4]),
        ("contains(text, 'parker')", [1]),
        ("list_contains(flags, 'ab')", [1, 2]),
        ("bold", [1, 4]),
        ("not bold", [2, 3]),
        ("n is not null", [1, 2, 3, 4]),
        ("amount in (3.4, 1000.5)", [1, 4]),
        ("bold = yes", [1, 4]),
        ("text = 'O''Brien; drop table rows; --'", []),
        ("text = report-2024", []),
        ("n = 1\n  or n = 2", [1, 2]),
        ("n = 1" + " or n = 2" * 3000, [1, 2]),
        ("n in (" + ", ".join(map(str, range(2, 3000))) + ")", [2, 3, 4]),
        ("cells is null", []),
        ("variance is null and (text is null or text contains æ)", [4]),
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
        ("", "the condition '' is empty"),
        ("n", "is neither true nor false of a row"),
        ("n =", r"cannot be read from '=' on \(character 3\)"),
        ("n = and bold = true", r"cannot be read from 'and' on \(character 5\)"),
        ("amount = null", 'write "is null"'),
        ("n is 3", r"cannot be read from '3' on \(character 6\)"),
        ("(n = 1", r"cannot be read from '1' on \(character 6\)"),
        ("n = 1 bold = true", r"cannot be read from 'bold' on \(character 7\)"),
        ("n in 1, 2", r"cannot be read from ',' on \(character 7\)"),
        ("n ~ 1", r"cannot be read from '1' on \(character 5\)"),
        ("n not 1", r"cannot be read from '1' on \(character 7\)"),
        ("n = 'open", "cannot be read from here"),
        ("texst = a", "no column 'texst'; did you mean text"),
        ("zzz = a", "no column 'zzz'; there are n, text"),
        ("n = 1.5", "n cannot be compared with '1.5'; give a whole number"),
        ("n = 99999999999999999999", "n cannot be compared"),
        ("amount > 1.000.000", "amount cannot be compared with '1.000.000'; give a number, such as 1000000"),
        ("amount > NaN", "amount cannot be compared"),
        ("bold = maybe", "bold cannot be compared with 'maybe'; give a true or false"),
        ("flags = a", "compares flags, a list; use contains"),
        ("amount contains 3", "looks into amount, which is no text"),
        ("cells contains 3", "looks into cells, which is no text"),
        ("measure = actal", "measure is never 'actal'; did you mean actual"),
        ("measure != 'Actual'", "measure is never 'Actual'; did you mean actual"),
        ("not (measure in (actual, varians))", "measure is never 'varians'; did you mean variance"),
        ("measure = zzz", "measure is never 'zzz'; there are adopted_budget, "),
        ("txt contains a", "no column 'txt'; did you mean text"),
        ("txt is null", "no column 'txt'; did you mean text"),
        ("flags like 'a%'", "compares flags, a list; use contains"),
        ("n = 1 limit 1", "cannot be read from 'limit' on"),
        ("n = 1) or (n = 2", r"cannot be read from '\)' on"),
        ("æøå = 1 and n = = 1", r"\(character 17\)"),
    ],
)
def test_what_is_not_understood_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        _select(text)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "n = (select count(*) from read_csv('/etc/passwd'))",
        "exists(select * from read_text('/etc/passwd'))",
        "text in (select content from read_text('/etc/passwd'))",
        "read_csv('/etc/passwd')",
        "n = 1 union select * from read_csv('/etc/passwd')",
        "n = 1; copy rows to '/tmp/stolen.csv'",
        "n = 1; set enable_external_access = true",
        "n = 1 order by n",
        "n = 1 -- and more",
        "getenv('HOME') = 'x'",
        "current_setting('home_directory') = 'x'",
        "length(repeat('x', 1000000000)) > 1",
        "sum(n) over () > 1",
        "count(*) > 1",
        "case when bold then true else false end",
        "cast(text as integer) = 1",
        "n = ?",
        "n = 1 union(values(1))",
        "n = 1 limit(1)",
        "n = (select(1))",
        "columns(n) = 1",
        "abs() = 1",
        "abs(n, n, n) = 1",
        "contains(text) = 1",
        "a" * 5000,
        "not " * 5000 + "n = 1",
        "(" * 5000 + "n = 1" + ")" * 5000,
        " or ".join(["n = 1"] * 5000) + " or",
        "n = 1\0",
        "\ud800 = 1",
        "n = $1",
    ],
)
def test_no_code_runs_and_no_file_is_read(text: str) -> None:
    with pytest.raises(QueryError):
        _select(text)


def test_the_database_can_open_nothing_and_cannot_be_told_otherwise() -> None:
    database = where_module._database()
    for sql in (
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to '/tmp/stolen.csv'",
        "attach '/tmp/stolen.db'",
        "install httpfs",
        "set enable_external_access = true",
        "from TABLE",
    ):
        with pytest.raises(duckdb.Error):
            database.execute(sql)


def test_the_rows_of_several_files_are_told_apart_in_their_order(tmp_path: Path) -> None:
    for number in range(3):
        pq.write_table(TABLE, tmp_path / f"{number}.parquet")
    stored = ds.dataset([str(path) for path in sorted(tmp_path.iterdir())], schema=SCHEMA)
    assert mask_of("n = 2 or n = 3", DATASET, stored).to_pylist() == [False, True, True, False] * 3
