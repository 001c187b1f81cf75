"""Trying again what a network may refuse for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential, wait_random_exponential

from regnskab.errors import RegnskabError, UnavailableError

T = TypeVar("T")

ATTEMPTS = 8
# From half of this on, in seconds, twice as long each time. Half of each wait is left to chance, so that many clients
# of a store that is overrun do not come back all at once.
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 10.0
_WAIT = wait_exponential(_FIRST_WAIT / 2, max=_LONGEST_WAIT / 2) + wait_random_exponential(
    _FIRST_WAIT / 2, max=_LONGEST_WAIT / 2
)
# What no second attempt will change; everything else may be the network's mood.
_FINAL = (
    FileNotFoundError,
    FileExistsError,
    PermissionError,
    IsADirectoryError,
    NotADirectoryError,
    ImportError,
    NotImplementedError,
    TypeError,
    ValueError,
    MemoryError,
)


def retrying(action: Callable[[], T], *, attempts: int = ATTEMPTS, wait: Callable[[float], None] = time.sleep) -> T:
    """What ``action`` returns, trying up to ``attempts`` times, with growing, uneven waits between them.

    ``action`` must do no harm when done twice. Raises what its last attempt raised.
    """
    attempt = Retrying(
        sleep=wait,
        stop=stop_after_attempt(attempts),
        wait=_WAIT,
        retry=retry_if_exception(_may_pass),
        reraise=True,
    )
    return attempt(action)


def _may_pass(error: BaseException) -> bool:
    # No ^C is tried again.
    if isinstance(error, RegnskabError):
        return isinstance(error, UnavailableError)
    return isinstance(error, Exception) and not isinstance(error, _FINAL)
