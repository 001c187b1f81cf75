"""The characters of a page as pdfium reports them, and how a word made of them is spelt out."""

from __future__ import annotations

import re
import sys
import unicodedata
from ctypes import c_double, c_void_p
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from extract.pdf import pdfium

Codes = npt.NDArray[np.uint16]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]

# pdfium's own two ways to say "a hyphen at the end of a line".
_HYPHEN_MARKS: Final = (0x0002, 0xFFFE)
_SPACES: Final = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_UNSEEN: Final = (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
_MISSING: Final = 0xFFFD
_UTF16: Final = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"

_white: Bools = np.zeros(1 << 16, dtype=np.bool_)
_white[:0x21] = _white[0x7F:0xA0] = True
_white[list(_SPACES)] = True
_white[list(_HYPHEN_MARKS)] = False

_hyphen: Bools = np.zeros(1 << 16, dtype=np.bool_)
_hyphen[list(_HYPHEN_MARKS)] = True

# Characters that are spelt otherwise than they are coded.
# Codes that may be something else than they say: controls, which a font that maps a glyph to nothing leaves
# behind, and soft hyphens, which are printed more often than not.
_doubtful: Bools = np.zeros(1 << 16, dtype=np.bool_)
_doubtful[:0x20] = _doubtful[0x7F:0xA0] = _doubtful[[0xAD, 0xFFFE]] = True
_doubtful[[0x09, 0x0A, 0x0D]] = False

_special: Bools = _hyphen.copy()
_special[list(_UNSEEN)] = True
_special[0x0300:0x0370] = True  # accents set over the letter before
_special[0xD800:0xE000] = True  # halves of a pair
_special[0xFB00:0xFB07] = True  # ligatures

# Ghostscript wrote the letters of a ligature with their two bytes exchanged: "fi" is U+6600 U+6900.
_EXCHANGED: Final = {letter << 8: chr(letter) for letter in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
_exchanged = re.compile(f"[{''.join(map(chr, _EXCHANGED))}]{{2,}}")
_special[list(_EXCHANGED)] = True
# Windows prints the ligatures of Calibri under the codes of letters that no Danish or English word has.
_MISCODED: Final = {0x014C: "ft", 0x019E: "tf", 0x019F: "ti", 0x01A9: "tt", 0x01AB: "tti"}
_miscoded = re.compile("(?<=[a-zæøå])[ŌƞƟƩƫ]|(?<=[A-ZÆØÅ])Ō(?=[a-zæøå])|[ƞƟƩƫ](?=[a-zæøå])")
_special[list(_MISCODED)] = True

_SPELLING: Final = {
    **dict.fromkeys(_UNSEEN[1:], ""),
    **dict.fromkeys(_HYPHEN_MARKS, "-"),
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
}


def is_white(codes: Codes) -> Bools:
    """Which characters are white space of any width, or control characters."""
    return _white[codes]


def is_line_hyphen(codes: Codes) -> Bools:
    """Which characters are hyphens at the end of a line: what follows stands on another line."""
    return _hyphen[codes]


def special_places(codes: Codes) -> Ints:
    """Give the indices of the characters that ``spell`` may change."""
    return _special[codes].nonzero()[0]


def spell(text: str) -> str:
    """Spell a word as printed: ligatures as letters, accents joined to their letter, what has no shape left out.

    A soft hyphen is kept as a last character only: elsewhere it would not be printed.
    """
    text = _exchanged.sub(lambda found: found.group().translate(_EXCHANGED), text.translate(_SPELLING))
    text = _miscoded.sub(lambda found: found.group().translate(_MISCODED), text)
    if "\xad" in text:
        text = text[:-1].replace("\xad", "") + text[-1]
    return unicodedata.normalize("NFC", text)


_buffer: npt.NDArray[np.uint16] = np.zeros(8192, dtype=np.uint16)
_ink = pdfium.Numbers(c_double, 4)


def page_text(textpage: Any, n: int) -> tuple[str, Codes]:
    """Read the ``n`` characters of a text page: as a string (``n`` characters) and as codes.

    A glyph that the font maps to nothing is U+FFFD in both; a character beyond 16 bits has that code.
    """
    text, codes = _all_at_once(textpage, n) or _one_by_one(textpage, n)
    doubtful = _doubtful[codes].nonzero()[0].tolist()
    if not doubtful:
        return text, codes
    chars = list(text)
    for i in doubtful:
        chars[i] = _settled(textpage, i, chars[i], i + 1 < n and not _white[codes[i + 1]])
        codes[i] = ord(chars[i])
    return "".join(chars), codes


def _all_at_once(textpage: Any, n: int) -> tuple[str, Codes] | None:
    global _buffer
    if len(_buffer) <= n:
        _buffer = np.zeros(2 * n, dtype=np.uint16)
    written = pdfium.get_text(textpage, 0, n, c_void_p(_buffer.ctypes.data))
    codes = _buffer[:n].copy()
    text = codes.tobytes().decode(_UTF16, "replace")
    return (text, codes) if written == n + 1 and len(text) == n else None


def _one_by_one(textpage: Any, n: int) -> tuple[str, Codes]:
    """For pages where pdfium leaves characters out of the text that it counts, or that have pairs."""
    each = map(pdfium.get_unicode, repeat(textpage), range(n))
    text = "".join([chr(code) if 0 <= code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd" for code in each])
    return text, np.array([code if code < 0x10000 else _MISSING for code in map(ord, text)], dtype=np.uint16)


def _settled(textpage: Any, index: int, char: str, within: bool) -> str:
    """Look what a doubtful character is on the page; ``within``: a word goes on after it."""
    if ord(char) in _HYPHEN_MARKS and pdfium.is_hyphen(textpage, index):
        return char
    pdfium.tight_box(textpage, index, *_ink.addresses)
    left, right, bottom, top = _ink.values
    printed = right > left and top > bottom
    if char == "\xad":
        # Some fonts give the plain hyphen and minus this code: "1-12", "-1.742".
        return "-" if printed and within else char
    return "\ufffd" if printed else " "
