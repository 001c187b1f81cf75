"""The command ``regnskab``, and ``python -m regnskab``."""

from __future__ import annotations

import signal
from types import FrameType

_TERMINATED = 143


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(_TERMINATED)


def run() -> None:
    """Run the command. SIGTERM ends it with 143 from here on, while it is still being loaded, too."""
    signal.signal(signal.SIGTERM, _terminated)
    from regnskab.cli import main

    main()


if __name__ == "__main__":
    run()
