"""What may stand in a condition on a dataset's rows: an expression as DuckDB's parser gives it, gone through.

Only columns, values, comparisons and some functions may; a value is made one that its column can be compared with, and
a word that a closed vocabulary does not hold is refused with the nearest one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import pyarrow as pa

from regnskab.errors import QueryError
from schemas.contract.model import Dataset

# What DuckDB's serialised expressions are made of.
Node = dict[str, Any]

ARITHMETIC = {"+", "-", "*", "/", "%"}
_OPERATORS = {"OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_COALESCE"}
_TEXT_FUNCTIONS = {"~~", "!~~", "~~*", "!~~*", "lower", "upper", "length", "starts_with", "contains", "trim"}
CONTAINS = "@>"  # an operator of DuckDB's that parses as an infix "contains" does
_FUNCTIONS = {*ARITHMETIC, *_TEXT_FUNCTIONS, CONTAINS, "abs", "round", "list_contains", "len"}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_LIKE_ENOUGH = 60.0


@dataclass(frozen=True, slots=True)
class Condition:
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
        return refuse(self.text, f"holds a {kind.lower().replace('_', ' ')}, which no condition may")

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
            refuse(self.text, f"asks for {name}, which no condition may")
        arguments = [one["expression"] for one in node.get("arguments", ())]
        if name == CONTAINS:
            return self.contains(*arguments)
        for field in (self.field(one) for one in arguments if one["class"] == "COLUMN_REF"):
            if name in _TEXT_FUNCTIONS - {"contains", "length"} and pa.types.is_nested(field.type):
                self._no_list(field)
        return {**_call(name, *map(self.checked, arguments)), "is_operator": node.get("is_operator", False)}

    def contains(self, where: Node, what: Node) -> Node:
        """The test whether a text has a part, whatever its case, or a list of texts has a text."""
        self._no_mere_text(where)
        if where["class"] != "COLUMN_REF" or what["class"] not in ("CONSTANT", "COLUMN_REF"):
            refuse(self.text, "needs a column before contains, and a text behind it")
        part = what["literal"]["text"] if what["class"] == "CONSTANT" else what["column_names"][-1]
        field = self.field(where)
        if pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):
            return _call("list_contains", where, _text(part))
        if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type):
            return _call("contains", _call("lower", where), _call("lower", _text(part)))
        return refuse(self.text, f"looks into {field.name}, which is no text and no list of texts")

    def fit(self, field: pa.Field, constant: Node) -> Node:
        """A value as one that the column's values can be compared with. Raises QueryError where it is none."""
        literal = constant["literal"]
        if literal["kind"] == "NULL_LITERAL":
            refuse(self.text, 'has null where a value should be; write "is null"')
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
        refuse(self.text, f"compares {field.name}, a list; use contains, or is null")


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


def refuse(text: str, problem: str, at: int | None = None) -> NoReturn:
    """Raise QueryError: the condition ``text`` has a ``problem``, at this character."""
    where = "" if at is None else f" (character {at + 1})"
    raise QueryError(
        f"the condition {text!r} {problem}{where}", remedy="write it like: measure = actual and amount_dkk > 1000000"
    )
