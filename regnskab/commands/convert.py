"""``regnskab convert``."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from regnskab.batch.executors import Executor, Limits

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
TERMINATED = 143


def _bytes(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    parts = re.fullmatch(r"(\d+(?:\.\d+)?) ?([KMGT]?)(?:i?B)?", value.strip(), re.IGNORECASE)
    if parts is None or not float(parts[1]):
        raise click.BadParameter(f"{value!r} is no size, such as 512M or 2G")
    return int(float(parts[1]) * _UNITS[parts[2].upper()])


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
@click.option(
    "--profile",
    metavar="NAME|FILE",
    help="The publisher's profile, by name or as a .toml file, or none.  [default: recognised from the report]",
)
@click.option("--password", help="Opens encrypted PDFs.")
@click.option("--force", is_flag=True, help="Convert reports again that are current.")
@click.option("--retry", is_flag=True, help="Try inputs again that failed and have not changed.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1), help="Reports converted at the same time.  [default: one per core]"
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    help="Most time for one report.  [default: 600, for a single report without]",
)
@click.option(
    "--memory",
    metavar="SIZE",
    callback=_bytes,
    help="Most memory for one report.  [default: 2G, for a single report without]",
)
@click.option("--executor", type=click.Choice(["local", "dask"]), default="local", help="Where the work is done.")
@click.option("--scheduler", metavar="ADDRESS", help="The Dask cluster's, such as tcp://host:8786.")
@click.option("--publish", is_flag=True, help="Make the package for portals, too (see: regnskab publish --help).")
@click.option("--strict", is_flag=True, help="Exit with 4 where a report contradicts its own figures.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output instead of text.")
@click.option(
    "--log", type=click.Choice(["text", "json"]), default="text", help="Progress and errors, as text or as JSON lines."
)
@click.pass_context
def command(
    ctx: click.Context,
    pdfs: tuple[str, ...],
    out: str,
    profile: str | None,
    password: str | None,
    force: bool,
    retry: bool,
    jobs: int | None,
    timeout: float | None,
    memory: int | None,
    executor: str,
    scheduler: str | None,
    publish: bool,
    strict: bool,
    as_json: bool,
    log: str,
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

    Exit status: 0 all done; 1 nothing converted; 2 wrong usage; 3 some inputs failed, the others are done;
    4 all done, but with --strict a report contradicts itself; 130 or 143 stopped by ^C or SIGTERM, what is done is
    kept.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.batch.api import run
    from regnskab.errors import ExecutorError, OutputError, ProfileError, RegnskabError
    from regnskab.render import listener_for
    from regnskab.run import NOTHING, USAGE, Outcome

    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    error: RegnskabError
    with listener_for(as_json=as_json, log=log) as listener, _terminated_cleanly() as signals:
        limits = _limits(timeout, memory)
        try:
            outcome = run(
                pdfs, out, listener, jobs=jobs, limits=limits, profile=profile, password=password, force=force,
                retry=retry, executor=_cluster(scheduler, limits),
            )  # fmt: skip
        except (OutputError, ProfileError, ExecutorError) as caught:
            error = caught
            listener.failed(error)
            outcome = Outcome(out, (), (error,))
            code = USAGE if isinstance(error, ProfileError) else NOTHING
        else:
            code = TERMINATED if signals else outcome.exit_code(strict=strict)
        listener.ended(outcome, code)
    if publish and outcome.done and not signals:
        code = _published(out) or code
    ctx.exit(code)


def _published(out: str) -> int:
    """Publish what was converted. Return 0, or the exit status where that was not possible."""
    from pathlib import Path

    from regnskab.errors import RegnskabError
    from regnskab.publish.run import publish_to
    from regnskab.render import show_error
    from regnskab.run import NOTHING

    try:
        publish_to(Path(out), tell=lambda line: click.echo(line, err=True))
    except RegnskabError as error:
        show_error(error)
        return NOTHING
    return 0


def _limits(timeout: float | None, memory: int | None) -> Limits | None:
    """Return what was asked for; None where nothing was."""
    from regnskab.batch.executors import MEMORY, TIMEOUT, Limits

    return None if timeout is None and memory is None else Limits(timeout or TIMEOUT, memory or MEMORY)


def _cluster(scheduler: str | None, limits: Limits | None) -> Executor | None:
    if scheduler is None:
        return None
    from regnskab.batch.cluster import DaskCluster

    return DaskCluster(scheduler, limits)


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
