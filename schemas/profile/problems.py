"""What is wrong with a profile's file, each with its line, its key and what is allowed there."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from regnskab.errors import ProfileError
from schemas.profile.load import merged
from schemas.profile.model import Profile
from schemas.profile.municipalities import municipalities

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class ProfileProblem:
    """One thing wrong: the ``line`` of the file (None where it is in no one line), the ``key``, and what it says."""

    line: int | None
    key: str
    says: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.key}: {self.says}" if self.key else f"{place}{self.says}"


def problems_of(path: Path) -> list[ProfileProblem]:
    """Everything wrong with the profile in the file at ``path``, in the order of its lines.

    Raises ProfileError where the file cannot be read, or extends what is not there.
    """
    try:
        text = path.read_text(encoding="utf-8")
        tomllib.loads(text)
    except OSError as error:
        raise ProfileError(f"cannot be read: {error.strerror}", source=path, remedy="check the path") from None
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        return [ProfileProblem(int(found[1]) if found else None, "", f"is not valid TOML: {error}")]
    try:
        profile = Profile.model_validate(merged(path))
    except ValidationError as error:
        found_all = [_problem(text, tuple(e["loc"]), e["type"], e["msg"]) for e in error.errors()]
        return sorted(found_all, key=lambda problem: (problem.line is None, problem.line or 0, problem.key))
    return _strange_code(text, profile)


def _problem(text: str, location: Location, kind: str, message: str) -> ProfileProblem:
    says = message.removeprefix("Value error, ")
    if kind == "extra_forbidden" or (kind == "literal_error" and location[-1:] == ("[key]",)):
        *above, own = (part for part in location if part != "[key]")
        allowed = _allowed(above)
        near = difflib.get_close_matches(str(own), allowed, n=1)
        meant = f'; did you mean "{near[0]}"?' if near else ""
        says = f"is not known here; allowed: {', '.join(allowed)}{meant}" if allowed else "is not known here"
        location = (*above, own)
    elif kind == "missing":
        says = 'is missing; add it, or extend a profile that has it (extends = "dansk-kommune")'
    return ProfileProblem(_line(text, location), ".".join(map(str, location)), says)


def _allowed(location: Sequence[int | str]) -> list[str]:
    """The keys that the profile may have at a place."""
    schema: dict[str, Any] = Profile.model_json_schema()
    node = schema
    for part in location:
        node = _resolved(schema, node)
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
    node = _resolved(schema, node)
    names = _resolved(schema, node.get("propertyNames", {}))
    return [*node.get("properties", {})] or [*names.get("enum", [])]


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node else node
    return found


def _line(text: str, location: Location) -> int | None:
    """The line that sets the key at ``location``, else its table's, from 1; None where neither is there."""
    keys = [part for part in location if isinstance(part, str)]
    table: tuple[str, ...] = ()
    best: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}", line)
        own = re.match(r"\s*([\w\"'.-]+)\s*=", line)
        if header and "=" not in line.split("#")[0].split("]")[0]:
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            if list(table) == keys[: len(table)] and best is None:
                best = number
        elif own:
            path = [*table, *(part.strip("\"'") for part in own[1].split("."))]
            if path == keys[: len(path)]:
                return number
    return best


def _strange_code(text: str, profile: Profile) -> list[ProfileProblem]:
    """Where the code is not that of the municipality named: both are given, and official."""
    name, code = profile.municipality, profile.municipality_code
    official = {one.name: one.code for one in municipalities()}
    if name in official and code is not None and code != official[name]:
        says = f"{code} is not the code of {name}, which is {official[name]}"
        return [ProfileProblem(_line(text, ("municipality_code",)), "municipality_code", says)]
    return []
