"""Which input has which report in this run, so that the first in order has it, whichever is read first."""

from __future__ import annotations

from dataclasses import dataclass

from regnskab.batch.plan import Step
from regnskab.store.manifest import Reason


@dataclass(frozen=True, slots=True)
class Claim:
    """An input that is a report, and the hash of its bytes."""

    step: Step
    sha256: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that must stand back, and the claim which stands."""

    step: Step
    sha256: str
    winner: Claim

    @property
    def reason(self) -> Reason:
        return "duplicate" if self.sha256 == self.winner.sha256 else "rival"


class ClaimLedger:
    """The claims of a run, by report."""

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}

    def winner(self, report_id: str) -> Claim:
        """The claim that stands."""
        return self._claims[report_id]

    def claim(self, report_id: str, claim: Claim) -> Refused | None:
        """Enter a claim. Returns who has to stand back: this one, an earlier one, or (None) nobody."""
        other = self._claims.get(report_id)
        if other is None or other.step.location == claim.step.location:
            self._claims[report_id] = claim
            return None
        if other.step.number < claim.step.number:
            return Refused(claim.step, claim.sha256, other)
        self._claims[report_id] = claim
        return Refused(other.step, other.sha256, claim)
