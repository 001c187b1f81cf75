"""Options that belong together: a command takes each group of them as one value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from regnskab.batch.executors import Executor, Limits

Function = Callable[..., Any]
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


def grouped(name: str, kind: type, *options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """Return a decorator that adds ``options`` to a command, whose function takes them as ``name``, a ``kind``.

    ``kind`` is a data class with a field for each option.
    """

    def decorate(function: Function) -> Function:
        @wraps(function)
        def called(*args: Any, **given: Any) -> Any:
            values = {field.name: given.pop(field.name) for field in fields(kind)}
            return function(*args, **given, **{name: kind(**values)})

        decorated: Function = called
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


@dataclass(frozen=True, slots=True)
class Reading:
    """How reports are read."""

    profile: str | None
    password: str | None
    second_opinion: bool


@dataclass(frozen=True, slots=True)
class Working:
    """Where reports are read, how many at once, and what each may take (seconds, bytes)."""

    jobs: int | None
    timeout: float | None
    memory: int | None
    executor: str
    scheduler: str | None

    @property
    def limits(self) -> Limits | None:
        """What was asked for; None where nothing was."""
        from regnskab.batch.executors import MEMORY, TIMEOUT, Limits

        if self.timeout is None and self.memory is None:
            return None
        return Limits(self.timeout or TIMEOUT, self.memory or MEMORY)

    def cluster(self) -> Executor | None:
        """Return the cluster that was asked for, None for this machine. Raises UsageError."""
        if (self.executor == "dask") != (self.scheduler is not None):
            raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
        if self.scheduler is None:
            return None
        from regnskab.batch.cluster import DaskCluster

        return DaskCluster(self.scheduler, self.limits)


@dataclass(frozen=True, slots=True)
class Telling:
    """How the course of a run and its result are told."""

    as_json: bool
    log: str


def _bytes(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    parts = re.fullmatch(r"(\d+(?:\.\d+)?) ?([KMGT]?)(?:i?B)?", value.strip(), re.IGNORECASE)
    if parts is None or not float(parts[1]):
        raise click.BadParameter(f"{value!r} is no size, such as 512M or 2G")
    return int(float(parts[1]) * _UNITS[parts[2].upper()])


reading = grouped(
    "reading",
    Reading,
    click.option(
        "--profile",
        metavar="NAME|FILE",
        help="The publisher's profile, by name or as a .toml file, or none.  [default: recognised from the report]",
    ),
    click.option("--password", help="Opens encrypted PDFs."),
    click.option(
        "--second-opinion",
        is_flag=True,
        help="Have camelot and pdfplumber read the tables, too, and flag what they do not confirm; slow.",
    ),
)
working = grouped(
    "working",
    Working,
    click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(1),
        help="Reports converted at the same time.  [default: one per core]",
    ),
    click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(0, min_open=True),
        help="Most time for one report.  [default: 600, for a single report without]",
    ),
    click.option(
        "--memory",
        metavar="SIZE",
        callback=_bytes,
        help="Most memory for one report.  [default: 2G, for a single report without]",
    ),
    click.option("--executor", type=click.Choice(["local", "dask"]), default="local", help="Where the work is done."),
    click.option("--scheduler", metavar="ADDRESS", help="The Dask cluster's, such as tcp://host:8786."),
)
telling = grouped(
    "telling",
    Telling,
    click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output instead of text."),
    click.option(
        "--log",
        type=click.Choice(["text", "json"]),
        default="text",
        help="Progress and errors, as text or as JSON lines.",
    ),
)
