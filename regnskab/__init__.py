"""The figures of Danish annual reports, out of the PDF and into Arrow and Parquet.

>>> import regnskab
>>> report = regnskab.convert("samples/ballerup-2024.pdf")  # doctest: +SKIP
>>> report.operating_expenditure.to_pandas()  # doctest: +SKIP

Names are loaded when first used, so that ``import regnskab`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from regnskab.version import VERSION

if TYPE_CHECKING:
    from regnskab.batch.api import convert_many, remove, status
    from regnskab.batch.in_memory import convert
    from regnskab.batch.outcome import Outcome
    from regnskab.errors import RegnskabError
    from regnskab.library import Library, open  # noqa: A004 (regnskab.open)
    from regnskab.report.conversion import Conversion
    from regnskab.report.summary import Summary

__version__ = VERSION

__all__ = [
    "Conversion", "Library", "Outcome", "RegnskabError", "Summary", "__version__", "convert", "convert_many",
    "open", "remove", "status",
]  # fmt: skip

_HOMES = {
    "Conversion": "regnskab.report.conversion",
    "Library": "regnskab.library",
    "Outcome": "regnskab.batch.outcome",
    "RegnskabError": "regnskab.errors",
    "Summary": "regnskab.report.summary",
    "convert": "regnskab.batch.in_memory",
    "convert_many": "regnskab.batch.api",
    "open": "regnskab.library",
    "remove": "regnskab.batch.api",
    "status": "regnskab.batch.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'regnskab' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
