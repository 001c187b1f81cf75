"""The profile that knows no words: a report read by it comes out as its cells and its numbers, without a meaning."""

from __future__ import annotations

from typing import Final

from schemas.profile.model import Captions, Columns, LineWords, Profile, Sections, Units

_NEVER = "(?!)"
_NO_NAME = f"{_NEVER}(?P<name>)"
_NO_CODE = f"{_NEVER}(?P<code>)(?P<label>)"

WORDLESS: Final = Profile(
    name="wordless",
    sections=Sections(committee=_NO_NAME, mention=_NO_NAME),
    captions=Captions(numbered=f"{_NEVER}(?P<number>)", continued=_NEVER, note=_NEVER),
    kinds=(),
    columns=Columns(measures={}, status={}),
    lines=LineWords(total=(), inside=(), outside=(), appropriation=_NO_CODE, project=_NO_CODE),
    units=Units(default=""),
)
