"""The way in for programs: ``regnskab.convert_many``, ``regnskab.status`` and ``regnskab.remove``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from regnskab.batch.alone import OneWorker
from regnskab.batch.executors import Executor, Limits
from regnskab.batch.inputs import Input, find_inputs
from regnskab.batch.outcome import Done, Listener, Outcome, Unchanged
from regnskab.batch.plan import Step, Terms
from regnskab.batch.recipe import Recipes, opinion_sha256
from regnskab.batch.session import Session
from regnskab.batch.status import State, drop, states
from regnskab.batch.wishes import Wishes
from regnskab.batch.work import Asked
from regnskab.errors import InputError, RegnskabError
from regnskab.report.corrections import beside, read_folder
from regnskab.store.manifest import Entry
from regnskab.store.store import open_store
from schemas.profile import NO_PROFILE
from schemas.profile.load import Profile, load_profile

__all__ = ["Limits", "Listener", "Outcome", "State", "convert_many", "remove", "run", "status"]


class Silent:
    """A listener that does not listen."""

    def planned(self, total: int, todo: int) -> None:
        """Nothing."""

    def started(self, place: str) -> None:
        """Nothing."""

    def page(self, done: int, total: int) -> None:
        """Nothing."""

    def finished(self, done: Done) -> None:
        """Nothing."""

    def same(self, unchanged: Unchanged) -> None:
        """Nothing."""

    def duplicate(self, place: str, of: str) -> None:
        """Nothing."""

    def failed(self, error: RegnskabError) -> None:
        """Nothing."""


def convert_many(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    profile: str | Path | None = None,
    password: str | None = None,
    second_opinion: bool = False,
    force: bool = False,
    retry: bool = False,
    executor: Executor | None = None,
    listener: Listener | None = None,
    corrections: str | Path | None = None,
) -> Outcome:
    """Convert the PDFs of paths, folders, patterns and URLs into ``out``, a folder or a URL.

    Returns what became of each. Reports that are current are left alone, unless ``force``; inputs that failed and have
    not changed since, unless ``retry``. ``profile``, ``password`` and ``second_opinion`` are those of
    ``regnskab.convert``; a report that was converted without a second opinion is converted anew with it.

    ``corrections`` is the folder of what reviewers corrected (None: ``corrections`` in ``out``, where it is there).

    ``jobs`` processes (None: one for each core) work at once, each report within ``limits``; or ``executor`` does it
    (``regnskab.batch.cluster.DaskCluster``). An error of one report is in the outcome. Raises OutputError where ``out``
    cannot be written to at all, ProfileError, CorrectionError, ExecutorError, and KeyboardInterrupt once what is
    done is published.
    """
    folder = None if corrections is None else Path(corrections)
    wishes = Wishes(profile, password, second_opinion, force, retry, jobs, limits, executor, folder)
    outcome = run(inputs, out, wishes, listener or Silent())
    if outcome.interrupted:
        raise KeyboardInterrupt
    return outcome


def run(inputs: Iterable[str | Path], out: str | Path, wishes: Wishes, listener: Listener) -> Outcome:
    """As ``convert_many``, but an interruption (^C) is part of the outcome."""
    folder = wishes.corrections or beside(out)
    corrections = {} if folder is None else read_folder(folder)
    asked = Asked(_profile(wishes.profile), wishes.password, wishes.second_opinion, corrections)
    if wishes.second_opinion:
        opinion_sha256()  # say at once where there is none to be had
    store = open_store(out)
    store.prepare()
    recipes = Recipes(wishes.profile, second_opinion=wishes.second_opinion, corrections=corrections)
    terms = Terms(recipes, wishes.limits or Limits(), wishes.force, wishes.retry)
    session = Session(store, listener, terms, asked)
    found, lost = _find(inputs)
    for error in lost:
        session.lose(error)
    steps = session.plan(found, store.read())
    interrupted = False
    try:
        if steps:
            with wishes.executor or _executor(steps, wishes, listener) as executor:
                session.convert(steps, executor)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        session.finish()
    return session.outcome(interrupted=interrupted)


def status(out: str | Path) -> tuple[State, ...]:
    """How it stands with every report in ``out``, and with every input that failed. Raises OutputError."""
    return states(open_store(out))


def remove(out: str | Path, report_id: str) -> Entry:
    """Delete a report from ``out``, and return what the manifest said of it. Raises OutputError."""
    store = open_store(out)
    store.prepare()
    return drop(store, report_id)


def _profile(profile: str | Path | None) -> str | Profile | None:
    """Read the profile once, and where its file is: workers may be elsewhere."""
    return NO_PROFILE if profile == NO_PROFILE else None if profile is None else load_profile(profile)


def _find(places: Iterable[str | Path]) -> tuple[tuple[Input, ...], tuple[InputError, ...]]:
    """The inputs of all places, and the places that have none."""
    found: dict[str, Input] = {}
    lost = []
    for place in places:
        try:
            for one in find_inputs([place]):
                found.setdefault(one.reading_place, one)
        except InputError as error:
            lost.append(error)
    return tuple(found.values()), tuple(lost)


def _executor(steps: list[Step], wishes: Wishes, listener: Listener) -> Executor:
    if len(steps) == 1 and wishes.jobs is None:
        return OneWorker(wishes.limits or Limits(), listener.page)
    from regnskab.batch.pool import LocalPool

    return LocalPool(min(wishes.jobs or _cores(), len(steps)), wishes.limits)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
