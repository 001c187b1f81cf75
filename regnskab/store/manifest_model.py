"""What a manifest says, as values: reports that are published, and inputs that published none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regnskab.version import VERSION
from schemas.contract.model import CONTRACT_VERSION

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

    ``second_opinion`` is the hash of what gave one, None where none was asked for; ``corrections`` that of what
    reviewers corrected in it, None where they did not. Where it is another recipe now, the report is stale.
    """

    code: str
    profile: str | None
    profile_sha256: str
    second_opinion: str | None = None
    corrections: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierEdition:
    """What a report was before another PDF of the same report and year took its place: the PDF, and where its data
    files are kept. ``number`` counts from 1; ``finished`` as in ``Entry``.
    """

    number: int
    source: SourceFile
    files: tuple[File, ...]
    tool_version: str
    contract_version: str
    finished: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One converted report: a line of the manifest.

    ``editions`` are the earlier ones, the oldest first. ``facts`` counts the rows of figures and statuses. ``seconds``
    (of conversion) and ``finished`` (UTC, ISO 8601) are there where a run wrote it; all else is the same for the same
    input.
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
    editions: tuple[EarlierEdition, ...] = ()

    @property
    def edition(self) -> int:
        """The number of this edition, from 1."""
        return len(self.editions) + 1

    @property
    def all_sources(self) -> tuple[SourceFile, ...]:
        """The PDFs of this edition and of the earlier ones."""
        return (self.source, *(edition.source for edition in self.editions))

    @property
    def all_files(self) -> tuple[File, ...]:
        """The report's files, and those of its earlier editions."""
        return (*self.files, *(file for edition in self.editions for file in edition.files))


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
