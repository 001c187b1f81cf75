"""Hashes of what decides a report's content besides its bytes: the code that matters, and the profile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType

from regnskab.errors import ExecutorError, ProfileError
from regnskab.report.corrections import AllCorrections
from regnskab.store.manifest import Recipe
from schemas.contract.model import CONTRACT_VERSION
from schemas.profile import NO_PROFILE, SHARED_PROFILE
from schemas.profile.load import Profile, available, load_profile

_ROOT = Path(__file__).parents[2]
# What a report goes through on its way from the PDF to the file's bytes.
_CODE = (
    "extract/**/*.py",
    "normalize/**/*.py",
    "schemas/**/*.py",
    *(
        f"regnskab/{name}.py"
        for name in (
            "report/conversion",
            "report/corrections",
            "report/pipeline",
            "report/source",
            "report/to_arrow",
            "store/change",
            "store/parquet",
            "store/places",
            "version",
        )
    ),
)
_LIBRARIES = ("numpy", "pyarrow", "pypdfium2")
_OPINION_LIBRARIES = ("camelot-py", "pdfplumber")


@lru_cache(maxsize=1)
def code_sha256() -> str:
    """The hash of the code that matters, and of the versions of the libraries that it stands on."""
    digest = _digest(_CODE, _LIBRARIES)
    digest.update(CONTRACT_VERSION.encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def opinion_sha256() -> str:
    """The hash of what a second opinion adds to that. Raises ExecutorError where it cannot be had."""
    try:
        return _digest(("regnskab/report/second_opinion.py",), _OPINION_LIBRARIES).hexdigest()
    except PackageNotFoundError as error:
        raise ExecutorError(
            f"a second opinion needs {error.name}, which is not installed",
            remedy="pip install 'regnskab[second-opinion]'",
        ) from None


def _digest(patterns: Iterable[str], libraries: Iterable[str]) -> hashlib._Hash:
    digest = hashlib.sha256()
    for path in _files(patterns):
        digest.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode() + path.read_bytes())
    for name in libraries:
        digest.update(f"{name} {version(name)}\0".encode())
    return digest


def _files(patterns: Iterable[str]) -> list[Path]:
    """The files that the patterns match. Raises LookupError for a pattern that has gone blind.

    A renamed file would else no longer make a report stale, and nobody would notice.
    """
    found: set[Path] = set()
    for pattern in patterns:
        matched = set(_ROOT.glob(pattern))
        if not matched:
            raise LookupError(f"{pattern} matches no file below {_ROOT}: mend the list of files in {__name__}")
        found |= matched
    return sorted(found)


def recipe(profile: str | Path | Profile | None, used: str | None, *, second_opinion: bool = False) -> Recipe:
    """What a report is made with when ``profile`` is asked for and the one named ``used`` was found to fit.

    ``used`` None: none was found, as nothing could be read; any profile may matter. Raises ProfileError, and
    ExecutorError where a second opinion cannot be had.
    """
    name = _name(profile)
    if profile is None:
        # Any profile could claim the report by its words; of the rest only the one that did matters.
        claims = [(known, load_profile(known).recognise.model_dump(mode="json")) for known in available()]
        given: object = [claims, [_content(load_profile(one)) for one in _mattering(used)]]
    elif profile == NO_PROFILE:
        given = _content(load_profile(SHARED_PROFILE))
    else:
        given = _content(profile if isinstance(profile, Profile) else load_profile(profile))
    text = json.dumps(given, ensure_ascii=False)
    opinion = opinion_sha256() if second_opinion else None
    return Recipe(code_sha256(), name, hashlib.sha256(text.encode()).hexdigest(), opinion)


def _name(profile: str | Path | Profile | None) -> str | None:
    if profile is None:
        return None
    if isinstance(profile, Profile):
        return profile.name
    # A file is found again from anywhere.
    return str(Path(profile).absolute()) if str(profile).endswith(".toml") else str(profile)


def _mattering(used: str | None) -> Iterable[str]:
    names = available()
    return (used,) if used in names else names


def _content(profile: Profile) -> object:
    return profile.model_dump(mode="json")


class Recipes:
    """The recipes of one run, each worked out once."""

    def __init__(
        self,
        profile: str | Path | Profile | None,
        *,
        second_opinion: bool = False,
        corrections: AllCorrections = MappingProxyType({}),
    ) -> None:
        self._profile = profile
        self._corrections = corrections
        self._second_opinion = second_opinion
        self._known: dict[str | None, Recipe] = {}

    def of(self, used: str | None, report_id: str | None = None) -> Recipe:
        """The recipe of a report that the profile named ``used`` fits.

        Without a ``report_id``, which nobody knows of what could not be read, any correction may matter.
        """
        if used not in self._known:
            self._known[used] = recipe(self._profile, used, second_opinion=self._second_opinion)
        return replace(self._known[used], corrections=corrections_sha256(self._corrections, report_id))


def corrections_sha256(corrections: AllCorrections, report_id: str | None) -> str | None:
    """The hash of a report's corrections, or of all; None where there are none."""
    if report_id is not None:
        own = corrections.get(report_id)
        return own.sha256 if own is not None and own.changes else None
    changed = sorted(name for name, own in corrections.items() if own.changes)
    every = "".join(f"{name} {corrections[name].sha256}\n" for name in changed)
    return hashlib.sha256(every.encode()).hexdigest() if every else None


def recipe_now(old: Recipe, used: str | None) -> Recipe | None:
    """What the same wish would make of a report now; None where its profile is no more."""
    try:
        return recipe(old.profile, used, second_opinion=old.second_opinion is not None)
    except ProfileError:
        return None
    except ExecutorError:  # there is nothing here to give an opinion: the one that was given stands
        return replace(recipe(old.profile, used), second_opinion=old.second_opinion)
