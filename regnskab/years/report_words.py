"""The words that a converted report was read with: those of the profile that is recorded in ``sources``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.compute as pc

from normalize.wording.table_words import Words
from regnskab.errors import ProfileError
from regnskab.query.datasets import open_stored
from regnskab.store.manifest import read_manifest
from schemas.profile import SHARED_PROFILE
from schemas.profile.load import Profile, available, load_profile


def words_of_reports(out: Path, reports: Sequence[str]) -> list[Words]:
    """Each report's words, in the same order.

    They are the shared profile's where none is recorded, or where the one that is recorded is no more. Raises
    OutputError where ``out`` cannot be read.
    """
    which = pc.field("report_id").isin(list(reports))
    rows = open_stored(out, "sources").to_table(columns=["report_id", "profile"], filter=which).to_pylist()
    names = {row["report_id"]: row["profile"] for row in rows}
    files = _profile_files(out)
    return [Words(_profile(names.get(report), files.get(report))) for report in reports]


def _profile_files(out: Path) -> dict[str, str]:
    """The TOML files that reports were asked to be read with, by report: a profile of one's own has no home."""
    asked = {entry.report_id: entry.recipe.profile for entry in read_manifest(out) if entry.recipe is not None}
    return {report: file for report, file in asked.items() if file is not None and file.endswith(".toml")}


def _profile(name: str | None, file: str | None) -> Profile:
    if name is not None and file is not None:
        try:
            profile = load_profile(file)
        except ProfileError:  # moved, or no longer valid: the next best words are the package's
            pass
        else:
            if profile.name == name:
                return profile
    return load_profile(name if name in available() else SHARED_PROFILE)
