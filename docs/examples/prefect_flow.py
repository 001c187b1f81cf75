"""A nightly flow: convert what is new or changed in a bucket, and fail loudly where reports failed.

    pip install 'regnskab[s3]' prefect
    python docs/examples/prefect_flow.py s3://reports/ s3://accounts/v1

``update`` is a plain function: the same lines are the body of an Airflow task (``@task def update(...)``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import regnskab
from regnskab.batch.api import Limits


def update(inputs: list[str], out: str, jobs: int = 4) -> dict[str, int]:
    """Bring ``out`` up to date. Doing it again does only what is left, so a scheduler may retry it at will."""
    outcome = regnskab.convert_many(inputs, out, jobs=jobs, limits=Limits(timeout=900, memory=2 * 1024**3))
    for error in outcome.errors:
        print(f"not converted: {error}")  # noqa: T201 (schedulers collect what tasks print)
    return {"converted": len(outcome.done), "unchanged": len(outcome.unchanged), "failed": len(outcome.errors)}


def sweep(out: str) -> list[str]:
    """Take reports out whose PDFs are gone, and return their names."""
    orphaned = [state.report_id for state in regnskab.status(out) if state.condition == "orphaned" and state.report_id]
    for report_id in orphaned:
        regnskab.remove(out, report_id)
    return orphaned


def nightly(inputs: list[str], out: str, *, most_failures: int = 0) -> dict[str, int]:
    """Update, then sweep. Raises RuntimeError where more reports failed than may."""
    counts = update(inputs, out)
    counts["removed"] = len(sweep(out))
    if counts["failed"] > most_failures:
        raise RuntimeError(f"{counts['failed']} reports were not converted; the others are published")
    return counts


def as_flow() -> Callable[..., Any]:
    """Return ``nightly`` as a Prefect flow which is tried again twice."""
    from prefect import flow

    return flow(name="regnskab", retries=2, retry_delay_seconds=600)(nightly)


if __name__ == "__main__":
    as_flow()(sys.argv[1:-1], sys.argv[-1])
