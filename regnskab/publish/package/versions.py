"""Which editions of each dataset were published: ``versions.json``, which goes on from one publishing to the next.

An edition is new where the rows of a report changed, came or went. Publishing the same rows again is no new edition:
number, date and notes stay, so that the same data give the same package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from regnskab.publish.package.contents import Contents

FILE = "versions.json"
# What the editions of all datasets together go by.
WHOLE = "technical"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Version:
    """An edition of a dataset: its number from 1, the SHA-256 of what its reports have, the day on which the newest of
    them was converted (where that is known), and what changed, in Danish and English.
    """

    number: int
    sha256: str
    modified: str | None
    notes_da: str
    notes_en: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The editions of each dataset, and of all together (``WHOLE``), the oldest first, and what the reports of the
    newest had: SHA-256 by report.
    """

    editions: Mapping[str, tuple[Version, ...]]
    reports: Mapping[str, Mapping[str, str]]

    def newest(self, dataset: str) -> Version:
        """The edition that is published. Raises KeyError for a dataset that is not."""
        return self.editions[dataset][-1]

    def before(self, dataset: str) -> Version | None:
        """The edition before that, None where it is the first."""
        return self.editions[dataset][-2] if len(self.editions[dataset]) > 1 else None


NONE = Versions({}, {})


def read_versions(path: Path) -> Versions:
    """What was published before; nothing where there is no such file, or none of ours."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return Versions(
            {name: tuple(Version(**one) for one in found["editions"]) for name, found in document.items()},
            {name: dict(found["reports"]) for name, found in document.items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return NONE


def next_versions(before: Versions, contents: Contents) -> Versions:
    """The editions with those of ``contents``: one more where a dataset changed."""
    editions, reports = {}, {}
    for name, theirs in _rows(contents).items():
        digest = _sum(json.dumps(theirs, sort_keys=True).encode())
        known = before.editions.get(name, ())
        if not known or known[-1].sha256 != digest:
            danish, english = _notes(before.reports.get(name), theirs)
            known = (*known, Version(len(known) + 1, digest, _day(contents), danish, english))
        editions[name], reports[name] = known, theirs
    return Versions(editions, reports)


def encode_versions(versions: Versions) -> bytes:
    """The file's bytes."""
    document = {
        name: {"editions": [asdict(one) for one in known], "reports": dict(versions.reports[name])}
        for name, known in versions.editions.items()
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(contents: Contents) -> dict[str, dict[str, str]]:
    """What each report has of each dataset, and of all of them, as SHA-256 by dataset and report."""
    found: dict[str, dict[str, str]] = {piece.name: {} for piece in contents.everything.pieces}
    whole: dict[str, str] = {}
    for owner in contents.owners:
        for piece in owner.pieces:
            found[piece.name][owner.name] = _sum(piece.data)
        whole[owner.name] = _sum("".join(found[piece.name][owner.name] for piece in owner.pieces).encode())
    return {**found, WHOLE: whole}


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _day(contents: Contents) -> str | None:
    days = [edition.finished[:10] for edition in contents.editions if edition.finished]
    return max(days) if days else None


def _notes(before: Mapping[str, str] | None, now: Mapping[str, str]) -> tuple[str, str]:
    """What changed from one edition to the next, in Danish and English."""
    if before is None:
        return "Første udgave.", "First edition."
    new = sorted(set(now) - set(before))
    gone = sorted(set(before) - set(now))
    other = sorted(name for name in set(now) & set(before) if now[name] != before[name])
    danish = [
        f"{word}: {_some(names, 'flere')}"
        for word, names in (("Nye", new), ("Ændret", other), ("Udgået", gone))
        if names
    ]
    english = [
        f"{word}: {_some(names, 'more')}"
        for word, names in (("New", new), ("Changed", other), ("Withdrawn", gone))
        if names
    ]
    return ". ".join(danish) + ".", ". ".join(english) + "."


def _some(names: Sequence[str], more: str) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} + {len(names) - _SHOWN} {more}"
