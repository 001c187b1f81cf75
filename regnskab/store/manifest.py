"""``manifest.jsonl`` and ``SHA256SUMS``: what was converted, from what, by what, with which result.

A line of the manifest is a report that is published (``Entry``), or an input that published none (``Unpublished``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from regnskab.errors import OutputError
from regnskab.store.manifest_lines import parse_line
from regnskab.store.manifest_model import (
    DONE,
    EarlierEdition,
    Entry,
    File,
    Manifest,
    Reason,
    Recipe,
    SourceFile,
    Unpublished,
)
from regnskab.store.paths import MANIFEST, SUMS, read_state_file

__all__ = [
    "DONE",
    "MANIFEST",
    "SUMS",
    "EarlierEdition",
    "Entry",
    "File",
    "Manifest",
    "Reason",
    "Recipe",
    "SourceFile",
    "Unpublished",
    "line_text",
    "manifest_of",
    "manifest_text",
    "parse_manifest",
    "read_manifest",
    "read_state",
    "sums_text",
]


def read_manifest(out: Path) -> tuple[Entry, ...]:
    """The reports in ``out``, none where it has no manifest. Raises OutputError where that is damaged."""
    return read_state(out).entries


def read_state(out: Path) -> Manifest:
    """The reports in ``out``, and the inputs that failed. Raises OutputError where the manifest is damaged."""
    path = out / MANIFEST
    try:
        return parse_manifest(read_state_file(path), path)
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise OutputError(
            f"cannot be read ({error.strerror})", source=path, remedy="check the file's permissions"
        ) from error


def parse_manifest(data: bytes, source: str | Path) -> Manifest:
    """What a manifest's lines say. Raises OutputError where they are none of ours."""
    lines: list[Entry | Unpublished] = []
    # By "\n" alone: a file's name may hold U+2028, U+2029 or U+0085, where splitlines would break the line.
    for number, text in enumerate(data.split(b"\n"), 1):
        try:
            if text.strip():
                lines.append(parse_line(text.decode()))
        except (ValueError, TypeError) as error:
            raise _no_manifest(source, f"line {number}") from error
    reports = [line.report_id for line in lines if isinstance(line, Entry)]
    if len(set(reports)) < len(reports):
        raise _no_manifest(source, "it has a report twice")
    return manifest_of(lines)


def _no_manifest(source: str | Path, why: str) -> OutputError:
    remedy = "restore it, or convert into another folder"
    return OutputError(f"is no manifest of regnskab's ({why})", source=source, remedy=remedy)


def manifest_of(lines: Iterable[Entry | Unpublished]) -> Manifest:
    """The manifest that has these lines."""
    every = tuple(lines)
    return Manifest(
        tuple(sorted((line for line in every if isinstance(line, Entry)), key=lambda entry: entry.report_id)),
        tuple(sorted((line for line in every if isinstance(line, Unpublished)), key=lambda line: line.location)),
    )


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
    sums = {file.path: file.sha256 for entry in entries for file in entry.all_files} | {MANIFEST: manifest_sha256}
    sums |= beside or {}
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
