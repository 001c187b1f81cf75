"""``manifest.jsonl`` and ``SHA256SUMS``: what was converted, from what, by what, with which result.

A line of the manifest is a report that is published (``Entry``), or an input that published none (``Unpublished``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from regnskab.errors import OutputError
from regnskab.version import VERSION
from schemas.contract.model import CONTRACT_VERSION

MANIFEST = "manifest.jsonl"
SUMS = "SHA256SUMS"
DONE = "done"


@dataclass(frozen=True, slots=True)
class File:
    """A published file: its path below the output folder, rows, size in bytes and SHA-256."""

    path: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The PDF that a report was read from.

    ``location`` is its path from the output folder, or its URL. ``version`` is what its store says of the bytes without
    reading them (such as an ETag); None where that says nothing.
    """

    name: str
    sha256: str
    size: int
    pages: int
    location: str = ""
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a report was read with: hashes of the code and of the profile's content; ``profile`` if one was asked for.

    ``second_opinion`` is the hash of what gave one, None where none was asked for. Where it is another recipe now, the
    report is stale.
    """

    code: str
    profile: str | None
    profile_sha256: str
    second_opinion: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One converted report: a line of the manifest.

    ``facts`` counts the rows of figures and statuses. ``seconds`` (of conversion) and ``finished`` (UTC, ISO 8601) are
    there where a run wrote it; all else is the same for the same input.
    """

    report_id: str
    source: SourceFile
    profile: str | None
    checks_passed: int
    checks_failed: int
    unplaced: int
    files: tuple[File, ...]
    tool_version: str = VERSION
    contract_version: str = CONTRACT_VERSION
    tables: int = 0
    facts: int = 0
    recipe: Recipe | None = None
    seconds: float | None = None
    finished: str | None = None


Reason = Literal["input", "timeout", "memory", "crash", "rival", "duplicate"]


@dataclass(frozen=True, slots=True)
class Unpublished:
    """An input without files of its own, and why: it failed, or it is the same report as another (``report_id``).

    ``version`` is what the store says of its bytes: as long as that and the recipe stay, trying again is no use.
    ``limit`` is the one that it went over (seconds or bytes), ``sha256`` that of the report which stands in its way.
    """

    location: str
    name: str
    reason: Reason
    problem: str
    remedy: str
    page: int | None = None
    version: str | None = None
    recipe: Recipe | None = None
    limit: float | None = None
    report_id: str | None = None
    sha256: str | None = None
    seconds: float | None = None
    finished: str | None = None

    @property
    def state(self) -> str:
        return "duplicate" if self.reason == "duplicate" else "failed"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that an output folder knows of its inputs, in order of report id and of location."""

    entries: tuple[Entry, ...] = ()
    unpublished: tuple[Unpublished, ...] = ()


def read_manifest(out: Path) -> tuple[Entry, ...]:
    """The reports in ``out``, none where it has no manifest. Raises OutputError where that is damaged."""
    return read_state(out).entries


def read_state(out: Path) -> Manifest:
    """The reports in ``out``, and the inputs that failed. Raises OutputError where the manifest is damaged."""
    path = out / MANIFEST
    try:
        return parse_manifest(path.read_bytes(), path)
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise OutputError(
            f"cannot be read ({error.strerror})", source=path, remedy="check the file's permissions"
        ) from error


def parse_manifest(data: bytes, source: str | Path) -> Manifest:
    """What a manifest's lines say. Raises OutputError where they are none of ours."""
    try:
        # By "\n" alone: a file's name may hold U+2028, U+2029 or U+0085, where splitlines would break the line.
        lines = [json.loads(line) for line in data.decode().split("\n") if line.strip()]
        parsed = [_line(line) for line in lines]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OutputError(
            "is no manifest of regnskab's", source=source, remedy="restore it, or convert into another folder"
        ) from error
    return manifest_of(parsed)


def manifest_of(lines: Iterable[Entry | Unpublished]) -> Manifest:
    """The manifest that has these lines."""
    every = tuple(lines)
    return Manifest(
        tuple(sorted((line for line in every if isinstance(line, Entry)), key=lambda entry: entry.report_id)),
        tuple(sorted((line for line in every if isinstance(line, Unpublished)), key=lambda line: line.location)),
    )


def _line(values: Mapping[str, Any]) -> Entry | Unpublished:
    fields = {name: value for name, value in values.items() if name != "state"}
    recipe = fields.get("recipe")
    fields["recipe"] = None if recipe is None else Recipe(**recipe)
    if values.get("state", DONE) != DONE:
        return Unpublished(**fields)
    files = tuple(File(**file) for file in fields["files"])
    return Entry(**{**fields, "source": SourceFile(**fields["source"]), "files": files})


@lru_cache(maxsize=8192)  # every commit writes all lines, nearly all of which are those of the last one
def line_text(line: Entry | Unpublished) -> str:
    """A line of JSON, the state first."""
    state = DONE if isinstance(line, Entry) else line.state
    return json.dumps({"state": state, **_fields(line)}, ensure_ascii=False, default=_fields) + "\n"


def _fields(value: Any) -> dict[str, Any]:
    """A data class's fields; those of what it holds are asked for in turn (``asdict`` would copy it all)."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def manifest_text(manifest: Manifest) -> str:
    """A line of JSON per report, then one per input that published none."""
    published, others = map(line_text, manifest.entries), map(line_text, manifest.unpublished)
    return "".join((*published, *others))


def sums_text(entries: Iterable[Entry], manifest_sha256: str, beside: Mapping[str, str] | None = None) -> str:
    """What ``sha256sum --check`` reads: every published file, by path, and those ``beside`` them."""
    sums = {file.path: file.sha256 for entry in entries for file in entry.files} | {MANIFEST: manifest_sha256}
    sums |= beside or {}
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
