"""What a caller wishes of a run over many reports, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from regnskab.batch.executors import Executor, Limits


@dataclass(frozen=True, slots=True)
class Wishes:
    """How reports are read (``profile``, ``password``, ``second_opinion``), what is done again (``force``: all;
    ``retry``: what failed), and where: in ``jobs`` processes (None: one for each core), each report within ``limits``,
    or by an ``executor``. ``corrections`` is the folder where they are (None: the one inside the output folder).
    """

    profile: str | Path | None = None
    password: str | None = None
    second_opinion: bool = False
    force: bool = False
    retry: bool = False
    jobs: int | None = None
    limits: Limits | None = None
    executor: Executor | None = None
    corrections: Path | None = None
