"""Text as published: what a reader sees in a cell, and the keys by which words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Characters that take no room on the page and that no reader sees.
INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# Letters that Unicode does not decompose; æ, ø and å are spelled the Danish way.
SPELLED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i", "ß": "ss"}
)
SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010"
# A hyphen before one of these is suspension ("Ressource- og jobafklaring"; Swedish "in- och"), not a cut word.
CONJUNCTIONS = frozenset({"og", "eller", "samt", "og/eller", "til", "hhv", "kontra", "såvel", "och"})
# First parts that are written with a hyphen though they look like a syllable.
HYPHENATED_PARTS = frozenset({"it", "eu", "ai", "ip"})

_VISIBLE_SOFT_HYPHEN = re.compile(rf"(?<!\S){SOFT_HYPHEN}(?=\d|\s|$)|(?<=\d){SOFT_HYPHEN}(?=\s|$)")
_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[\w/]+")
# "skole/klasse" is one word; "v/ skolen" (ved) is two.
_SLASH_IN_WORD = re.compile(r"[^\W_]{2}/$")
_RARE = re.compile("[" + "".join(map(chr, (*LIGATURES, *INVISIBLE))) + "]")
_NOT_ALNUM = re.compile(r"[\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def published(lines: Sequence[str]) -> str:
    """The text of a cell's printed ``lines`` as a reader sees it.

    Ligatures are spelled out, soft hyphens and invisible characters are gone, a word that was hyphenated at a
    line end is joined, white space of any kind is one space. A hyphen that belongs to the text stays, and so
    does every other character (the minus sign is the one that was printed).
    """
    cleaned = (_clean(line) for line in lines)
    text = ""
    for line in cleaned:
        if line:
            text = _join(text, line) if text else line
    return text.replace(SOFT_HYPHEN, "")


def slug(text: str) -> str:
    """``text`` as lower-case ASCII words joined by "-": "Børne- og Skole" -> "boerne-og-skole"."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(LIGATURES).translate(SPELLED)
    decomposed = unicodedata.normalize("NFKD", spelled)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_SLUG.sub("-", plain.replace(SOFT_HYPHEN, "").translate(INVISIBLE)).strip("-")


@lru_cache(maxsize=8192)
def comparable(text: str) -> str:
    """The key under which two ways to print the same words are equal: case, spacing, punctuation,
    ligatures and invisible characters make no difference; letters and digits do.
    """
    visible = _spelled(unicodedata.normalize("NFC", text)).replace(SOFT_HYPHEN, "")
    return _NOT_ALNUM.sub(" ", visible.casefold()).strip()


def _spelled(text: str) -> str:
    """Spell out ligatures and leave out what nobody sees; most texts have neither."""
    return text.translate(LIGATURES).translate(INVISIBLE) if _RARE.search(text) else text


def _clean(line: str) -> str:
    """Spell out and collapse one line; a soft hyphen that stands as a minus or dash becomes a hyphen.

    Many fonts draw hyphen and soft hyphen with one glyph, so that files name a drawn minus U+00AD. Inside a
    word it is a place to break; before or behind a number, or alone, it can only be the drawn sign.
    """
    text = " ".join(_spelled(line).split())
    return _VISIBLE_SOFT_HYPHEN.sub("-", text) if SOFT_HYPHEN in text else text


def _join(left: str, right: str) -> str:
    """Join two printed lines of one cell."""
    last, before = left[-1], left[-2:-1]
    if last == SOFT_HYPHEN:
        return left[:-1] + right
    if not before or before.isspace():
        return f"{left} {right}"
    if last in HYPHENS:
        return _join_hyphen(left, right)
    dash_in_range = last in "–—" and before.isdigit() and right[0].isdigit()
    slash_in_word = _SLASH_IN_WORD.search(left) and (right[0].isalnum() or right[0] in HYPHENS)
    if last == "\u2011" or dash_in_range or slash_in_word:
        return left + right
    return f"{left} {right}"


def _join_hyphen(left: str, right: str) -> str:
    """Join two lines of which the first ends in a hyphen that touches a word."""
    word = _FIRST_WORD.match(right)
    suspended = word is not None and word.group().lower() in CONJUNCTIONS
    if suspended or (right[0] == "(" and left[-2].isalpha()):
        return f"{left} {right}"
    return left[:-1] + right if _is_cut(left[:-1], right) else left + right


def _is_cut(left: str, right: str) -> bool:
    """Whether the hyphen between ``left`` and ``right`` was set only because the line was full.

    Then both sides are lower-case letters, and the part before is a syllable: more than one letter, with a vowel.
    """
    part = _LAST_PART.search(left)
    if part is None or not (left[-1].islower() and right[0].islower()):
        return False
    head = part.group().lower()
    return len(head) > 1 and head not in HYPHENATED_PARTS and any(letter in "aeiouyæøåéöäü" for letter in head)
