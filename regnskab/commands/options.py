"""Options that belong together: a command takes each group of them as one value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from regnskab.batch.executors import Limits
    from regnskab.batch.wishes import Wishes

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


def grouped(name: str, value: Callable[..., object], *options: Callable[[Function], Function]) -> Decorator:
    """A decorator that adds ``options`` to a command, whose function takes them all as one argument ``name``.

    ``value`` makes it of them, by their names.
    """

    def decorate(function: Function) -> Function:
        @wraps(function)
        def called(*args: Any, **given: Any) -> Any:
            values = {parameter: given.pop(parameter) for parameter in parameters}
            return function(*args, **given, **{name: value(**values)})

        decorated: Any = called
        before = len(getattr(decorated, "__click_params__", ()))
        for option in reversed(options):
            decorated = option(decorated)
        parameters = [str(parameter.name) for parameter in decorated.__click_params__[before:]]
        added: Function = decorated
        return added

    return decorate


def _wishes(*, timeout: float | None, memory: int | None, executor: str, scheduler: str | None, **same: Any) -> Wishes:
    """What is wished of a run. Raises UsageError where it cannot be had together."""
    from regnskab.batch.wishes import Wishes

    limits = _limits(timeout=timeout, memory=memory) if timeout or memory else None
    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    if scheduler is None:
        return Wishes(limits=limits, **same)
    from regnskab.batch.cluster import DaskCluster

    return Wishes(limits=limits, executor=DaskCluster(scheduler, limits), **same)


def _limits(*, timeout: float | None, memory: int | None) -> Limits:
    """What reading a PDF may take."""
    from regnskab.batch.executors import MEMORY, TIMEOUT, Limits

    return Limits(timeout or TIMEOUT, memory or MEMORY)


@dataclass(frozen=True, slots=True)
class Reporting:
    """How the course of a run and its result are reported."""

    as_json: bool
    log: str


def _bytes(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    parts = re.fullmatch(r"(\d+(?:\.\d+)?) ?([KMGT]?)(?:i?B)?", value.strip(), re.IGNORECASE)
    if parts is None or not float(parts[1]):
        raise click.BadParameter(f"{value!r} is no size, such as 512M or 2G")
    return int(float(parts[1]) * _UNITS[parts[2].upper()])


wishing = grouped(
    "wishes",
    _wishes,
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
    click.option(
        "--corrections",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder of what reviewers corrected, <report>.toml.  [default: OUT/corrections, where it is there]",
    ),
    click.option("--force", is_flag=True, help="Convert reports again that are current."),
    click.option("--retry", is_flag=True, help="Try inputs again that failed and have not changed."),
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
        help="Most time for one report.  [default: 600]",
    ),
    click.option(
        "--memory",
        metavar="SIZE",
        callback=_bytes,
        help="Most memory for one report.  [default: 2G]",
    ),
    click.option("--executor", type=click.Choice(["local", "dask"]), default="local", help="Where the work is done."),
    click.option("--scheduler", metavar="ADDRESS", help="The Dask cluster's, such as tcp://host:8786."),
)
limited = grouped(
    "limits",
    _limits,
    click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(0, min_open=True),
        help="Most time for reading the PDF.  [default: 600]",
    ),
    click.option("--memory", metavar="SIZE", callback=_bytes, help="Most memory for it.  [default: 2G]"),
)
reporting = grouped(
    "reporting",
    Reporting,
    click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output instead of text."),
    click.option(
        "--log",
        type=click.Choice(["text", "json"]),
        default="text",
        help="Progress and errors, as text or as JSON lines.",
    ),
)
