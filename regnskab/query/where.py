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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pyarrow as pa

from regnskab.errors import QueryError
from schemas.contract.model import Dataset

if TYPE_CHECKING:
    import duckdb
    import pyarrow.dataset as ds

# What DuckDB's serialised expressions are made of.
Node = dict[str, Any]

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?P<sign><=|>=|==|!=|<>|[=<>(),])|(?P<word>[^\s'"=<>!(),]+))"""
)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_ARITHMETIC = {"+", "-", "*", "/", "%"}
_SQL_WORDS = {"and", "or", "not", "in", "is", "null", "like", "ilike", "between", "true", "false"}
_OPERATORS = {"OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_COALESCE"}
_TEXT_FUNCTIONS = {"~~", "!~~", "~~*", "!~~*", "lower", "upper", "length", "starts_with", "contains", "trim"}
_CONTAINS = "@>"  # an operator of DuckDB's that parses as an infix "contains" does
_FUNCTIONS = {*_ARITHMETIC, *_TEXT_FUNCTIONS, _CONTAINS, "abs", "round", "list_contains", "len"}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_LIKE_ENOUGH = 60.0
_QUERY = "SELECT * FROM rows WHERE "


def mask_of(text: str, dataset: Dataset, stored: ds.Dataset) -> pa.ChunkedArray:
    """For each row of ``stored`` whether the condition holds, in their order; null where nothing tells.

    Raises QueryError, which says where the text cannot be understood, or which column or value does not fit.
    """
    columns = _Columns(text, dataset)
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
        _refuse(text, "is empty")
    if any("\ud800" <= letter <= "\udfff" for letter in text):  # from bytes on the command line that are no UTF-8
        _refuse(text, "is no valid text")
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            _refuse(text, "cannot be read from here", at + len(text[at:]) - len(text[at:].lstrip()))
        start, at = found.end() - len(found[0].lstrip()), found.end()
        behind_operand = bool(words) and words[-1][0].startswith(('"', "'"))
        if found["quoted"]:
            words.append((_quoted(found["quoted"][1:-1].replace(found["quoted"][0] * 2, found["quoted"][0])), start))
        elif found["sign"]:
            words.append((found["sign"], start))
        elif found["word"].lower() == "contains" and behind_operand:
            words.append((_CONTAINS, start))
        elif found["word"].lower() == "contains" and [word for word, _ in words[-1:]] == ["not"]:
            # "x not contains y" is "not x contains y": SQL knows no infix operator after "not".
            words[-2:] = [words[-1], *words[-2:-1], (_CONTAINS, start)]
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
    plain = word in _ARITHMETIC or _NUMBER.fullmatch(word) or (called and word.isidentifier())
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
        _refuse(text, f"cannot be read from {found[0].strip() if found else text!r} on", place)
    (statement,) = statements["statements"]
    (plain,) = _serialised(f"{_QUERY}true")["statements"]
    node = dict(statement["node"])
    expression: Node = node.pop("where_clause", {})
    if node != {key: value for key, value in plain["node"].items() if key != "where_clause"}:
        _refuse(text, "goes on after its end")
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
            _refuse(text, f"cannot be understood: {said}")
    if not pa.types.is_boolean(mask.type):
        _refuse(text, "is neither true nor false of a row")
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


@dataclass(frozen=True, slots=True)
class _Columns:
    """Goes through an expression: what may not stand in it is refused, values are made fit for their columns."""

    text: str
    dataset: Dataset

    def truth(self, node: Node) -> Node:
        """An expression that stands where something true or false should be."""
        self._no_mere_text(node)
        return self.checked(node)

    def checked(self, node: Node) -> Node:
        """The expression with its values made fit. Raises QueryError for what may not stand in a condition."""
        kind, what = node["class"], node["type"]
        if kind in ("COLUMN_REF", "CONSTANT"):
            return node
        if kind == "CONJUNCTION" or what in _OPERATORS:
            return {**node, "children": [self.truth(child) for child in node["children"]]}
        if kind == "COMPARISON":
            left, right = self.compared([node["left"], node["right"]])
            return {**node, "left": left, "right": right}
        if what == "COMPARE_IN":
            return {**node, "children": self.compared(node["children"])}
        if kind == "BETWEEN":
            value, lower, upper = self.compared([node["input"], node["lower"], node["upper"]])
            return {**node, "input": value, "lower": lower, "upper": upper}
        if kind == "FUNCTION":
            return self.called(node)
        return _refuse(self.text, f"holds a {kind.lower().replace('_', ' ')}, which no condition may")

    def compared(self, operands: Sequence[Node]) -> list[Node]:
        """The operands of a comparison, the values among them made fit for the column that they stand beside."""
        column = next((self.field(one) for one in operands if one["class"] == "COLUMN_REF"), None)
        if column is None:
            self._no_mere_text(operands[0])
            return [self.checked(one) for one in operands]
        words = self._vocabulary(column)
        named = [_text(one["column_names"][-1]) if self._is_word(one, column, words) else one for one in operands]
        return [self.fit(column, one) if one["class"] == "CONSTANT" else self.checked(one) for one in named]

    def called(self, node: Node) -> Node:
        """A function's or operator's call."""
        name = node["function_name"]
        if name not in _FUNCTIONS:
            _refuse(self.text, f"asks for {name}, which no condition may")
        arguments = [one["expression"] for one in node.get("arguments", ())]
        if name == _CONTAINS:
            return self.contains(*arguments)
        for field in (self.field(one) for one in arguments if one["class"] == "COLUMN_REF"):
            if name in _TEXT_FUNCTIONS - {"contains", "length"} and pa.types.is_nested(field.type):
                self._no_list(field)
        return {**_call(name, *map(self.checked, arguments)), "is_operator": node.get("is_operator", False)}

    def contains(self, where: Node, what: Node) -> Node:
        """The test whether a text has a part, whatever its case, or a list of texts has a text."""
        self._no_mere_text(where)
        if where["class"] != "COLUMN_REF" or what["class"] not in ("CONSTANT", "COLUMN_REF"):
            _refuse(self.text, "needs a column before contains, and a text behind it")
        part = what["literal"]["text"] if what["class"] == "CONSTANT" else what["column_names"][-1]
        field = self.field(where)
        if pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):
            return _call("list_contains", where, _text(part))
        if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type):
            return _call("contains", _call("lower", where), _call("lower", _text(part)))
        return _refuse(self.text, f"looks into {field.name}, which is no text and no list of texts")

    def fit(self, field: pa.Field, constant: Node) -> Node:
        """A value as one that the column's values can be compared with. Raises QueryError where it is none."""
        literal = constant["literal"]
        if literal["kind"] == "NULL_LITERAL":
            _refuse(self.text, 'has null where a value should be; write "is null"')
        if pa.types.is_nested(field.type):
            self._no_list(field)
        words = self._vocabulary(field)
        if words and literal["text"] not in words:
            raise QueryError(f"{field.name} is never {literal['text']!r}", remedy=_nearest(literal["text"], words))
        try:
            return {"class": "CONSTANT", "type": "VALUE_CONSTANT", "literal": _literal(literal["text"], field.type)}
        except (ValueError, KeyError, OverflowError, InvalidOperation, pa.ArrowException):
            raise QueryError(
                f"{field.name} cannot be compared with {literal['text']!r}", remedy=f"give a {_kind(field.type)}"
            ) from None

    def field(self, column: Node) -> pa.Field:
        """The column that is meant."""
        return self.dataset.column(column["column_names"][-1]).field

    def _vocabulary(self, field: pa.Field) -> tuple[str, ...]:
        return self.dataset.column(field.name).vocabulary

    def _is_word(self, node: Node, beside: pa.Field, words: Sequence[str]) -> bool:
        """Whether a column's name is meant as a word of the vocabulary of the one beside it (role = number)."""
        name = node["column_names"][-1] if node["class"] == "COLUMN_REF" else None
        return name != beside.name and name in words

    def _no_mere_text(self, node: Node) -> None:
        """Raise QueryError for a word where a column should be: it is the name of none."""
        if node["class"] == "CONSTANT" and node["literal"]["kind"] == "STRING":
            name = node["literal"]["text"]
            raise QueryError(f"there is no column {name!r}", remedy=_nearest(name, self.dataset.names))

    def _no_list(self, field: pa.Field) -> NoReturn:
        _refuse(self.text, f"compares {field.name}, a list; use contains, or is null")


