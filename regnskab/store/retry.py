"""Trying again what a network may refuse for a moment."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

ATTEMPTS = 8
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 10.0  # seconds
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
    """Return what ``action`` returns, trying up to ``attempts`` times, with growing, uneven waits between them.

    ``action`` must do no harm when done twice. Raises what its last attempt raised.
    """
    for attempt in range(1, attempts):
        try:
            return action()
        except _FINAL:
            raise
        except Exception:
            # Unevenly, so that many clients of a store that is overrun do not come back all at once.
            longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt)
            wait(random.uniform(longest / 2, longest))  # noqa: S311 (no secret)
    return action()
