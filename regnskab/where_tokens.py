"""The words and signs of a condition."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from regnskab.errors import QueryError

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
