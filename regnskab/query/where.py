"""The conditions of ``regnskab show --where``: a small language, read by recursive descent, with no way to run code.

::

    any        := all ("or" all)*
    all        := one ("and" one)*
    one        := "not" one | "(" any ")" | column test
    test       := ("=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=") value
                | ["not"] "in" "(" value ("," value)* ")" | ["not"] "contains" value | "is" ["not"] "null"
    value      := a quoted text | a bare word | a number | true | false
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.errors import QueryError

_COMPARE: dict[str, Callable[[pc.Expression, pa.Scalar], pc.Expression]] = {
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_RESERVED = {"and", "or", "not", "in", "is", "contains", "null"}
# No printed text holds it, so that joined lists part again where they were joined.
_UNIT_SEPARATOR = "\x1f"


def condition(text: str, schema: pa.Schema) -> pc.Expression:
    """Return the condition as an expression over the columns of ``schema``.

    Raises QueryError, which says where the text cannot be understood, or which column or value does not fit.
    """
    reader = _Reader(text, tokens_of(text), schema)
    found = reader.either()
    reader.end()
    return found


@dataclass(slots=True)
class _Reader:
    """Reads the tokens from left to right; the one place where something changes: ``place``."""

    text: str
    tokens: Sequence[Token]
    schema: pa.Schema
    place: int = 0

    def either(self) -> pc.Expression:
        found = self.both()
        while self.skip("or"):
            found = found | self.both()
        return found

    def both(self) -> pc.Expression:
        found = self.one()
        while self.skip("and"):
            found = found & self.one()
        return found

    def one(self) -> pc.Expression:
        if self.skip("not"):
            return ~self.one()
        if self.skip("("):
            found = self.either()
            self.need(")")
            return found
        return self.test(self.column())

    def test(self, field: pa.Field) -> pc.Expression:
        if self.skip("is"):
            negated = self.skip("not")
            self.need("null")
            return pc.field(field.name).is_valid() if negated else pc.field(field.name).is_null()
        negated = self.skip("not")
        if self.skip("in"):
            found = self.among(field)
        elif self.skip("contains"):
            found = _contains(field, self.next("a value").text, self.stop)
        elif negated:
            self.stop("needs in or contains after not")
        else:
            return self.compare(field)
        return ~found if negated else found

    def among(self, field: pa.Field) -> pc.Expression:
        self.need("(")
        values = [self.value(field)]
        while self.skip(","):
            values.append(self.value(field))
        self.need(")")
        found = pc.field(field.name) == values[0]
        for value in values[1:]:
            found = found | (pc.field(field.name) == value)
        return found

    def compare(self, field: pa.Field) -> pc.Expression:
        sign = self.next("a comparison such as = or contains")
        if sign.quoted or sign.text not in _COMPARE:
            self.stop(f"has {sign.text!r} where a comparison such as = or contains should be", back=1)
        return _COMPARE[sign.text](pc.field(field.name), self.value(field))

    def column(self) -> pa.Field:
        token = self.next("a column")
        if token.text in self.schema.names:
            return self.schema.field(token.text)
        near = get_close_matches(token.text, self.schema.names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"its columns are {', '.join(self.schema.names)}"
        raise QueryError(f"there is no column {token.text!r}", remedy=hint)

    def value(self, field: pa.Field) -> pa.Scalar:
        token = self.next("a value")
        if not token.quoted and token.text.lower() in _RESERVED:
            hint = '; write "is null"' if token.text.lower() == "null" else ""
            self.stop(f"has {token.text!r} where a value should be{hint}", back=1)
        if pa.types.is_nested(field.type):
            self.stop(f"compares {field.name}, a list; use contains, or is null", back=1)
        try:
            return _value(token.text, field.type)
        except (ValueError, KeyError, OverflowError, InvalidOperation, pa.ArrowException):
            raise QueryError(
                f"{field.name} cannot be compared with {token.text!r}", remedy=f"give a {_kind(field.type)}"
            ) from None

    def next(self, wanted: str) -> Token:
        if self.place == len(self.tokens):
            self.stop(f"ends where {wanted} should be")
        self.place += 1
        return self.tokens[self.place - 1]

    def skip(self, word: str) -> bool:
        ahead = self.tokens[self.place] if self.place < len(self.tokens) else None
        found = ahead is not None and not ahead.quoted and ahead.text.lower() == word
        self.place += found
        return found

    def need(self, word: str) -> None:
        if not self.skip(word):
            self.stop(f"needs {word!r}")

    def end(self) -> None:
        if self.place < len(self.tokens):
            self.stop(f"goes on with {self.tokens[self.place].text!r} where and, or, or its end should be")

    def stop(self, problem: str, back: int = 0) -> NoReturn:
        place = self.place - back
        refuse(self.text, self.tokens[place].at if place < len(self.tokens) else len(self.text), problem)


def _value(text: str, kind: pa.DataType) -> pa.Scalar:
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind):
        return pa.scalar(text, pa.string())
    if pa.types.is_boolean(kind):
        return pa.scalar(_TRUTH[text.lower()])
    if pa.types.is_decimal(kind):
        number = Decimal(text)
        if not number.is_finite():
            raise ValueError(text)
        return pa.scalar(number)
    return pa.scalar(float(text) if pa.types.is_floating(kind) else int(text))


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "true or false"
    return "whole number" if pa.types.is_integer(kind) else "number, such as 1000000 or 0.5"


def _contains(field: pa.Field, part: str, stop: Callable[[str], NoReturn]) -> pc.Expression:
    column = pc.field(field.name)
    if pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):
        # The kernel takes lists of nullable texts only.
        joined = pc.binary_join(column.cast(pa.list_(pa.string())), pc.scalar(_UNIT_SEPARATOR))
        whole = rf"(^|{_UNIT_SEPARATOR}){re.escape(part)}({_UNIT_SEPARATOR}|$)"
        return pc.match_substring_regex(joined, pattern=whole)
    if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type):
        return pc.match_substring(column.cast(pa.string()), pattern=part, ignore_case=True)
    return stop(f"looks into {field.name}, which is no text and no list of texts")


_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?P<sign><=|>=|==|!=|<>|[=<>(),])|(?P<word>[^\s'"=<>!(),]+))"""
)


class Token(NamedTuple):
    """A word, sign or quoted text (without its quotes), and where it begins."""

    text: str
    at: int
    quoted: bool = False


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of ``text``. Raises QueryError where it cannot be read."""
    tokens, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            refuse(text, at + len(text[at:]) - len(text[at:].lstrip()), "cannot be read from here")
        quoted = match["quoted"]
        body = quoted[1:-1].replace(quoted[0] * 2, quoted[0]) if quoted else match[0].strip()
        tokens.append(Token(body, match.end() - len(match[0].lstrip()), bool(quoted)))
        at = match.end()
    return tokens


def refuse(text: str, at: int, problem: str) -> NoReturn:
    """Raise QueryError: the condition ``text`` has a ``problem`` at this character."""
    raise QueryError(
        f"the condition {text!r} {problem} (character {at + 1})",
        remedy="write it like: measure = actual and amount_dkk > 1000000",
    )
