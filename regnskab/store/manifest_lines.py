"""A line of ``manifest.jsonl`` that anyone may have written, tested before any of it is used."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, Final

from regnskab.store.manifest_model import DONE, Entry, Unpublished
from regnskab.store.paths import earlier_owner, owner_of

# A line has a few thousand characters; most are of the paths and hashes of a report's files.
_LONGEST: Final = 1024**2
_REPORT: Final = re.compile(r"[a-z0-9-]{1,247}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_LARGEST_NUMBER: Final = 2**63 - 1


def parse_line(text: str) -> Entry | Unpublished:
    """What a line says. Raises ValueError where it is none of ours, or says what no run of ours would write."""
    if len(text) > _LONGEST:
        raise ValueError("is too long")
    values = _reader(dict[str, Any]).validate_json(text)
    kind = Entry if values.pop("state", DONE) == DONE else Unpublished
    if not set(values) <= {field.name for field in fields(kind)}:
        raise ValueError("says what this version does not know")
    line: Entry | Unpublished = _reader(kind).validate_json(text, strict=True)
    problem = next(_problems(line), None)
    if problem is not None:
        raise ValueError(problem)
    return line


@cache
def _reader(kind: Any) -> Any:
    from pydantic import TypeAdapter  # only where there is a manifest to read

    return TypeAdapter(kind)


def _problems(line: Entry | Unpublished) -> Iterator[str]:
    numbers: list[float | None] = [line.seconds]
    if isinstance(line, Unpublished):
        numbers += [line.page, line.limit]
    else:
        numbers += [line.checks_passed, line.checks_failed, line.unplaced, line.tables, line.facts]
        numbers += [n for file in line.all_files for n in (file.rows, file.size)]
        numbers += [n for one in line.all_sources for n in (one.size, one.pages)]
        yield from _entry_problems(line)
    if not all(number is None or (math.isfinite(number) and 0 <= number <= _LARGEST_NUMBER) for number in numbers):
        yield "has a number that counts nothing"


def _entry_problems(entry: Entry) -> Iterator[str]:
    if not _REPORT.fullmatch(entry.report_id):
        yield "has no name of a report"
    sources = [source.sha256 for source in entry.all_sources]
    if not all(map(_SHA256.fullmatch, (*sources, *(file.sha256 for file in entry.all_files)))):
        yield "has a checksum that is none"
    if not all(owner_of(file.path) == entry.report_id for file in entry.files):
        yield "has a file that is not the report's"
    if not all(earlier_owner(file.path) == entry.report_id for one in entry.editions for file in one.files):
        yield "has a file of an edition that is not the report's"
    if [edition.number for edition in entry.editions] != list(range(1, entry.edition)):
        yield "has editions that are not in order"
    if len({file.path for file in entry.all_files}) < len(entry.all_files):
        yield "has a file twice"
