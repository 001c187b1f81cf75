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
    """One report: who published it, which year it is for, the PDF that it was read from, and its datasets.

    ``finished`` is when it was converted (UTC, ISO 8601), where that is known.
    """

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
    finished: str | None = None

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
        return f"Regnskaber {_period(self.years)}, {self.municipality} Kommune"

    @property
    def title_en(self) -> str:
        return f"Accounts {_period(self.years)}, {self.municipality} Municipality"

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year of its reports."""
        return _years(self.editions)


@dataclass(frozen=True, slots=True)
class Everything:
    """All reports together: each of its ``pieces`` is a dataset with the rows of all of them."""

    editions: tuple[Edition, ...]
    pieces: tuple[DatasetFile, ...]

    @property
    def name(self) -> str:
        """What its workbook's title is told apart by; its files are called after their datasets."""
        return "regnskab"

    @property
    def municipality(self) -> str | None:
        """The one municipality whose reports these are; None where there are several, or none is known."""
        names = {edition.municipality for edition in self.editions}
        return names.pop() if len(names) == 1 else None

    @property
    def municipality_code(self) -> str | None:
        codes = {edition.municipality_code for edition in self.editions}
        return codes.pop() if len(codes) == 1 else None

    @property
    def title_da(self) -> str:
        who = f"{self.municipality} Kommune" if self.municipality else f"{self._municipalities} kommuner"
        return f"Regnskaber {_period(self.years)}, {who}"

    @property
    def title_en(self) -> str:
        who = f"{self.municipality} Municipality" if self.municipality else f"{self._municipalities} municipalities"
        return f"Accounts {_period(self.years)}, {who}"

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year of the reports, None where none is known."""
        return _years(self.editions)

    @property
    def _municipalities(self) -> int:
        return len({edition.municipality for edition in self.editions if edition.municipality})


def _years(editions: tuple[Edition, ...]) -> tuple[int, int] | None:
    years = [edition.fiscal_year for edition in editions if edition.fiscal_year]
    return (min(years), max(years)) if years else None


def _period(years: tuple[int, int] | None) -> str:
    if years is None:
        return "(år ukendt)"
    first, last = years
    return str(first) if first == last else f"{first}\N{EN DASH}{last}"


Owner = Edition | Span | Everything


@dataclass(frozen=True, slots=True)
class Contents:
    """Every report of a folder, by id, every municipality that has datasets over its reports, by name, and all of
    them together.
    """

    editions: tuple[Edition, ...]
    spans: tuple[Span, ...]
    everything: Everything

    @property
    def owners(self) -> tuple[Owner, ...]:
        return (*self.editions, *self.spans)

    @property
    def latest(self) -> tuple[Edition, ...]:
        """Each municipality's newest report, by name."""
        newest: dict[str, Edition] = {}
        for edition in sorted(self.editions, key=lambda one: (one.fiscal_year or 0, one.report_id)):
            if edition.known:
                newest[str(edition.municipality)] = edition
        return tuple(edition for _, edition in sorted(newest.items()))
