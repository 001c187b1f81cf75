"""Conditions such as ``measure = actual and amount_dkk > 1000000``: SQL over a dataset's columns.

DuckDB reads and evaluates them: its decimals are exact, and it can be shut in. What it has read is gone through before
it is evaluated: only columns, values, comparisons and some functions may stand in it, no query and no file, and the
database that evaluates it has access to nothing but the columns.

Two things are easier than in SQL. A word that is neither a column nor one of SQL's needs no quotes (double ones do as
well as single ones); and ``contains`` looks for a part of a text, or for one of a list.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from regnskab.query.condition import ARITHMETIC, CONTAINS, Condition, Node, refuse
from schemas.contract.model import Dataset

if TYPE_CHECKING:
    import duckdb
    import pyarrow.dataset as ds

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?P<sign><=|>=|==|!=|<>|[=<>(),])|(?P<word>[^\s'"=<>!(),]+))"""
)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_SQL_WORDS = {"and", "or", "not", "in", "is", "null", "like", "ilike", "between", "true", "false"}
_QUERY = "SELECT * FROM rows WHERE "


def mask_of(text: str, dataset: Dataset, stored: ds.Dataset) -> pa.ChunkedArray:
    """For each row of ``stored`` whether the condition holds, in their order; null where nothing tells.

    Raises QueryError, which says where the text cannot be understood, or which column or value does not fit.
    """
    columns = Condition(text, dataset)
    expression = columns.truth(_parsed(text, dataset.names))
    names = sorted(set(_columns_in(expression))) or [dataset.names[0]]
    return _evaluated(text, expression, stored.to_table(columns=names))


class _Words(NamedTuple):
    """A condition as SQL, with the place in the text, and the byte in the SQL, that each of its words begins at."""

    sql: str
    places: tuple[int, ...]
    starts: tuple[int, ...]

    def place(self, byte: int) -> int:
        """The place in the text of a byte of the SQL."""
        return self.places[max(0, bisect_right(self.starts, byte) - 1)]


def _as_sql(text: str, names: Sequence[str]) -> _Words:
    """A condition as SQL: columns as identifiers, other words that are none of SQL's as texts."""
    words: list[tuple[str, int]] = []
    at = 0
    if not text.strip():
        refuse(text, "is empty")
    if any("\ud800" <= letter <= "\udfff" for letter in text):  # from bytes on the command line that are no UTF-8
        refuse(text, "is no valid text")
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            refuse(text, "cannot be read from here", at + len(text[at:]) - len(text[at:].lstrip()))
        start, at = found.end() - len(found[0].lstrip()), found.end()
        behind_operand = bool(words) and words[-1][0].startswith(('"', "'"))
        if found["quoted"]:
            words.append((_quoted(found["quoted"][1:-1].replace(found["quoted"][0] * 2, found["quoted"][0])), start))
        elif found["sign"]:
            words.append((found["sign"], start))
        elif found["word"].lower() == "contains" and behind_operand:
            words.append((CONTAINS, start))
        elif found["word"].lower() == "contains" and [word for word, _ in words[-1:]] == ["not"]:
            # "x not contains y" is "not x contains y": SQL knows no infix operator after "not".
            words[-2:] = [words[-1], *words[-2:-1], (CONTAINS, start)]
        else:
            words.append((_word(found["word"], names, called=text[at:].lstrip().startswith("(")), start))
    starts, length = [], 0
    for word, _ in words:
        starts.append(length)
        length += len(word.encode()) + 1
    return _Words(" ".join(word for word, _ in words), tuple(start for _, start in words), tuple(starts))


def _word(word: str, names: Sequence[str], *, called: bool) -> str:
    if word in names:
        return f'"{word}"'
    if word.lower() in _SQL_WORDS:
        return word.lower()
    plain = word in ARITHMETIC or _NUMBER.fullmatch(word) or (called and word.isidentifier())
    return word if plain else _quoted(word)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _parsed(text: str, names: Sequence[str]) -> Node:
    """What DuckDB's parser makes of a condition. Raises QueryError."""
    words = _as_sql(text, names)
    statements = _serialised(_QUERY + words.sql)
    if "error_message" in statements:
        place = words.place(int(statements.get("position") or 0) - len(_QUERY))
        found = _TOKEN.match(text, place)
        refuse(text, f"cannot be read from {found[0].strip() if found else text!r} on", place)
    (statement,) = statements["statements"]
    (plain,) = _serialised(f"{_QUERY}true")["statements"]
    node = dict(statement["node"])
    expression: Node = node.pop("where_clause", {})
    if node != {key: value for key, value in plain["node"].items() if key != "where_clause"}:
        refuse(text, "goes on after its end")
    return expression


def _serialised(sql: str) -> Node:
    call = "SELECT json_serialize_sql(?, skip_null := true, skip_empty := true, skip_default := true)"
    with _database().cursor() as own:
        answer: Node = json.loads(_one(own, call, sql))
    return answer


def _one(database: duckdb.DuckDBPyConnection, sql: str, value: str) -> str:
    """The one value that a query gives, all of its rows fetched: DuckDB wants that before the next."""
    ((found,),) = database.execute(sql, [value]).fetchall()
    return str(found)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """A database in memory that can open no file, load nothing, and cannot be told otherwise."""
    import duckdb

    return duckdb.connect(
        config={
            "enable_external_access": False,
            "python_enable_replacements": False,
            "threads": 1,
            "lock_configuration": True,
        }
    )


def _evaluated(text: str, expression: Node, rows: pa.Table) -> pa.ChunkedArray:
    import duckdb

    for place, field in enumerate(rows.schema):
        if pa.types.is_dictionary(field.type):
            rows = rows.set_column(place, field.name, rows[field.name].cast(field.type.value_type))
    query = _serialised("SELECT 1 FROM rows")
    query["statements"][0]["node"]["select_list"] = [expression]
    with _database().cursor() as own:
        own.register("rows", rows.replace_schema_metadata(None))
        try:
            sql = _one(own, "SELECT json_deserialize_sql(?::JSON)", json.dumps(query))
            mask = own.sql(sql).to_arrow_table().column(0)
        except duckdb.Error as error:
            said = str(error).splitlines()[0].partition(": ")[2] or str(error)
            refuse(text, f"cannot be understood: {said}")
    if not pa.types.is_boolean(mask.type):
        refuse(text, "is neither true nor false of a row")
    return mask


def _columns_in(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("class") == "COLUMN_REF":
            yield node["column_names"][0]
        for value in node.values():
            yield from _columns_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from _columns_in(value)
