"""``sources``: the PDFs that were read."""

from __future__ import annotations

from schemas.contract.model import INT32, INT64, STRING, Column, Dataset
from schemas.contract.rules import REPORT_RULES, at_least, matches
from schemas.datasets.common import REPORT, REPORT_ID

SOURCES = Dataset(
    name="sources",
    title_en="Sources",
    title_da="Kilder",
    row_en="one PDF that was read",
    row_da="én PDF, der er læst",
    key=("report_id",),
    technical=True,
    columns=(
        REPORT_ID,
        Column("name", STRING, "The file's name, without its folder", "Filens navn, uden mappe"),
        Column("sha256", STRING, "SHA-256 of the file", "Filens SHA-256"),
        Column("size", INT64, "The file's size", "Filens størrelse", unit="byte"),
        Column("pages", INT32, "Number of pages", "Antal sider", unit="page"),
        Column("pdf_title", STRING, "The title in the PDF's metadata", "Titlen i PDF'ens metadata", nullable=True),
        Column("pdf_producer", STRING, "The program that wrote the PDF", "Programmet, der skrev PDF'en", nullable=True),
        Column(
            "pdf_creator",
            STRING,
            "The program that the document was made in",
            "Programmet, som dokumentet er lavet i",
            nullable=True,
        ),
        *REPORT,
        Column(
            "profile",
            STRING,
            "The publisher's profile that was used; null where none fits",
            "Den anvendte udgiverprofil; null hvor ingen passer",
            nullable=True,
        ),
        Column("contract_version", STRING, "Version of this data contract", "Version af denne datakontrakt"),
        Column(
            "tool_version",
            STRING,
            "Version of regnskab that made the rows",
            "Den version af regnskab, der lavede rækkerne",
        ),
        Column(
            "edition",
            INT32,
            "Which edition of the report it is, from 1: another PDF of the same report and year is a new one",
            "Hvilken udgave af rapporten det er, fra 1: en anden PDF af samme rapport og år er en ny",
        ),
        Column(
            "supersedes",
            STRING,
            "SHA-256 of the PDF of the edition before; its data files are kept in `editions/`",
            "SHA-256 af den forrige udgaves PDF; dens datafiler er gemt i `editions/`",
            nullable=True,
        ),
    ),
    rules=(
        *REPORT_RULES,
        matches("sha256", "^[0-9a-f]{64}$"),
        at_least("pages", 1),
        at_least("size", 1),
        at_least("edition", 1),
    ),
)
