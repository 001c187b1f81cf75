"""For researchers: the datasets of an output folder as data frames.

>>> import regnskab
>>> data = regnskab.open("output")  # doctest: +SKIP
>>> data.operating_expenditure.pivot("measure", unit="million")  # doctest: +SKIP

>>> data.total("operating_expenditure", measure="actual", by="committee")  # doctest: +SKIP

``total`` adds up what may be added: a table prints its groups' sums among its lines, and a plain sum of a column counts
everything as often as the table has levels. Amounts are exact ``Decimal`` until floats are asked for, which plots need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from regnskab.errors import OutputError, QueryError
from regnskab.extras import need
from regnskab.provenance.chain import Explanation, explain
from regnskab.provenance.row import find_rows
from regnskab.query.across import Across, across
from regnskab.query.datasets import open_stored, quick_look
from regnskab.query.frames import Money, descriptions, per_inhabitant, scaled, wide, with_floats
from regnskab.query.inhabitants import Inhabitants, read_inhabitants
from regnskab.query.labels import Labels, labelled, labelled_frame
from regnskab.query.lines_by_year import FOLLOWED, LINES_BY_YEAR, lines_by_year
from regnskab.query.totals import Total, total_of
from regnskab.query.where import mask_of
from schemas.contract.model import Dataset
from schemas.datasets import EVERY
from schemas.datasets.lines import LINES

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow.dataset as ds
    from PIL.Image import Image


_SHOWN_ROWS = 10


def open_output(out: str | Path) -> Library:
    """The datasets of the folder ``out``, all its reports together. Raises OutputError where it has none."""
    folder = Path(out)
    names = [name for name in EVERY if any((folder / name).glob("*.parquet"))]
    if not names:
        raise OutputError("holds no datasets", source=folder, remedy="convert a report into it first")
    kinds = {LINES.name: LineFrames}
    return Library(folder, {name: kinds.get(name, Frames)(folder, EVERY[name]) for name in names})


open = open_output  # noqa: A001 (regnskab.open reads well, and hides nothing outside)


@dataclass(frozen=True, slots=True)
class Frames:
    """One dataset, read when it is asked for.

    Every method takes ``where`` (a condition, as in ``regnskab show``), ``columns``, ``unit`` ("kroner", "thousand" or
    "million": the columns of amounts then bear it in their names), ``inhabitants`` (by municipality code and year, or
    a CSV file of them: each amount gets a column of what it is per inhabitant, in kroner and øre, null where none is
    given, with a warning that says for which), ``floats`` (amounts as floats, for plots; otherwise they are exact
    decimals) and ``labels`` ("da": columns and the words of closed vocabularies in Danish).
    """

    folder: Path
    dataset: Dataset

    def _stored(self) -> ds.Dataset:
        """Where the rows are read from."""
        return open_stored(self.folder, self.dataset.name)

    def arrow(
        self,
        where: str | None = None,
        *,
        columns: Sequence[str] | None = None,
        unit: Money = "kroner",
        inhabitants: Inhabitants | str | Path | None = None,
        floats: bool = False,
        labels: Labels | None = None,
    ) -> pa.Table:
        """The rows as an Arrow table. Raises QueryError for an unknown column or condition, OutputError."""
        stored = self._stored()
        table = stored.to_table()
        if where is not None:
            table = table.filter(mask_of(where, self.dataset, stored))
        if inhabitants is not None:
            known = read_inhabitants(inhabitants) if isinstance(inhabitants, (str, Path)) else inhabitants
            table = per_inhabitant(table, known)
        if columns is not None:
            unknown = [name for name in columns if name not in table.column_names]
            if unknown:
                raise QueryError(
                    f"{self.dataset.name} has no column {unknown[0]!r}",
                    remedy=f"there are {', '.join(table.column_names)}",
                )
            table = table.select(list(columns))
        table = scaled(table, unit)
        table = with_floats(table) if floats else table
        return table if labels is None else labelled(table, labels)

    def pandas(self, where: str | None = None, **options: Any) -> pd.DataFrame:
        """A pandas data frame; ``frame.attrs`` holds what the dataset and its columns mean."""
        table = self.arrow(where, **options)
        frame: pd.DataFrame = table.replace_schema_metadata(None).to_pandas()
        frame.attrs.update(descriptions(self.dataset, table.schema))
        return frame

    def polars(self, where: str | None = None, **options: Any) -> pl.DataFrame:
        """A Polars data frame. Raises PublishError where Polars is not installed."""
        polars = need("polars", "frames")
        frame: pl.DataFrame = polars.from_arrow(self.arrow(where, **options))
        return frame

    def duckdb(self, where: str | None = None, **options: Any) -> duckdb.DuckDBPyRelation:
        """A DuckDB relation."""
        import duckdb

        return duckdb.from_arrow(self.arrow(where, **options))

    def pivot(
        self,
        by: str,
        *,
        values: str = "amount_dkk",
        where: str | None = None,
        labels: Labels | None = None,
        **options: Any,
    ) -> pd.DataFrame:
        """A pandas frame with a column of ``values`` for each value of ``by``, such as "measure".

        The other columns are those that are the same for all values of ``by``. Raises QueryError where ``by`` is not in
        the dataset's key.
        """
        if by not in self.dataset.key:
            raise QueryError(
                f"{self.dataset.name} cannot be spread by {by!r}", remedy=f"its key is {', '.join(self.dataset.key)}"
            )
        if values not in self.dataset.names:
            raise QueryError(
                f"{self.dataset.name} has no column {values!r}", remedy=f"there are {', '.join(self.dataset.names)}"
            )
        frame = wide(self.dataset, self.arrow(where, **options), by, values)
        return frame if labels is None else labelled_frame(frame, labels, self.dataset.column(by).vocabulary)

    def __len__(self) -> int:
        rows: int = self._stored().count_rows()
        return rows

    def __repr__(self) -> str:
        return f"<{self.dataset.name}: {len(self)} rows; one row is {self.dataset.row_en}>"

    def _repr_html_(self) -> str:
        shown = [name for name in quick_look(self.dataset) if name in self.dataset.names]
        first = self._stored().head(_SHOWN_ROWS, columns=shown).to_pandas()
        about = f"<b>{escape(self.dataset.name)}</b>: {len(self)} rows; one row is {escape(self.dataset.row_en)}"
        return f"<p>{about}</p>{first.to_html(index=False, na_rep='', border=0)}"


@dataclass(frozen=True, slots=True)
class LineFrames(Frames):
    """``lines``: a row per line over the years; ``by_year`` has a row per line, year and measure, with amounts."""

    @property
    def by_year(self) -> Frames:
        """The lines in long form, with the amounts of each year's report."""
        return _LinesByYear(self.folder, LINES_BY_YEAR)

    def pivot(self, by: str, **options: Any) -> pd.DataFrame:
        """A pandas frame with a column of amounts for each value of ``by``, such as "fiscal_year": those of
        ``by_year``. Raises QueryError as any dataset's.
        """
        return self.by_year.pivot(by, **options)


