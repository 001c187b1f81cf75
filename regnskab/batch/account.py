"""What became of every input of a run: told as it happens, kept in the manifest, summed up at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from regnskab.batch.ledger import Claim, ClaimLedger, Refused
from regnskab.batch.outcome import Done, Listener, Outcome, Unchanged
from regnskab.batch.plan import Step, Terms
from regnskab.batch.work import Finished, now
from regnskab.batch.writer import Waiting, Writer
from regnskab.errors import InputError, OutputError, RegnskabError
from regnskab.phrases import visible
from regnskab.report.conversion import Encoded, of_edition
from regnskab.store.manifest import Entry, Reason, Unpublished
from regnskab.store.store import Store, about

_Result = Done | Unchanged | RegnskabError | str


class Account:
    """The account of one run: each of its steps ends in one of these methods, and its reports in ``store``."""

    def __init__(self, store: Store, listener: Listener, terms: Terms) -> None:
        self._store = store
        self._listener = listener
        self._terms = terms
        self._ledger = ClaimLedger()
        self._writer = Writer(store, self._published)
        self._before: Mapping[str, Entry] = {}
        self._steps: dict[int, Step] = {}
        self._results: dict[int, _Result] = {}
        self._lost: list[RegnskabError] = []
        self._refused: list[tuple[str, Refused]] = []

    def open(self, steps: Sequence[Step], published: Sequence[Entry]) -> None:
        """Take note of all steps and of what is published, and settle those for which nothing is to be done."""
        self._before = {entry.report_id: entry for entry in published}
        self._steps = {step.number: step for step in steps}
        for step in steps:
            if step.current is not None:
                self.same(step, step.current)
            elif step.hopeless is not None:
                self._hopeless(step, step.hopeless)

    def lost(self, error: RegnskabError) -> None:
        """A place without any input."""
        self._lost.append(error)
        self._listener.failed(error)

    def converted(self, step: Step, report: Encoded) -> None:
        """A report to publish before long."""
        if self._claimed(step, report.entry):
            before = self._before.get(report.entry.report_id)
            self._writer.add(Waiting(step.number, of_edition(report, before)))

    def same(self, step: Step, entry: Entry) -> None:
        """An input whose report is published as it would be now."""
        if not self._claimed(step, entry):
            return
        unchanged = Unchanged(step.input.place, entry)
        self._results[step.number] = unchanged
        self._listener.same(unchanged)
        source = replace(entry.source, location=step.location, version=step.version)
        if source != entry.source:
            self._writer.move(replace(entry, source=source))

    def failed(
        self,
        step: Step,
        error: RegnskabError,
        reason: Reason,
        *,
        finished: Finished | None = None,
        limit: float | None = None,
        for_good: bool = True,
    ) -> None:
        """An input without a report; ``for_good`` where another attempt would end the same way."""
        self._tell(step, error)
        line = replace(self._line(step, error, reason), limit=limit)
        if finished is not None:
            line = replace(line, seconds=finished.seconds, finished=finished.finished)
        if step.input.version is not None:
            self._writer.note(line if for_good else replace(line, version=None))

    def publish(self) -> None:
        """Publish what waits, if it is time."""
        self._writer.flush()

    def close(self) -> None:
        """Publish what still waits, and say who had to stand back: only now is it sure for whom."""
        self._writer.flush(now=True)
        for report_id, refused in sorted(self._refused, key=lambda one: one[1].step.number):
            self._refuse(replace(refused, winner=self._ledger.winner(report_id)), report_id)
        self._refused.clear()
        self._writer.flush(now=True)

    def outcome(self, *, interrupted: bool) -> Outcome:
        """What became of every input, in their order."""
        results = [self._results[number] for number in sorted(self._results)]
        return Outcome(
            self._store.url,
            tuple(result for result in results if isinstance(result, Done)),
            (*self._lost, *(result for result in results if isinstance(result, RegnskabError))),
            tuple(result for result in results if isinstance(result, Unchanged)),
            tuple(result for result in results if isinstance(result, str)),
            interrupted,
        )

    def _claimed(self, step: Step, entry: Entry) -> bool:
        """Whether this input has the report, as far as is known now."""
        refused = self._ledger.claim(entry.report_id, Claim(step, entry.source.sha256))
        if refused is not None:
            self._refused.append((entry.report_id, refused))
        return refused is None or refused.step is not step

    def _refuse(self, refused: Refused, report_id: str) -> None:
        place, winner = refused.step.input.place, refused.winner.step.input.place
        if refused.reason == "duplicate":
            self._results[refused.step.number] = place
            self._listener.duplicate(place, winner)
            error: RegnskabError = InputError(f"is the same file as {winner}")
        else:
            error = OutputError(
                f"is report {report_id}, as {winner} is, but differs from it",
                source=place,
                remedy="convert one of the two, or each into a folder of its own with -o",
            )
            self._tell(refused.step, error)
        line = self._line(refused.step, error, refused.reason)
        self._writer.note(replace(line, report_id=report_id, sha256=refused.winner.sha256))

    def _line(self, step: Step, error: RegnskabError, reason: Reason) -> Unpublished:
        return Unpublished(
            location=step.location,
            name=step.input.name,
            reason=reason,
            problem=visible(error.problem),  # it may name files, and names may be no UTF-8
            remedy=visible(error.remedy),
            page=error.page,
            version=step.input.version,
            recipe=self._terms.recipes.of(None),
            finished=now(),
        )

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
