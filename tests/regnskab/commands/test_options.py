"""What the convert command, ``convert_many`` and ``Wishes`` offer is the same, and stays the same."""

from __future__ import annotations

from dataclasses import fields
from inspect import signature

import click
import pytest
from click.testing import CliRunner, Result

import regnskab
from regnskab.batch.executors import MEMORY, TIMEOUT, Limits
from regnskab.batch.wishes import Wishes
from regnskab.commands.endings import reports_errors
from regnskab.commands.options import wishing
from regnskab.errors import InputError, QueryError

NAMES = {field.name for field in fields(Wishes)}


@click.command
@wishing
def wish(wishes: Wishes) -> None:
    click.echo(repr(wishes))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(wish, arguments)


def test_convert_many_takes_every_wish_by_its_name() -> None:
    parameters = signature(regnskab.convert_many).parameters
    assert set(parameters) == {"inputs", "out", "listener", *NAMES}
    defaults = {name: parameters[name].default for name in NAMES}
    assert Wishes(**defaults) == Wishes()


def test_the_options_make_the_same_value() -> None:
    assert run().output.strip() == repr(Wishes())
    given = run("--profile", "none", "--password", "x", "--second-opinion", "--force", "--retry", "--jobs", "3")
    assert given.output.strip() == repr(Wishes("none", "x", True, True, True, 3))


@pytest.mark.parametrize(
    ("arguments", "limits"),
    [
        (["--timeout", "9"], Limits(9.0, MEMORY)),
        (["--memory", "1G"], Limits(TIMEOUT, 1024**3)),
    ],
)
def test_one_limit_leaves_the_other_at_its_default(arguments: list[str], limits: Limits) -> None:
    assert run(*arguments).output.strip() == repr(Wishes(limits=limits))


def test_half_a_cluster_is_refused() -> None:
    for arguments in (["--executor", "dask"], ["--scheduler", "tcp://host:8786"]):
        result = run(*arguments)
        assert (result.exit_code, "go together" in result.output) == (2, True)


@pytest.mark.parametrize(("error", "code"), [(QueryError("no"), 2), (InputError("no"), 1)])
def test_an_error_of_ours_ends_a_command_with_one_line(error: Exception, code: int) -> None:
    @click.command
    @reports_errors(QueryError)
    def fail() -> None:
        raise error

    result = CliRunner().invoke(fail)
    assert (result.exit_code, result.stderr, result.stdout) == (code, "error: no\n", "")


def test_any_other_error_is_not_hidden() -> None:
    @click.command
    @reports_errors(QueryError)
    def fail() -> None:
        raise KeyError("mine")

    assert isinstance(CliRunner().invoke(fail).exception, KeyError)
