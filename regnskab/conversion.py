"""A converted report in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from regnskab.source import Source
from regnskab.summary import Summary, summarize

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Conversion(Mapping[str, pa.Table]):
    """The datasets of one report as Arrow tables: ``conversion["checks"]`` or ``conversion.checks``.

    ``unplaced`` names each number of a known table that no dataset holds, with the reason.
    """

    report_id: str
    source: Source
    datasets: Mapping[str, pa.Table]
    unplaced: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> pa.Table:
        return self.datasets[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.datasets)

    def __len__(self) -> int:
        return len(self.datasets)

    def __getattr__(self, name: str) -> pa.Table:
        # Names with an underscore are asked for by copy and pickle before there are any datasets.
        if not name.startswith("_") and name in self.datasets:
            return self.datasets[name]
        raise AttributeError(f"a conversion has no dataset or attribute {name!r}; it has {', '.join(self.datasets)}")

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self.datasets})

    def __repr__(self) -> str:
        rows = ", ".join(f"{name}: {table.num_rows}" for name, table in self.datasets.items())
        return f"<Conversion {self.report_id} ({rows})>"

    @property
    def summary(self) -> Summary:
        """What was found, and what the report's own arithmetic says of it."""
        return summarize(self.datasets, self.unplaced)

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """Every dataset as a pandas data frame, by name; amounts are ``decimal.Decimal``."""
        return {name: table.to_pandas() for name, table in self.datasets.items()}

    def write(self, out: str | Path) -> tuple[Path, ...]:
        """Write the report's files into the folder ``out``: all of them or none. Returns their paths.

        Raises OutputError where the folder cannot be written to.
        """
        from regnskab.store import write_report

        return write_report(self, Path(out))
