"""What a font says of itself: bold, italic, and how far below the baseline its letters reach."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ctypes import byref, c_float, c_int, c_size_t, create_string_buffer
from functools import lru_cache
from typing import Final, NamedTuple

from extract.pdf import pdfium

_BOLD_NAME: Final = re.compile(r"bold|black|heavy|semibold|demi(?!light)|[-,]bd\b|^(cm|ec|sf|lm)bx", re.IGNORECASE)
_ITALIC_NAME: Final = re.compile(r"italic|oblique|[-,](bold|black|semibold|demi)?it\b", re.IGNORECASE)
_PLAIN_NAME: Final = re.compile(r"regular|light|book|roman|thin|medium", re.IGNORECASE)
_BOLD_WEIGHT: Final = 600  # on the scale where 400 is regular
_BOLDER: Final = 1.25  # how much heavier a bold font is than the lightest beside it
_ITALIC: Final = 1 << 6  # font descriptor flags, ISO 32000-1, table 123
_FORCE_BOLD: Final = 1 << 18
# Fonts declare descents of anything from 0 to 2; real ones are within this share of the size.
_DESCENT: Final = (0.15, 0.35)


class FontStyle(NamedTuple):
    """``descent`` is the share of the font size below the baseline. ``weight`` is 0 where the font says whether it is
    bold; else what its stems make of it, on a scale that differs from one program to the next."""

    bold: bool
    italic: bool
    descent: float
    weight: int = 0


PLAIN: Final = FontStyle(False, False, 0.22)


def font_styles(fonts: Iterable[pdfium.Handle]) -> list[FontStyle]:
    """Read the styles of a page's fonts, each once. Null handles are plain.

    A font that does not say so is bold only beside a lighter one, and where none of the others says that it is bold.
    """
    # By address, and only for this page: pdfium may give a closed page's address to another font.
    known: dict[int | None, FontStyle] = {}
    order = []
    for font in fonts:
        address = font.value
        order.append(address)
        if address not in known:
            known[address] = _style(font)
    weights = [style.weight for style in known.values() if style.weight]
    if weights and max(weights) >= max(_BOLD_WEIGHT, _BOLDER * min(weights)) and not _any_says_bold(known.values()):
        enough = max(_BOLD_WEIGHT, _BOLDER * min(weights))
        known = {address: style._replace(bold=style.bold or style.weight >= enough) for address, style in known.items()}
    return [known[address] for address in order]


def _any_says_bold(styles: Iterable[FontStyle]) -> bool:
    return any(style.bold for style in styles)


def _style(font: pdfium.Handle) -> FontStyle:
    if not font:
        return PLAIN
    name = _name(font)
    flags = max(pdfium.font_flags(font), 0)
    bold, italic = _named(name)
    weight = 0
    if bold is None:
        bold = bool(flags & _FORCE_BOLD)
        weight = 0 if bold else max(pdfium.font_weight(font), 0)
    slant = c_int(0)
    leaning = bool(pdfium.font_italic_angle(font, byref(slant))) and slant.value != 0
    return FontStyle(bold, leaning or italic or bool(flags & _ITALIC), _descent(font), weight)


@lru_cache(maxsize=1024)
def _named(name: str) -> tuple[bool | None, bool]:
    """Whether a font is bold (None: its name does not say) and whether it is called italic."""
    bold = True if _BOLD_NAME.search(name) else False if _PLAIN_NAME.search(name) else None
    return bold, _ITALIC_NAME.search(name) is not None


_buffer = create_string_buffer(256)  # longer than the names of most fonts


def _name(font: pdfium.Handle) -> str:
    buffer = _buffer
    size = pdfium.font_name(font, buffer, c_size_t(len(buffer)))
    if size > len(buffer):
        buffer = create_string_buffer(size)
        pdfium.font_name(font, buffer, c_size_t(size))
    name = buffer.value.decode("utf-8", "replace") if size > 1 else ""
    # "ABCDEF+Name": the tag of a subset says nothing of the font.
    return name[7:] if name[6:7] == "+" else name


def _descent(font: pdfium.Handle) -> float:
    depth = c_float(0.0)
    # A size of 1000 because pdfium may round to whole units.
    if not pdfium.font_descent(font, c_float(1000.0), byref(depth)) or depth.value == 0.0:
        return PLAIN.descent
    low, high = _DESCENT
    return min(max(abs(depth.value) / 1000.0, low), high)
