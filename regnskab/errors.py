"""Every error that this project raises on purpose, with a message that says what to do.

A leaf: any folder may import it, it imports nothing of ours. ``str(error)`` is one line,
"<file>[, page n]: <what is wrong>; <remedy>". The command turns each into one line on standard error.
"""

from __future__ import annotations

from pathlib import Path


class RegnskabError(Exception):
    """Base of all errors. ``source`` names the file, ``page`` the page (from 1), ``remedy`` what to do."""

    def __init__(
        self, problem: str, *, source: str | Path | None = None, page: int | None = None, remedy: str = ""
    ) -> None:
        self.problem = problem
        self.source = None if source is None else str(source)
        self.page = page
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.source, self.page and f"page {self.page}") if part)
        text = f"{where}: {self.problem}" if where else self.problem
        return f"{text}; {self.remedy}" if self.remedy else text

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.problem, self.source, self.page, self.remedy))


def _rebuild(
    kind: type[RegnskabError], problem: str, source: str | None, page: int | None, remedy: str
) -> RegnskabError:
    return kind(problem, source=source, page=page, remedy=remedy)


class InputError(RegnskabError):
    """The file cannot be read as a report: missing, unreadable, empty, no PDF, damaged."""


class UnavailableError(InputError):
    """The file, or the store that it is in, cannot be read just now; another time it may be."""


class PasswordError(InputError):
    """The PDF is encrypted and no password, or a wrong one, was given."""


class NoTextError(InputError):
    """The PDF has no text layer (a scan)."""


class NoTablesError(InputError):
    """The PDF has text, but no table was found in it."""


class PageError(InputError):
    """One page cannot be read, or a page was asked for that is not there."""


class ProfileError(RegnskabError):
    """A profile is missing or its file is not valid."""


class ContractError(RegnskabError):
    """Rows break the data contract; nothing was written."""


class OutputError(RegnskabError):
    """The output folder cannot be written to, is full, or holds something else than datasets."""


class ExecutorError(RegnskabError):
    """The cluster that is to do the work cannot be reached, or what is needed for it is not installed."""


class QueryError(RegnskabError):
    """A dataset, column or condition was asked for that is not there."""


class SumError(RegnskabError):
    """What was to be added up may not be: the sum would count something twice, or mix what is not alike."""


class DecisionError(RegnskabError):
    """A decision about lines cannot be read, or the lines that it expects are no longer there."""


class CorrectionError(RegnskabError):
    """A file of corrections cannot be read, or a cell no longer reads what a correction expects."""


class PublishError(RegnskabError):
    """A package cannot be made: what its publisher must say is missing, or a validator found it wrong. Nothing was
    published. Also: a portal refused it."""


# Set to anything, it lets an unforeseen error through with its traceback.
DEBUG_VARIABLE = "REGNSKAB_DEBUG"
