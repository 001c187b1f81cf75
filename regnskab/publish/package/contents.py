"""What lies in an output folder: its reports with their datasets, and the datasets made of several reports."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from normalize.danish.text import slug
from schemas.contract.model import Dataset


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """A dataset of one owner (a report, or a municipality): the bytes of its Parquet file, below the folder at
    ``path``, and the rows in it.
    """

    dataset: Dataset
    path: str
    data: bytes
    table: pa.Table

    @property
    def name(self) -> str:
        return self.dataset.name


@dataclass(frozen=True, slots=True)
class Edition:
    """One report: who published it, which year it is for, the PDF that it was read from, and its datasets."""

    report_id: str
    municipality: str | None
    municipality_code: str | None
    fiscal_year: int | None
    pdf: str
    pdf_sha256: str
    pdf_size: int
    pages: int
    contract_version: str
    pieces: tuple[DatasetFile, ...]

    @property
    def name(self) -> str:
        """What its files are called after."""
        return self.report_id

    @property
    def title_da(self) -> str:
        return f"Regnskab {self.fiscal_year}, {self.municipality} Kommune" if self.known else f"Regnskab: {self.pdf}"

    @property
    def title_en(self) -> str:
        if not self.known:
            return f"Accounts: {self.pdf}"
        return f"Accounts {self.fiscal_year}, {self.municipality} Municipality"

    @property
    def known(self) -> bool:
        return bool(self.municipality and self.fiscal_year)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year that it is about, None where that is not known."""
        return (self.fiscal_year, self.fiscal_year) if self.fiscal_year else None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The reports that its datasets were made of."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Span:
    """A municipality's reports together, in order of years: the datasets that were made of all of them."""

    municipality: str
    municipality_code: str | None
    editions: tuple[Edition, ...]
    pieces: tuple[DatasetFile, ...]

    @property
    def name(self) -> str:
        """What its files are called after."""
        return slug(self.municipality)

    @property
    def title_da(self) -> str:
        return f"Regnskaber {self._period}, {self.municipality} Kommune"

    @property
    def title_en(self) -> str:
        return f"Accounts {self._period}, {self.municipality} Municipality"

    @property
    def years(self) -> tuple[int, int]:
        """The first and last year of its reports."""
        years = [edition.fiscal_year for edition in self.editions if edition.fiscal_year]
        return min(years), max(years)

    @property
    def contract_version(self) -> str:
        return self.editions[-1].contract_version

    @property
    def _period(self) -> str:
        first, last = self.years
        return str(first) if first == last else f"{first}\N{EN DASH}{last}"


Owner = Edition | Span


@dataclass(frozen=True, slots=True)
class Contents:
    """Every report of a folder, by id, and every municipality that has datasets over its reports, by name."""

    editions: tuple[Edition, ...]
    spans: tuple[Span, ...]

    @property
    def owners(self) -> tuple[Owner, ...]:
        return (*self.editions, *self.spans)
