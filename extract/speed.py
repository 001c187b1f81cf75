"""What makes reading a report fast: named tuples made by the thousand, and Python's garbage collector held back.

What is made of a page, and of a report, are tuples and no cycles: the collector finds nothing and takes a twentieth of
the time to find it, and what the tuples are costs more time than what is in them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V", bound=tuple[Any, ...])


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


def maker(kind: type[V]) -> Callable[[Iterable[Any]], V]:
    """Return a function from an iterable of all fields, in their order, to a value of this kind of named tuple.

    It takes half the time of calling the class, and does not check how many fields there are.
    """
    return cast(Callable[[Iterable[Any]], V], partial(tuple.__new__, kind))
