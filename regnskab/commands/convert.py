"""``regnskab convert``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from regnskab.commands.options import Reporting, reporting, wishing

if TYPE_CHECKING:
    from regnskab.batch.wishes import Wishes

TERMINATED = 143


@click.command("convert")
@click.argument("pdfs", metavar="PDF|FOLDER|PATTERN|URL...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    default="output",
    show_default=True,
    help="Folder for the datasets, or its URL (s3://, gs://, az://); made where it is missing.",
)
@wishing
@click.option("--publish", is_flag=True, help="Make the package for portals, too (see: regnskab publish --help).")
@click.option("--strict", is_flag=True, help="Exit with 4 where a report contradicts its own figures.")
@reporting
@click.pass_context
def command(
    ctx: click.Context,
    pdfs: tuple[str, ...],
    out: str,
    wishes: Wishes,
    publish: bool,
    strict: bool,
    reporting: Reporting,
) -> None:
    """Read annual reports (PDF) into Parquet datasets.

    Each report becomes one file in each dataset's folder; converting it again replaces just those. A report is done
    again only when its PDF, its profile or the code has changed. One that cannot be read, takes too long or too much
    memory is named with what to do about it, and the others are done all the same. Stopped at any moment, the same
    command goes on from there.

    \b
    One report, into output/:          regnskab convert samples/ballerup-2024.pdf
    A folder, into one of yours:       regnskab convert -o accounts reports/
    From bucket to bucket:             regnskab convert s3://reports/ -o s3://accounts/v1 --jobs 8
    On a Dask cluster:                 regnskab convert reports/ --executor dask --scheduler tcp://host:8786
    For a program to read:             regnskab convert --json report.pdf > result.json
    An encrypted PDF:                  regnskab convert --password secret report.pdf
    What other tools do not confirm:   regnskab convert --second-opinion report.pdf

    Exit status: 0 all done; 1 nothing converted; 2 wrong usage; 3 some inputs failed, the others are done;
    4 all done, but with --strict a report contradicts itself; 130 or 143 stopped by ^C or SIGTERM, what is done is
    kept.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.batch.api import run
    from regnskab.batch.outcome import NOTHING, USAGE, Outcome
    from regnskab.errors import CorrectionError, ExecutorError, OutputError, ProfileError, RegnskabError
    from regnskab.store.places import public
    from regnskab.terminal.show import listener_for

    error: RegnskabError
    with listener_for(as_json=reporting.as_json, log=reporting.log) as listener, _terminated_cleanly() as signals:
        try:
            outcome = run(pdfs, out, wishes, listener)
        except (OutputError, ProfileError, CorrectionError, ExecutorError) as caught:
            error = caught
            listener.failed(error)
            outcome = Outcome(public(out), (), (error,))
            code = USAGE if isinstance(error, ProfileError | CorrectionError) else NOTHING
        else:
            code = TERMINATED if signals else outcome.exit_code(strict=strict)
        listener.ended(outcome, code)
    if publish and outcome.done and not signals:
        code = _published(out) or code
    ctx.exit(code)


def _published(out: str) -> int:
    """Publish what was converted. Return 0, or the exit status where that was not possible."""
    from regnskab.batch.outcome import NOTHING
    from regnskab.errors import RegnskabError
    from regnskab.publish.run import publish_to
    from regnskab.terminal.plain import show_error
    from regnskab.terminal.say import say

    try:
        publish_to(out, report=lambda line: say(line, err=True))
    except RegnskabError as error:
        show_error(error)
        return NOTHING
    return 0


@contextmanager
def _terminated_cleanly() -> Iterator[list[int]]:
    """Take SIGTERM, by which schedulers stop a job, for a ^C. The list holds it when it came."""
    came: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield came
    finally:
        signal.signal(signal.SIGTERM, old)
