"""What an output folder holds, against what its inputs and the code are now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from regnskab.batch.inputs import Input, look
from regnskab.batch.recipe import corrections_sha256, recipe_now
from regnskab.errors import OutputError
from regnskab.report.acceptance import Review, review_of
from regnskab.report.corrections import AllCorrections, beside, read_folder
from regnskab.store.change import Change
from regnskab.store.manifest import Entry, File, Recipe, Unpublished
from regnskab.store.places import is_whole
from regnskab.store.store import Store

Intact = Callable[[File], bool]
Condition = Literal["current", "stale", "failed", "orphaned"]


@dataclass(frozen=True, slots=True)
class State:
    """How it stands with one report, or with an input that has none (``report_id`` None), and why.

    ``current``: it is what converting again would give. ``stale``: its PDF, profile, corrections or the code has
    changed, or files are missing. ``failed``: its PDF could not be converted. ``orphaned``: its PDF is no longer there.
    ``review`` says who has looked the report through, None where nobody has.
    """

    condition: Condition
    report_id: str | None
    source: str
    why: str
    review: Review | None = None


def states(store: Store) -> tuple[State, ...]:
    """The state of every report and every failed input, by report id, then by source.

    Raises OutputError, and CorrectionError for a file of corrections that cannot be read.
    """
    manifest = store.read()
    folder = beside(store.url)
    corrections = None if folder is None else read_folder(folder)
    known = _Recipes(corrections)
    with store.checking() as intact:
        reports = [_state(entry, store, intact, known) for entry in manifest.entries]
    done = corrections or {}
    reports = [
        replace(state, review=review_of(entry, done.get(entry.report_id)))
        for state, entry in zip(reports, manifest.entries, strict=True)
    ]
    return (*reports, *_failures(manifest.unpublished, store))


def drop(store: Store, report_id: str) -> Entry:
    """Delete a report's files and its line of the manifest, and return that. Raises OutputError."""
    entries = {entry.report_id: entry for entry in store.read().entries}
    if report_id not in entries:
        raise OutputError(
            f"has no report {report_id!r}", source=store.url, remedy='"regnskab status" lists what is there'
        )
    store.publish(Change(drop_reports=frozenset({report_id})), {})
    return entries[report_id]


class _Recipes:
    """What recipes would be now, each worked out once."""

    def __init__(self, corrections: AllCorrections | None) -> None:
        self._corrections = corrections
        self._known: dict[tuple[Recipe, str | None], Recipe | None] = {}

    def now(self, old: Recipe, used: str | None) -> Recipe | None:
        if (old, used) not in self._known:
            self._known[old, used] = recipe_now(old, used)
        return self._known[old, used]

    def corrections_now(self, entry: Entry, old: Recipe) -> str | None:
        """The hash of a report's corrections; those that are not in the output folder are taken for what they were."""
        return old.corrections if self._corrections is None else corrections_sha256(self._corrections, entry.report_id)


def _state(entry: Entry, store: Store, intact: Intact, recipes: _Recipes) -> State:
    source = store.source_of(entry.source.location)
    if not is_whole(source):  # what opened it was never written down
        why = _reason(entry, None, intact, recipes)
        return State("stale" if why else "current", entry.report_id, source, why or "")
    one = look(source)
    if not entry.source.location or (one.version is None and not _answers(source, one)):
        return State("orphaned", entry.report_id, source, "its PDF is no longer there")
    why = _reason(entry, one, intact, recipes)
    return State("stale" if why else "current", entry.report_id, source, why or "")


def _answers(source: str, one: Input) -> bool:
    """Whether a store that knows no versions has the file all the same."""
    return one.size is not None and "://" in source


def _reason(entry: Entry, one: Input | None, intact: Intact, recipes: _Recipes) -> str | None:
    if not all(map(intact, entry.files)):
        return "files of it are missing or damaged"
    if entry.recipe is None:
        return "it was written by hand, or its writing was cut off"
    if one is not None and one.regular and one.sha256() != entry.source.sha256:
        return "its PDF has changed"
    if one is not None and not one.regular and one.version != entry.source.version:
        return "its PDF has changed"
    now = recipes.now(entry.recipe, entry.profile)
    if now is None or now.profile_sha256 != entry.recipe.profile_sha256:
        return "its profile has changed"
    if recipes.corrections_now(entry, entry.recipe) != entry.recipe.corrections:
        return "its corrections have changed"
    return "the code has changed" if replace(now, corrections=entry.recipe.corrections) != entry.recipe else None


def _failures(lines: tuple[Unpublished, ...], store: Store) -> Iterator[State]:
    for line in lines:
        source = store.source_of(line.location)
        if line.state == "failed" and (not is_whole(source) or look(source).version is not None):
            yield State("failed", None, source, f"{line.problem}; {line.remedy}")
