"""Python's garbage collector, held back while one page is read.

What is made of a page are tuples by the thousand and no cycles, so that the collector finds nothing and takes a
twentieth of the time to find it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def without_collector(function: Callable[P, T]) -> Callable[P, T]:
    """Return the function so that the collector pauses while it runs, if it was on.

    Of several threads the one that stopped it starts it again: the others may run with it, never end without it.
    """

    @wraps(function)
    def paused(*args: P.args, **kwargs: P.kwargs) -> T:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return paused
