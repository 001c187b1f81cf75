"""The reference of profiles, made from the model: every table and key, what it may hold, and an example.

``python -m schemas.profile.reference`` writes it into ``docs/profiles.md``; a test says when that is due.
"""

from __future__ import annotations

import tomllib
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from schemas.profile.model import Profile
from schemas.profile.parts import ProfilePart

PAGE: Final = Path(__file__).parents[2] / "docs" / "profiles.md"
BEGIN: Final = "<!-- reference: made by python -m schemas.profile.reference -->"
END: Final = "<!-- end of the reference -->"
_KEYS: Final = Path(__file__).with_name("keys.toml")
_MOST_WORDS: Final = 12


def texts() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """What each key holds and its example, by table and key."""
    tables = tomllib.loads(_KEYS.read_text(encoding="utf-8"))
    return {
        table: {key: (says, example.strip()) for key, (says, example) in keys.items()} for table, keys in tables.items()
    }


def parts(part: type[ProfilePart] = Profile, name: str = "") -> Iterator[tuple[str, type[ProfilePart]]]:
    """Yield each table of a profile by its name, and the class that holds it; the profile's own keys first."""
    yield name, part
    for key, field in part.model_fields.items():
        for below in _parts_in(field.annotation):
            yield from parts(below, f"{name}.{key}" if name else key)


def _parts_in(annotation: object) -> Iterator[type[ProfilePart]]:
    if isinstance(annotation, type) and issubclass(annotation, ProfilePart):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_in(inner)


def is_list(name: str) -> bool:
    """Whether a table may be given several times (``[[name]]``)."""
    part: type[ProfilePart] = Profile
    *above, last = name.split(".")
    for key in above:
        part = next(_parts_in(part.model_fields[key].annotation))
    return get_origin(part.model_fields[last].annotation) is tuple


def reference() -> str:
    """The reference in Markdown."""
    told = texts()
    out = []
    for name, part in parts():
        title = f"`[[{name}]]`" if name and is_list(name) else f"`[{name}]`" if name else "the profile's own keys"
        out.append(f"| key of {title} | holds | example |\n|---|---|---|")
        for key, field in part.model_fields.items():
            says, example = told[name][key]
            shown = " ⏎ ".join(f"`{line.strip()}`" for line in example.splitlines())
            out.append(f"| `{key}` | {says}{_needed(field)}{_allowed(field)} | {shown} |")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _needed(field: FieldInfo) -> str:
    return " (must be given, or inherited)" if field.is_required() else ""


def _allowed(field: FieldInfo) -> str:
    """The words that a key may hold, where they are few and closed."""
    words = list(dict.fromkeys(_words(field.annotation)))
    return f": {', '.join(f'`{word}`' for word in words)}" if 0 < len(words) <= _MOST_WORDS else ""


def _words(annotation: object) -> Iterator[str]:
    origin = get_origin(annotation)
    if origin is Literal:
        yield from map(str, get_args(annotation))
    elif origin in (tuple, Union, types.UnionType, Annotated) or (origin is not None and origin is not type):
        for inner in get_args(annotation):
            yield from _words(inner)


def with_reference(page: str) -> str:
    """The page with its reference anew. Raises ValueError where its marks are not there."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
