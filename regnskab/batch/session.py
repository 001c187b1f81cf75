"""One run over many inputs: plan, convert, publish, and keep account."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace

from regnskab.batch.executors import Executor, Stopped
from regnskab.batch.inputs import Input
from regnskab.batch.ledger import Claim, Ledger, Refused
from regnskab.batch.plan import Planner, Step, Terms
from regnskab.batch.recipe import code_sha256
from regnskab.batch.work import DEBUG_VARIABLE, Finished, Job, now
from regnskab.batch.writer import Waiting, Writer
from regnskab.encoded import Encoded
from regnskab.errors import ExecutorError, InputError, OutputError, PasswordError, RegnskabError, UnavailableError
from regnskab.manifest import Entry, Manifest, Reason, Unpublished
from regnskab.run import Done, Listener, Outcome, Unchanged
from regnskab.store import Store, about
from schemas.profile import Profile

_Result = Done | Unchanged | RegnskabError | str


class Session:
    """Keeps account of one run. ``profile`` and ``password`` go with every job."""

    def __init__(
        self, store: Store, listener: Listener, terms: Terms, profile: str | Profile | None, password: str | None
    ) -> None:
        self._store = store
        self._listener = listener
        self._terms = terms
        self._profile = profile
        self._password = password
        self._ledger = Ledger()
        self._writer = Writer(store, self._published)
        self._steps: dict[int, Step] = {}
        self._results: dict[int, _Result] = {}
        self._lost: list[RegnskabError] = []
        self._refused: list[tuple[str, Refused]] = []

    def plan(self, inputs: Sequence[Input], manifest: Manifest) -> list[Step]:
        """Settle the inputs for which nothing is to be done, and return the others. Raises OutputError."""
        locations = [self._store.location(one.place) for one in inputs]
        planner = Planner(manifest, self._store.sizes(), self._terms, locations)
        steps = planner.steps(inputs, locations)
        self._steps = {step.number: step for step in steps}
        todo = [step for step in steps if not step.settled]
        self._listener.planned(len(steps), len(todo))
        for step in steps:
            if step.current is not None:
                self._same(step, step.current)
            elif step.hopeless is not None:
                self._hopeless(step, step.hopeless)
        return todo

    def lose(self, error: RegnskabError) -> None:
        """Keep account of a place without any input."""
        self._lost.append(error)
        self._listener.failed(error)

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
        """Publish what still waits, and say who had to stand back: only now is it sure for whom."""
        self._writer.flush(now=True)
        for report_id, refused in sorted(self._refused, key=lambda one: one[1].step.number):
            self._refuse(replace(refused, winner=self._ledger.winner(report_id)), report_id)
        self._refused.clear()
        self._writer.flush(now=True)

    def outcome(self, *, interrupted: bool) -> Outcome:
        """Return what became of every input, in their order."""
        results = [self._results[number] for number in sorted(self._results)]
        return Outcome(
            self._store.url,
            tuple(result for result in results if isinstance(result, Done)),
            (*self._lost, *(result for result in results if isinstance(result, RegnskabError))),
            tuple(result for result in results if isinstance(result, Unchanged)),
            tuple(result for result in results if isinstance(result, str)),
            interrupted,
        )

    def _job(self, step: Step) -> Job:
        known = None if step.known is None else step.known.source.sha256
        return Job(step.input.reading_place, step.input.place, self._profile, self._password, known)

    def _collect(self, running: dict[Future[Finished], Step]) -> None:
        ready, _ = wait(running, timeout=1, return_when=FIRST_COMPLETED)
        for future in ready:
            self._settle(running.pop(future), future)
        self._writer.flush()

    def _settle(self, step: Step, future: Future[Finished]) -> None:
        try:
            finished = future.result()
        except Stopped as stopped:
            limit = self._terms.limits.of(stopped.reason)
            self._fail(step, stopped.error, stopped.reason, limit=limit, for_good=stopped.ours)
        except Exception as error:
            if os.environ.get(DEBUG_VARIABLE) or isinstance(error, ExecutorError):
                raise
            self._fail(step, _unforeseen(step, error), "crash", for_good=False)
        else:
            self._finished(step, finished)

    def _finished(self, step: Step, finished: Finished) -> None:
        if finished.code != code_sha256():
            error = ExecutorError(
                "was read by a worker with another version of regnskab",
                source=step.input.place,
                remedy="install the same version on all machines",
            )
            self._fail(step, error, "crash", for_good=False)
        elif finished.error is not None:
            # A password is not part of the recipe, and what could not be read may be there the next time.
            for_good = not isinstance(finished.error, PasswordError | UnavailableError)
            self._fail(step, finished.error, "input", finished=finished, for_good=for_good)
        elif finished.report is None and step.known is not None:
            self._same(step, step.known)
        elif finished.report is not None:
            self._claim(step, self._completed(step, finished.report, finished))

    def _completed(self, step: Step, report: Encoded, finished: Finished) -> Encoded:
        """Add to the report's line what the worker does not know."""
        # Of a plain file the hash is asked every time.
        version = None if step.input.regular else step.input.version
        source = replace(report.entry.source, location=step.location, version=version)
        recipe = self._terms.recipes.of(report.entry.profile)
        entry = replace(
            report.entry, source=source, recipe=recipe, seconds=finished.seconds, finished=finished.finished
        )
        return replace(report, entry=entry)

    def _claim(self, step: Step, report: Encoded) -> None:
        refused = self._ledger.claim(report.entry.report_id, Claim(step, report.entry.source.sha256))
        if refused is None or refused.step is not step:
            self._writer.add(Waiting(step.number, report))
        if refused is not None:
            self._refused.append((report.entry.report_id, refused))

    def _refuse(self, refused: Refused, report_id: str) -> None:
        winner = refused.winner.step.input.place
        if refused.reason == "duplicate":
            self._results[refused.step.number] = refused.step.input.place
            self._listener.duplicate(refused.step.input.place, winner)
            error: RegnskabError = InputError(f"is the same file as {winner}")
        else:
            error = OutputError(
                f"is report {report_id}, as {winner} is, but differs from it",
                source=refused.step.input.place,
                remedy="convert one of the two, or each into a folder of its own with -o",
            )
            self._tell(refused.step, error)
        line = self._line(refused.step, error, refused.reason)
        self._writer.note(replace(line, report_id=report_id, sha256=refused.winner.sha256))

    def _fail(
        self,
        step: Step,
        error: RegnskabError,
        reason: Reason,
        *,
        finished: Finished | None = None,
        limit: float | None = None,
        for_good: bool = True,
    ) -> None:
        self._tell(step, error)
        line = replace(self._line(step, error, reason), limit=limit)
        if finished is not None:
            line = replace(line, seconds=finished.seconds, finished=finished.finished)
        if step.input.version is not None:
            self._writer.note(line if for_good else replace(line, version=None))

    def _line(self, step: Step, error: RegnskabError, reason: Reason) -> Unpublished:
        return Unpublished(
            location=step.location,
            name=step.input.name,
            reason=reason,
            problem=error.problem,
            remedy=error.remedy,
            page=error.page,
            version=step.input.version,
            recipe=self._terms.recipes.of(None),
            finished=now(),
        )

    def _same(self, step: Step, entry: Entry) -> None:
        refused = self._ledger.claim(entry.report_id, Claim(step, entry.source.sha256))
        if refused is not None:
            self._refused.append((entry.report_id, refused))
            if refused.step is step:
                return
        unchanged = Unchanged(step.input.place, entry)
        self._results[step.number] = unchanged
        self._listener.same(unchanged)
        version = None if step.input.regular else step.input.version
        source = replace(entry.source, location=step.location, version=version)
        if source != entry.source:
            self._writer.move(replace(entry, source=source))

    def _hopeless(self, step: Step, line: Unpublished) -> None:
        if line.reason == "duplicate":
            self._results[step.number] = step.input.place
            return
        again = f"{line.remedy}; it has not changed since, --retry tries it again"
        self._tell(step, RegnskabError(line.problem, source=step.input.place, page=line.page, remedy=again))

    def _tell(self, step: Step, error: RegnskabError) -> None:
        self._results[step.number] = error
        self._listener.failed(error)

    def _published(self, waiting: Sequence[Waiting], error: OutputError | None) -> None:
        for one in waiting:
            step = self._steps[one.number]
            if error is not None:
                self._tell(step, about(error, step.input.place, self._store.url))
            else:
                done = self._done(step, one.report)
                self._results[one.number] = done
                self._listener.finished(done)

    def _done(self, step: Step, report: Encoded) -> Done:
        entry = report.entry
        files = tuple(self._paths(report))
        return Done(step.input.place, entry.source.sha256, files, report.summary, entry.seconds or 0.0)

    def _paths(self, report: Encoded) -> Iterator[str]:
        return (f"{self._store.url}/{path}" for path in report.files)


def _unforeseen(step: Step, error: Exception) -> RegnskabError:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return InputError(
        f"cannot be converted, an error of regnskab's own ({said})",
        source=step.input.place,
        remedy=f"please report it with the file; {DEBUG_VARIABLE}=1 shows where",
    )
