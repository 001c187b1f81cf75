"""What is to be done with each input: nothing where its report is current, or where trying again is no use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from regnskab.batch.executors import Limits
from regnskab.batch.inputs import Input
from regnskab.batch.recipe import Recipes
from regnskab.store.manifest import Entry, File, Manifest, Reason, Unpublished

_LIMITED: tuple[Reason, ...] = ("timeout", "memory")
_BLOCKED: tuple[Reason, ...] = ("rival", "duplicate")


@dataclass(frozen=True, slots=True)
class Step:
    """One input, by its place in the order given, and its plan.

    ``current`` is its report, where that is published and needs nothing; ``hopeless`` the line of its last attempt,
    where another would end the same way. With neither it is to be converted; ``known`` is then the report that stands
    should the bytes prove to be those that it was made from.
    """

    number: int
    input: Input
    location: str
    current: Entry | None = None
    hopeless: Unpublished | None = None
    known: Entry | None = None

    @property
    def version(self) -> str | None:
        """What the manifest keeps of the input's version; of a plain file the hash is asked every time."""
        return None if self.input.regular else self.input.version

    @property
    def settled(self) -> bool:
        return self.current is not None or self.hopeless is not None


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides whether something must be done again."""

    recipes: Recipes
    limits: Limits
    force: bool = False
    retry: bool = False


class Planner:
    """Plans inputs against what the output holds: ``manifest``, and whether a file of it is ``intact``."""

    def __init__(
        self, manifest: Manifest, intact: Callable[[File], bool], terms: Terms, locations: Sequence[str]
    ) -> None:
        self._intact = intact
        self._terms = terms
        self._entries = {entry.report_id: entry for entry in manifest.entries}
        self._unpublished = {line.location: line for line in manifest.unpublished}
        self._order = {location: number for number, location in enumerate(locations)}
        self._by_location: dict[str, list[Entry]] = {}
        self._by_name: dict[tuple[str, int], list[Entry]] = {}
        for entry in manifest.entries:
            self._by_location.setdefault(entry.source.location, []).append(entry)
            self._by_name.setdefault((entry.source.name, entry.source.size), []).append(entry)

    def steps(self, inputs: Sequence[Input], locations: Sequence[str]) -> tuple[Step, ...]:
        """The plan for every input, in order."""
        pairs = enumerate(zip(inputs, locations, strict=True))
        steps = [self.step(number, one, location) for number, (one, location) in pairs]
        first = min((step.number for step in steps if not step.settled), default=len(steps))
        # What is converted before the report that stands in an input's way may take that report's place.
        return tuple(replace(step, hopeless=None) if first < self._way_of(step) else step for step in steps)

    def step(self, number: int, one: Input, location: str) -> Step:
        """The plan for an input. It costs a hash where a report may have been made from these bytes."""
        if self._terms.force:
            return Step(number, one, location)
        last = self._unpublished.get(location)
        if last is not None and self._hopeless(last, one, number):
            return Step(number, one, location, hopeless=last)
        made = [entry for entry in self._candidates(one, location) if self._stands(entry)]
        if not made:
            return Step(number, one, location)
        if one.regular:
            sha256 = one.sha256()
            same = next((entry for entry in made if entry.source.sha256 == sha256), None)
            return Step(number, one, location, current=same)
        if one.version is None:
            return Step(number, one, location, known=made[0])
        same = next((entry for entry in made if entry.source.version == one.version), None)
        return Step(number, one, location, current=same, known=made[0])

    def _candidates(self, one: Input, location: str) -> list[Entry]:
        """The reports that may have been made from this input: from its place, or from a file that was moved."""
        here = [entry for entry in self._by_location.get(location, []) if entry.source.name == one.name]
        if here or not one.regular or one.size is None:
            return here
        elsewhere = self._by_name.get((one.name, one.size), [])
        return [entry for entry in elsewhere if entry.source.location not in self._order]

    def _stands(self, entry: Entry) -> bool:
        """Whether it was made as it would be now, and all its files are there."""
        if entry.recipe is None or entry.recipe != self._terms.recipes.of(entry.profile, entry.report_id):
            return False
        return all(map(self._intact, entry.files))

    def _way_of(self, step: Step) -> int:
        """The number of the input whose report stands in the way of this one, -1 where there is none."""
        if step.hopeless is None or step.hopeless.reason not in _BLOCKED:
            return -1
        first = self._entries.get(step.hopeless.report_id or "")
        return -1 if first is None else self._order.get(first.source.location, -1)

    def _hopeless(self, last: Unpublished, one: Input, number: int) -> bool:
        if self._terms.retry or last.version is None or last.version != one.version:
            return False
        if last.recipe != self._terms.recipes.of(None):
            return False
        if last.reason in _LIMITED:
            limit = self._terms.limits.of(last.reason)
            return limit is not None and last.limit is not None and limit <= last.limit
        if last.reason in _BLOCKED:
            # As long as the report that stands in its way is still there, and still comes first.
            first = self._entries.get(last.report_id or "")
            standing = first is not None and self._stands(first) and first.source.sha256 == last.sha256
            return standing and first is not None and self._order.get(first.source.location, number) < number
        return True
