"""Whether a person has looked a report through and found it good, and whether it still is what they saw."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from regnskab.report.corrections import Corrections
from regnskab.store.manifest_model import Entry

# What says with what a report was read, rather than what it says.
_ASIDE = "sources/"


@dataclass(frozen=True, slots=True)
class Review:
    """Who found a report good, and when (ISO 8601); ``current`` says that it is still the PDF and the figures seen."""

    who: str
    when: str
    current: bool


def read_sha256(entry: Entry) -> str:
    """The hash of all that was read of a report: of its files, but for what they were read with."""
    files = sorted((file.path, file.sha256) for file in entry.files if not file.path.startswith(_ASIDE))
    return hashlib.sha256("".join(f"{sha256}  {path}\n" for path, sha256 in files).encode()).hexdigest()


def review_of(entry: Entry, corrections: Corrections | None) -> Review | None:
    """The last review of a report that still holds, or the last one; None where nobody has reviewed it."""
    seen = (entry.source.sha256, read_sha256(entry))
    found = [
        Review(one.who, one.when.isoformat(), (one.sha256, one.read) == seen)
        for one in (() if corrections is None else corrections.accepted)
    ]
    return next((one for one in reversed(found) if one.current), found[-1] if found else None)