class _LinesByYear(Frames):
    __slots__ = ()

    def _stored(self) -> ds.Dataset:
        import pyarrow.dataset as ds

        there = [name for name in FOLLOWED if any((self.folder / name).glob("*.parquet"))]
        figures = [open_stored(self.folder, name).to_table() for name in there]
        return ds.dataset(lines_by_year(open_stored(self.folder, LINES.name).to_table(), figures))


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """Where a row came from: the chain, and the page that it stands on."""

    folder: Path
    explanation: Explanation
    source: Path | None

    def picture(self, *, whole_page: bool = False) -> Image:
        """The spot on the page, framed. Raises InputError where the PDF is not found: give it as ``source``."""
        from regnskab.provenance.picture import drawn

        return drawn(self.folder, self.explanation, source=self.source, whole_page=whole_page)

    def __str__(self) -> str:
        width = max(len(link.about) for link in self.explanation.links)
        return "\n".join(f"{link.about:<{width}}  {link.says}" for link in self.explanation.links)


class Library(Mapping[str, Frames]):
    """The datasets of a folder: ``data["checks"]`` or ``data.checks``."""

    def __init__(self, folder: Path, frames: Mapping[str, Frames]) -> None:
        self._folder = folder
        self._frames = dict(frames)

    def __getitem__(self, name: str) -> Frames:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def __getattr__(self, name: str) -> Frames:
        if not name.startswith("_") and name in self._frames:
            return self._frames[name]
        raise AttributeError(
            f"there is no dataset or attribute {name!r}; there are {', '.join(self.__dict__['_frames'])}"
        )

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self._frames})

    def __repr__(self) -> str:
        rows = ", ".join(f"{name}: {len(frames)}" for name, frames in self._frames.items())
        return f"<regnskab data in {self._folder} ({rows})>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><code>{name}</code></td><td style='text-align:right'>{len(frames)}</td>"
            f"<td style='text-align:left'>{escape(frames.dataset.row_en)}</td></tr>"
            for name, frames in self._frames.items()
        )
        head = "<tr><th>dataset</th><th>rows</th><th style='text-align:left'>one row is</th></tr>"
        return f"<p>regnskab data in <code>{escape(str(self._folder))}</code></p><table>{head}{rows}</table>"

    def total(
        self,
        dataset: str,
        *,
        measure: str | None = None,
        by: str | Sequence[str] = (),
        where: str | None = None,
        unit: Money = "kroner",
    ) -> Total:
        """The lines of a dataset added up, split by the columns ``by``: those alone that sum up no others.

        Raises SumError, with the reason, where the sum would count something twice or mix what is not alike: measures,
        years, reports, columns, kinds of statement, sides of a balance. QueryError for what is not there.
        """
        if dataset not in self._frames:
            raise QueryError(f"there is no dataset {dataset!r}", remedy=f"there are {', '.join(self._frames)}")
        frames = self._frames[dataset]
        stored = open_stored(self._folder, dataset)
        mask = None if where is None else mask_of(where, frames.dataset, stored)
        names = (by,) if isinstance(by, str) else tuple(by)
        return total_of(frames.dataset, stored.to_table(), mask, measure=measure, by=names, unit=unit)

    def across(
        self,
        statement: str,
        year: int,
        *,
        measure: str | None = None,
        inhabitants: Inhabitants | str | Path | None = None,
    ) -> Across:
        """A statement of every municipality that has a report of the year, side by side by line code.

        ``measure`` is "actual" (or "closing") unless given. Raises QueryError for what no report has.
        """
        known = read_inhabitants(inhabitants) if isinstance(inhabitants, (str, Path)) else inhabitants
        return across(self._folder, statement, year, measure=measure, inhabitants=known)

    def explain(
        self,
        dataset: str,
        *,
        key: str | None = None,
        where: str | None = None,
        row: int | None = None,
        source: str | Path | None = None,
    ) -> RowOrigin:
        """Where a row came from; ``source`` is its PDF, or the folder that it is in.

        Raises QueryError where no row, or more than one, is meant.
        """
        found = find_rows(self._folder, dataset, key=key, where=where, place=row)
        if len(found) != 1:
            raise QueryError(f"{len(found)} rows of {dataset} are meant", remedy="say which one with key=")
        return RowOrigin(self._folder, explain(self._folder, found[0]), None if source is None else Path(source))
