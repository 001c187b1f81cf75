"""All verifiers together: our own, and the field's where they are installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regnskab.extras import have
from regnskab.phrases import counted
from regnskab.publish.describe.dcat import TURTLE
from regnskab.publish.describe.validators import catalogue_problems, package_problems
from regnskab.publish.package.mirror import on_disk
from regnskab.publish.verify.verify import verify


@dataclass(frozen=True, slots=True)
class Result:
    """``problems`` and ``notes`` (what was not tested, and why) in plain words."""

    folder: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    files: int
    reports: int

    def lines(self) -> list[str]:
        """The result in plain lines."""
        found = [f"WRONG {problem}" for problem in self.problems]
        found += [f"note: {note}" for note in self.notes]
        what = f"{counted(self.reports, 'report')}, {counted(self.files, 'file')}"
        verdict = f"{counted(len(self.problems), 'problem')} found" if self.problems else "all as they should be"
        return [*found, f"{self.folder}: {what}: {verdict}"]

    def to_json(self) -> dict[str, object]:
        """Plain values for ``json.dumps``."""
        return {
            "folder": self.folder,
            "reports": self.reports,
            "files": self.files,
            "problems": list(self.problems),
            "notes": list(self.notes),
        }


def verify_fully(place: str | Path, *, shapes: Sequence[Path] = ()) -> Result:
    """Verify a folder, or one in an object store by its URL, with everything that is at hand; its catalogue against
    ``shapes`` of the caller's own, too (files of SHACL).

    Raises OutputError (InputError of a store) where it cannot be read, PublishError where a file holds no shapes.
    """
    with on_disk(place) as folder:
        return _verified(str(place), folder, shapes)


def _verified(place: str, folder: Path, shapes: Sequence[Path]) -> Result:
    verdict = verify(folder)
    problems = [str(problem) for problem in verdict.problems]
    notes = list(verdict.notes)
    if verdict.described:
        if have("frictionless"):
            problems += [f"frictionless: {text}" for text in package_problems(folder)]
        else:
            notes.append("frictionless is not installed: the Data Package was tested by our own verifier alone")
        if not have("pyshacl"):
            notes.append("pyshacl is not installed: the catalogue was not tested against DCAT-AP-DK")
        elif (folder / TURTLE).is_file():
            problems += [f"pyshacl: {text}" for text in catalogue_problems(folder / TURTLE, more=shapes)]
        if not have("frictionless") or not have("pyshacl"):
            notes.append("to install both: pip install 'regnskab[publish]'")
    return Result(place, tuple(problems), tuple(notes), verdict.files, verdict.reports)
