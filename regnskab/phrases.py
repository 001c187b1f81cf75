"""Amounts as a Danish reader expects them, things as they are counted, and texts of strangers made safe to show."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Final

# What a terminal obeys or a reader does not see: Unicode's controls, format characters (bidirectional overrides among
# them), lone surrogates and line separators. The soft hyphen is one, too, but does nothing, and reports are full of it.
_UNSEEN: Final = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd"
    "\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0001\\U000e0020-\\U000e007f]"
)
_SYMBOLS: Final = 0x2400  # Unicode's pictures of the controls below the blank
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+!|~])")
# What helps against a file without text; pages that have text stay as they are.
OCR_REMEDY: Final = "run it through OCR first (ocrmypdf --language dan --deskew --skip-text), then read the result"


def kroner(amount: Decimal) -> str:
    """``1234567.50`` becomes ``1.234.567,50 kr.``; whole kroner go without decimals."""
    places = 0 if amount == amount.to_integral_value() else 2
    text = f"{amount:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) + " kr."


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """``1 page``, ``2 pages``; ``plural`` is said where an s does not make it."""
    return f"{n} {noun}" if n == 1 else f"{n} {plural or noun + 's'}"


def scans(pages: Sequence[int]) -> str:
    """``page 3 is a scan without text``, ``pages 3 and 5 are scans without text``."""
    if len(pages) == 1:
        return f"page {pages[0]} is a scan without text"
    *before, last = map(str, pages)
    return f"pages {', '.join(before)} and {last} are scans without text"


def visible(text: str) -> str:
    r"""``text`` on one line, with a symbol or its number for each character that a terminal would obey or not show.

    An escape becomes ``␛``, a line's end ``␊``, a right-to-left override ``\u202e``, a byte of a name that is no
    UTF-8 ``\xff``.
    """
    return _UNSEEN.sub(lambda found: _symbol(ord(found[0])), text)


def _symbol(code: int) -> str:
    if code < ord(" "):
        return chr(_SYMBOLS + code)
    if code == 0x7F:
        return "␡"
    if 0xDC80 <= code <= 0xDCFF:  # a byte as Python holds it in a name (PEP 383)
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def json_text(value: object, *, indent: int | None = None) -> str:
    """``value`` as JSON that can stand on a terminal: what ``visible`` shows is escaped, and read back unchanged."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _UNSEEN.sub(lambda found: found[0] if found[0] == "\n" else json.dumps(found[0])[1:-1], text)


def markdown(text: str) -> str:
    """``text`` as Markdown that shows it as it is, on one line, whatever HTML or markup it holds."""
    return escape(_MARKDOWN.sub(r"\\\1", visible(text)), quote=False)
