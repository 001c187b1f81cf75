"""The way in for programs that want one report in memory: ``regnskab.convert``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from regnskab.batch.alone import one
from regnskab.batch.executors import Limits
from regnskab.report import pipeline
from regnskab.report.conversion import Conversion
from regnskab.report.corrections import AllCorrections
from regnskab.store.places import public
from schemas.profile.load import Profile


def convert(
    path: str | Path,
    *,
    profile: str | Path | Profile | None = None,
    password: str | None = None,
    progress: pipeline.Progress | None = None,
    second_opinion: bool = False,
    corrections: str | Path | AllCorrections | None = None,
    isolated: bool = False,
    limits: Limits | None = None,
) -> Conversion:
    """Read the report at ``path`` into the datasets of the contract; nothing is written.

    The PDF is read in this process: a malicious one may take all its memory and time, or end it. ``isolated`` reads it
    in a process of its own, within ``limits`` (None: 600 seconds, 2 GiB), and without ``progress``; a script that asks
    for that must run under ``if __name__ == "__main__":``.

    ``profile`` is the publisher's: a name, a TOML file, None to recognise it, or "none" to read the report as that of
    an unknown publisher, by the words that all share. ``password`` opens an encrypted PDF. ``progress`` is called with
    the pages read and their number. ``second_opinion`` has camelot (and pdfplumber, where lines are drawn) read the
    tables too, which takes some 15 s for 50 pages, and puts ``second_opinion_differs`` among the flags of the tables
    and cells that they do not confirm. ``corrections`` are those of reviewers, or the folder where they are.

    Raises InputError (or its PasswordError, NoTextError, NoTablesError, PageError), ProfileError, or ContractError
    where rows break the contract in a way that no one table explains.
    """
    read = partial(
        pipeline.convert,
        path,
        profile=profile,
        password=password,
        second_opinion=second_opinion,
        corrections=corrections,
    )
    if not isolated:
        return read(progress=progress)
    return one(read, limits=limits or Limits(), place=public(path))
