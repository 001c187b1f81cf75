"""One run over many inputs: plan, convert, and settle what comes of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace

from regnskab.batch.account import Account
from regnskab.batch.executors import Executor, Stopped
from regnskab.batch.inputs import Input
from regnskab.batch.outcome import Listener, Outcome
from regnskab.batch.plan import Planner, Step, Terms
from regnskab.batch.recipe import code_sha256
from regnskab.batch.work import Asked, Finished, Job
from regnskab.errors import DEBUG_VARIABLE, ExecutorError, InputError, PasswordError, RegnskabError, UnavailableError
from regnskab.report.conversion import Encoded
from regnskab.store.manifest import Manifest
from regnskab.store.store import Store


class Session:
    """One run. What was ``asked`` goes with every job."""

    def __init__(self, store: Store, listener: Listener, terms: Terms, asked: Asked) -> None:
        self._store = store
        self._listener = listener
        self._terms = terms
        self._asked = asked
        self._account = Account(store, listener, terms)

    def plan(self, inputs: Sequence[Input], manifest: Manifest) -> list[Step]:
        """Settle the inputs for which nothing is to be done, and return the others. Raises OutputError."""
        locations = [self._store.location(one.place) for one in inputs]
        with self._store.checking() as intact:
            steps = Planner(manifest, intact, self._terms, locations).steps(inputs, locations)
        todo = [step for step in steps if not step.settled]
        self._listener.planned(len(steps), len(todo))
        self._account.open(steps, manifest.entries)
        return todo

    def lose(self, error: RegnskabError) -> None:
        """Keep account of a place without any input."""
        self._account.lost(error)

    def convert(self, steps: Sequence[Step], executor: Executor) -> None:
        """Convert each of ``steps``, publishing as they come."""
        # A few more than there are slots, so that none is idle; not all, as each result is held in memory.
        room = 2 * executor.slots
        running: dict[Future[Finished], Step] = {}
        try:
            for step in steps:
                self._listener.started(step.input.place)
                running[executor.submit(self._job(step))] = step
                while len(running) >= room:
                    self._collect(running)
            while running:
                self._collect(running)
        except KeyboardInterrupt:
            for future in [future for future in running if future.done()]:
                self._settle(running.pop(future), future)
            raise

    def finish(self) -> None:
        """Publish what still waits, and settle what only the end decides."""
        self._account.close()

    def outcome(self, *, interrupted: bool) -> Outcome:
        """What became of every input, in their order."""
        return self._account.outcome(interrupted=interrupted)

    def _job(self, step: Step) -> Job:
        known = None if step.known is None else step.known.source.sha256
        return Job(step.input.reading_place, step.input.place, self._asked, known)

    def _collect(self, running: dict[Future[Finished], Step]) -> None:
        ready, _ = wait(running, timeout=1, return_when=FIRST_COMPLETED)
        for future in ready:
            self._settle(running.pop(future), future)
        self._account.publish()

    def _settle(self, step: Step, future: Future[Finished]) -> None:
        try:
            finished = future.result()
        except Stopped as stopped:
            limit = self._terms.limits.of(stopped.reason)
            self._account.failed(step, stopped.error, stopped.reason, limit=limit, for_good=stopped.ours)
        except Exception as error:
            if os.environ.get(DEBUG_VARIABLE) or isinstance(error, ExecutorError):
                raise
            self._account.failed(step, _unforeseen(step, error), "crash", for_good=False)
        else:
            self._finished(step, finished)

    def _finished(self, step: Step, finished: Finished) -> None:
        if finished.code != code_sha256():
            error = ExecutorError(
                "was read by a worker with another version of regnskab",
                source=step.input.place,
                remedy="install the same version on all machines",
            )
            self._account.failed(step, error, "crash", for_good=False)
        elif finished.error is not None:
            # A password is not part of the recipe, and what could not be read may be there the next time.
            for_good = not isinstance(finished.error, PasswordError | UnavailableError)
            self._account.failed(step, finished.error, "input", finished=finished, for_good=for_good)
        elif finished.report is None and step.known is not None:
            self._account.same(step, step.known)
        elif finished.report is not None:
            self._account.converted(step, self._completed(step, finished.report, finished))

    def _completed(self, step: Step, report: Encoded, finished: Finished) -> Encoded:
        """Add to the report's line what the worker does not know."""
        source = replace(report.entry.source, location=step.location, version=step.version)
        recipe = self._terms.recipes.of(report.entry.profile, report.entry.report_id)
        entry = replace(
            report.entry, source=source, recipe=recipe, seconds=finished.seconds, finished=finished.finished
        )
        return replace(report, entry=entry)


def _unforeseen(step: Step, error: Exception) -> RegnskabError:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return InputError(
        f"cannot be converted, an error of regnskab's own ({said})",
        source=step.input.place,
        remedy=f"please report it with the file; {DEBUG_VARIABLE}=1 shows where",
    )
