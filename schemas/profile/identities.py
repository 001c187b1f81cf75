"""The small language in which a profile says what holds between lines of statements.

    assets_total = liabilities_total
    result_total = tax_financed_result + utilities_result?
    income_statement.result_total = ±cash_flow.result_total
    balance_sheet.long_term_debt@closing = debt.total@closing

A term is a line's code, of this kind or, before a point, of another; ``@`` names the one measure in which it is taken;
``?`` lets it be missing and count as nothing; ``±`` before it, in the other table's sign. Without ``@`` an identity
holds for each measure that the tables share.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_TERM: Final = re.compile(
    r"(?:(?P<kind>[a-z][a-z0-9_]*)\.)?(?P<code>[a-z][a-z0-9_]*)(?:@(?P<measure>[a-z][a-z0-9_]*))?(?P<optional>\?)?"
)
_SIGNS: Final = {"+": 1, "-": -1, "−": -1}


class Term(NamedTuple):
    """A line's code in an identity; ``kind`` is None for a line of the kind that declares it."""

    code: str
    sign: int
    kind: str | None = None
    measure: str | None = None
    optional: bool = False
    either_sign: bool = False


class StatementIdentity(NamedTuple):
    """``result`` is the sum of the ``parts``, each by its sign."""

    rule: str
    result: Term
    parts: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        return (self.result, *self.parts)


def identity_of(text: str) -> StatementIdentity:
    """The identity that ``text`` states. Raises ValueError, naming the part that is none of the language."""
    result, equals, parts = text.partition("=")
    if not equals or "=" in parts:
        raise ValueError(f'"{text}" needs one =, as in "assets_total = liabilities_total"')
    pieces = [piece for piece in re.split(r"\s*([+\-−])\s*", parts.strip()) if piece]
    signs: list[int] = [1]
    terms: list[Term] = []
    for piece in pieces:
        if piece in _SIGNS:
            signs.append(_SIGNS[piece])
        else:
            terms.append(_term(piece, signs[-1]))
    if not terms or len(signs) - 1 + (pieces[0] not in _SIGNS) != len(terms):
        raise ValueError(f'"{text}" has a sign without a line, or a line without a sign')
    return StatementIdentity(text.strip(), _term(result, 1), tuple(terms))


def _term(text: str, sign: int) -> Term:
    bare = text.strip()
    either = bare.startswith("±")
    found = _TERM.fullmatch(bare.removeprefix("±").strip())
    if found is None:
        raise ValueError(f'"{bare}" is no line: write code, kind.code, code@measure, code? or ±kind.code')
    optional = found["optional"] is not None
    return Term(found["code"], sign, found["kind"], found["measure"], optional, either)
