"""What a word looks like, without knowing what it means: a figure, a dash for "nothing", a list marker."""

from __future__ import annotations

import re
from functools import lru_cache

# Digits with the usual signs around them: 1.234,5  -12%  (3,4)  $1,200  17.755*  <0.1  ~5  12-14  1/2  2003/04
_FIGURE = re.compile(
    r"""[(\[<>≤≥~≈±+\-−–$€£¥*=]*      # signs, currencies and brackets before
        \d[\d.,'’:/\-–−]*             # digits, grouped or joined
        [%‰°)\]*†‡§+\-−–$€£¹²³⁴⁵⁶⁷⁸⁹⁰]*  # per cent, closing brackets, footnote marks behind
        (?:\(\w{1,2}\)|[a-z]\)?)?$     # one footnote letter, or a mark in brackets
    """,
    re.VERBOSE,
)
_NIL = re.compile(r"[-−–—.…†‡*#~]{1,4}$|n/?a\.?$|N/?A$|\([-–—]\)$|[x✓✔•●■§¶]$", re.IGNORECASE)
_BULLET = re.compile(r"[•●○◦▪■□–\-*·➢✓►▸‣⁃\uf000-\uf0ff\uf8ff]$")
_MARKER = re.compile(r"\(?[0-9]{1,3}[.)]$|\(?[a-zA-Z][.)]$|\(?[ivx]{1,5}[.)]$")
_CAPTION = re.compile(
    r"(?i:tabel|table|tab\.|figur|figure|fig\.|exhibit|chart|diagram|bilag|appendix|annex|box|boks|skema|oversigt)\s*(?:\d|[A-ZIVX]{1,4}(?:[\s.:\-\d]|$))"
)
_SENTENCE = re.compile(r"[A-ZÆØÅÄÖ]\S*(?:\s+\S+){2,}\s+[^\W\d_]{4,}\.$")
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|·{4,})$")
_TYPED_RULE = re.compile(r"(?:-{6,}|={6,}|_{12,}|[─━═]{4,})$")

NIL_LETTERS = frozenset("nNxX")  # what signs in a number's place begin with, where with a letter: n/a, a cross
MARKS = frozenset(".…_·-=─━═")  # what leaders and typed rules are made of


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """A number as tables print it, with its sign, currency, per cent or footnote mark."""
    # Most words begin with a letter, and no figure does.
    return not text[:1].isalpha() and _FIGURE.match(text) is not None


@lru_cache(maxsize=4096)
def is_nil(text: str) -> bool:
    """A sign that stands in a number's place: a dash, dots, n/a, a tick."""
    return _NIL.match(text) is not None


@lru_cache(maxsize=8192)
def is_value(text: str) -> bool:
    """A figure or a sign that stands in its place."""
    if text[:1].isalpha():
        return text[0] in NIL_LETTERS and is_nil(text)
    return _FIGURE.match(text) is not None or _NIL.match(text) is not None


def is_bullet(text: str) -> bool:
    """A sign that begins an item of a list."""
    return _BULLET.match(text) is not None


@lru_cache(maxsize=4096)
def is_list_marker(text: str) -> bool:
    """A bullet, or a number or letter that counts the items of a list."""
    return _BULLET.match(text) is not None or _MARKER.match(text) is not None


@lru_cache(maxsize=4096)
def is_leader(text: str) -> bool:
    """A row of dots that leads the eye from a label to a number."""
    return _LEADER.match(text) is not None


@lru_cache(maxsize=4096)
def is_typed_rule(text: str) -> bool:
    """A row of dashes that stands for a drawn line."""
    return _TYPED_RULE.match(text) is not None


def is_sentence(text: str) -> bool:
    """Text that begins with a capital, goes on for some words and ends with a full stop that shortens no word."""
    return _SENTENCE.match(text) is not None


def is_caption(text: str) -> bool:
    """Text that begins like a numbered title: Table 3, Tabel 3., Figure A."""
    return _CAPTION.match(text) is not None
