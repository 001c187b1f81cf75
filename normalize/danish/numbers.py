"""Danish figures: "." groups thousands, "," is the decimal sign.

A text becomes a number only where the grammar leaves one reading; dates, item numbers, codes and telephone
numbers are none. Digits that break the grammar and still leave one reading are flagged. The strict parser of
Babel (locale ``da``) is the reference for what unflagged digits mean; the tests hold the two together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from normalize.danish.unit_words import BESIDE

IRREGULAR = "irregular_number"
# Longer runs of digits are account or identification numbers, and no amount of the contract could hold them.
MAX_DIGITS = 15
# No cell that states one figure is longer, whatever unit and note it prints.
MAX_LENGTH = 48

_MINUS = "-−–‐‑‒﹣－"
_NOTE = r"\s?[*†‡]+|\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+[⁾)]?|\s(?:[0-9]{1,2}|[a-z])\)|\s?\[(?:[0-9]{1,2}|[a-z])\]"
_CLOSE = r"(?(open)\s?\)|(?!))"
_CELL = re.compile(
    rf"""
    (?P<note0>[*†‡]+\s?)?
    (?P<open>\()?\s?
    (?P<sign0>[{_MINUS}+])?\s?
    (?P<unit0>{BESIDE})?\s?
    (?P<sign1>[{_MINUS}+])?\s?
    (?P<digits>[0-9,](?:[0-9., '’]*[0-9])?)
    (?:,[{_MINUS}—]{{1,2}})?                    # 1.234,- : no øre
    (?P<sign2>[{_MINUS}])?
    (?P<close0>{_CLOSE})?
    (?P<note1>{_NOTE}|(?P<glued>(?<=[0-9])[0-9]\)))?
    \s?(?:(?P<percent>%|pct\b\.?|procent)|(?P<unit1>{BESIDE}))?
    (?P<close1>{_CLOSE})?
    (?P<note2>{_NOTE})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WHOLE = r"(?:0|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:[ ][0-9]{3})+)?)"
_REGULAR = re.compile(rf"{_WHOLE}(?:,[0-9]+)?")
# One reading each: no group point; a first group of zeros or of too many digits; decimals alone.
_DANISH = re.compile(r"[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?|,[0-9]+")
# The apostrophe that groups thousands elsewhere.
_APOSTROPHES = re.compile(r"[1-9][0-9]{0,2}(?:(?:'[0-9]{3})+|(?:’[0-9]{3})+)(?:,[0-9]+)?")
# A point that cannot group can only be a decimal sign; so can one behind commas that group.
_POINT_DECIMALS = re.compile(r"[0-9]+\.[0-9]{1,2}|0\.[0-9]{4,}")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_ZERO_GROUP = re.compile(r"(?<![0-9.,])0\.[0-9]{3}(?![0-9.,])")
_NIL = re.compile(rf"(?:[{_MINUS}—―.…·]\s?)+(?:,[{_MINUS}—]+)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A figure as printed. ``value`` keeps the printed decimals; ``unit`` is the unit of money printed beside
    it ("mio. kr."), ``footnote`` the mark of a note ("*", "2)", "¹"), ``percent`` says that it is a share.
    ``zero_group``: it opens with a group of zero thousands ("0.539"), which may be a decimal point (``among``).
    """

    value: Decimal
    percent: bool = False
    unit: str | None = None
    footnote: str | None = None
    flags: tuple[str, ...] = ()
    zero_group: bool = False


def parse_number(text: str) -> Parsed | None:
    """The figure that ``text`` states, or None where it states none or leaves more than one reading.

    Flag ``irregular_number``: the digits break the Danish grammar, but only one reading is possible ("0.539" is 539, a
    group of zero thousands; "1.23" is 1.23, a point before two cannot group).
    """
    return _parse(text) if len(text) <= MAX_LENGTH else None


def among(figure: Parsed, usual: int) -> Parsed:
    """A figure among others that print ``usual`` decimals: "0.539" is 0,539 among figures of three."""
    return replace(figure, value=figure.value.scaleb(-3)) if usual == 3 and figure.zero_group else figure


def usual_decimals(figures: Iterable[Parsed | None]) -> int:
    """How many decimals most of the ``figures`` print, zeros aside; 0 where there are none."""
    counts = Counter(printed_decimals(figure.value) for figure in figures if figure and figure.value)
    return max(counts, key=lambda count: (counts[count], -count), default=0)


def is_number(text: str) -> bool:
    """Whether ``text`` states a figure."""
    return parse_number(text) is not None


def is_nil(text: str) -> bool:
    """Whether ``text`` is a printed sign for "nothing" (lone dashes or dots). Blank text is not."""
    return _NIL.fullmatch(text.strip()) is not None


def decimals(text: str) -> int:
    """How many decimals ``text`` prints; 0 for text that is no figure."""
    parsed = parse_number(text)
    return 0 if parsed is None else printed_decimals(parsed.value)


def printed_decimals(value: Decimal) -> int:
    """How many decimals a parsed ``value`` was printed with."""
    text = str(value)
    if "E" not in text:  # as nearly all: the text takes a fifth of the time that the tuple does
        return len(text.partition(".")[2])
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def looks_like_year(text: str) -> bool:
    """Whether ``text`` is the four bare digits of a year from 1900 to 2099."""
    return _YEAR.fullmatch(text.strip()) is not None


@lru_cache(maxsize=1 << 15)
def _parse(text: str) -> Parsed | None:
    match = _CELL.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    signs = [sign for sign in (match["sign0"], match["sign1"], match["sign2"]) if sign]
    bracketed, closes = match["open"] is not None, [match[name] for name in ("close0", "close1") if match[name]]
    notes = [match[name].strip() for name in ("note0", "note1", "note2") if match[name]]
    units = [match[name] for name in ("unit0", "unit1") if match[name]]
    read = _read(match["digits"])
    if read is None or max(len(signs), len(notes), len(units)) > 1 or len(closes) != bracketed:
        return None
    value, irregular = read
    if (bracketed and "+" in signs) or (match["glued"] and (irregular or "." not in match["digits"] or value % 1)):
        return None
    negative = bracketed or any(sign != "+" for sign in signs)
    odd = irregular or match["glued"] is not None or (bracketed and bool(signs))
    return Parsed(
        value=value.copy_negate() if negative and value else value,
        percent=match["percent"] is not None,
        unit=units[0] if units else None,
        footnote=notes[0] if notes else None,
        flags=(IRREGULAR,) if odd else (),
        zero_group=odd and _ZERO_GROUP.search(text) is not None,
    )


def _read(digits: str) -> tuple[Decimal, bool] | None:
    """The value of unsigned ``digits`` and whether they break the grammar; None: more than one reading."""
    if sum(character.isdigit() for character in digits) > MAX_DIGITS:
        return None
    if _REGULAR.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(" ", "").replace(",", ".")), False
    if _DANISH.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), True
    if _APOSTROPHES.fullmatch(digits):
        return Decimal(digits.replace("'", "").replace("’", "").replace(",", ".")), True
    if _POINT_DECIMALS.fullmatch(digits) or _COMMA_GROUPS.fullmatch(digits):
        return Decimal(digits.replace(",", "")), True
    return None