def _text(text: str) -> Node:
    return {"class": "CONSTANT", "type": "VALUE_CONSTANT", "literal": {"kind": "STRING", "text": text}}


def _call(name: str, *arguments: Node) -> Node:
    return {
        "class": "FUNCTION",
        "type": "FUNCTION",
        "function_name": name,
        "order_bys": {"type": "ORDER_MODIFIER"},
        "arguments": [{"expression": one} for one in arguments],
        "qualified_name": {"path": [name]},
    }


def _literal(text: str, kind: pa.DataType) -> Mapping[str, str]:
    """A value of a column's type, as DuckDB's parser writes it. Raises ValueError and the like."""
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind):
        return {"kind": "STRING", "text": text}
    if pa.types.is_boolean(kind):
        return {"kind": "BOOLEAN", "text": str(_TRUTH[text.lower()]).lower()}
    if pa.types.is_integer(kind):
        return {"kind": "INTEGER", "text": str(pa.scalar(int(text)).as_py())}
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return {"kind": "NUMERIC", "text": f"{number:f}"}


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "true or false"
    return "whole number" if pa.types.is_integer(kind) else "number, such as 1000000 or 0.5"


def _nearest(word: str, known: Sequence[str]) -> str:
    """The remedy for a word that is none of those that are known."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, processor=str.casefold)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"


def _refuse(text: str, problem: str, at: int | None = None) -> NoReturn:
    """Raise QueryError: the condition ``text`` has a ``problem``, at this character."""
    where = "" if at is None else f" (character {at + 1})"
    raise QueryError(
        f"the condition {text!r} {problem}{where}", remedy="write it like: measure = actual and amount_dkk > 1000000"
    )
