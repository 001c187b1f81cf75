"""A publisher's profile: how one municipality words its report, read from ``profiles/<name>.toml``.

A profile may extend another (``extends = "dansk-kommune"``): its lists come before those of its base, its
single values replace them.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from regnskab.errors import ProfileError
from schemas.profile.model import Identity, Profile, StatusName

__all__ = [
    "Identity",
    "Profile",
    "StatusName",
    "available",
    "choose_profile",
    "load_profile",
    "locate",
    "merged",
]

FOLDER = Path(__file__).parents[1] / "profiles"
MAX_BASES = 5


def available() -> list[str]:
    """The names of the profiles that come with the package, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def choose_profile(text: str, title: str | None = None) -> Profile | None:
    """The first profile, by name, that recognises its report in the first pages' ``text`` or ``title``."""
    profiles = (load_profile(name) for name in available())
    return next((profile for profile in profiles if profile.matches(text, title)), None)


def load_profile(name_or_path: str | Path) -> Profile:
    """The profile of this name, or in the TOML file at this path.

    Raises ProfileError, naming the file, the key and the remedy.
    """
    path = _locate(name_or_path, beside=None)
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load(path: Path, _modified: int) -> Profile:
    try:
        return Profile.model_validate(_merged(path, ()))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ProfileError(f"key {key}: {first['msg']}", source=path, remedy=f"correct {key} in this file") from None


def merged(path: Path) -> dict[str, Any]:
    """The tables of the profile in a file over those of the profiles that it extends. Raises ProfileError."""
    return _merged(path.resolve(), ())


def locate(name_or_path: str | Path) -> Path:
    """The file of the profile of this name, or at this path. Raises ProfileError where there is none."""
    return _locate(name_or_path, beside=None)


def _locate(name_or_path: str | Path, beside: Path | None) -> Path:
    text = str(name_or_path)
    if text.endswith(".toml") or isinstance(name_or_path, Path):
        path = Path(text) if beside is None else beside / text
        if not path.is_file():
            raise ProfileError("there is no such profile file", source=path, remedy="check the path")
        return path.resolve()
    path = FOLDER / f"{text}.toml"
    if text not in available():
        names = ", ".join(available())
        raise ProfileError(
            f"there is no profile named {text!r}", remedy=f"use one of {names}, or the path of a .toml file"
        )
    return path


def _merged(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    if path in seen or len(seen) > MAX_BASES:
        raise ProfileError("key extends: profiles extend each other", source=path, remedy="remove one extends")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ProfileError(f"is not valid TOML: {error}", source=path, remedy="correct the file") from None
    except OSError as error:
        raise ProfileError(f"cannot be read: {error.strerror}", source=path, remedy="check its permissions") from None
    base = table.pop("extends", None)
    if base is None:
        return table
    if not isinstance(base, str):
        raise ProfileError("key extends: is no name", source=path, remedy="name one profile to extend")
    # What tells one publisher's reports is never true of another's.
    inherited = _merged(_locate(base, beside=path.parent), (*seen, path))
    recognise = {key: value for key, value in inherited.get("recognise", {}).items() if key != "patterns"}
    return _overlay({**inherited, "recognise": recognise}, table)


def _overlay(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    # A word that a profile gives another meaning than its base no longer has the base's.
    out = {key: _without(value, _claimed(own, key)) for key, value in base.items()}
    for key, value in own.items():
        below = out.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            out[key] = _overlay(below, value)
        elif isinstance(value, list) and isinstance(below, list):
            out[key] = [*value, *below]
        else:
            out[key] = value
    return out


def _claimed(own: dict[str, Any], key: str) -> frozenset[str]:
    """The words, in lower case, that a profile lists beside ``key`` and not under it."""
    lists = {name: value for name, value in own.items() if isinstance(value, list)}
    words = {name: {word.casefold() for word in value if isinstance(word, str)} for name, value in lists.items()}
    return frozenset().union(*(found for name, found in words.items() if name != key)) - words.get(key, set())


def _without(value: Any, claimed: frozenset[str]) -> Any:
    if not isinstance(value, list) or not claimed:
        return value
    return [word for word in value if not (isinstance(word, str) and word.casefold() in claimed)]
