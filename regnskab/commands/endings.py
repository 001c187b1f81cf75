"""How a command ends where something is wrong: one line on standard error, and an exit status."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from regnskab.errors import RegnskabError

P = ParamSpec("P")
T = TypeVar("T")


def reports_errors(*wrong_usage: type[RegnskabError]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A decorator for a command's function: an error of ours is printed, and ends the command with status 1.

    With 2 where the error is one of ``wrong_usage``. What the function has printed before stays printed.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def called(*args: P.args, **given: P.kwargs) -> T:
            try:
                return function(*args, **given)
            except RegnskabError as error:
                from regnskab.batch.outcome import NOTHING, USAGE
                from regnskab.terminal.plain import show_error

                show_error(error)
                click.get_current_context().exit(USAGE if isinstance(error, wrong_usage) else NOTHING)

        return called

    return decorate
