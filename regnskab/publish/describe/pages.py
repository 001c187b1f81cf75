"""Pages for people: the README and the data dictionary (with types and units in Danish), from templates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from regnskab.extras import need
from regnskab.phrases import markdown
from regnskab.publish.describe.tableschema import nearest
from regnskab.publish.package.contents import Contents
from regnskab.publish.package.files import CSV, EXCEL, PARQUET, DataFile
from regnskab.publish.package.publisher import PublisherDetails
from schemas.contract.model import CONTRACT_VERSION, Column
from schemas.datasets import DATASETS, EVERY

README, README_BESIDE, DICTIONARY = "README.md", "DATA.md", "dictionary.html"
# The first line of a README of ours, by which it is told from one that somebody wrote.
MARK = "<!-- made by regnskab publish -->"
_TEMPLATES = Path(__file__).with_name("templates")


def readme(publisher: PublisherDetails, contents: Contents, files: Sequence[DataFile]) -> bytes:
    """The README: what it is, whose, and how to read it, in Danish and English."""
    return _render("README.md.j2", publisher, contents, mark=MARK, kinds=_kinds(files))


def dictionary(publisher: PublisherDetails, contents: Contents, files: Sequence[DataFile]) -> bytes:
    """The data dictionary: every dataset and column, what it means, its type and unit."""
    return _render("dictionary.html.j2", publisher, contents, kinds=_kinds(files))


def readme_name(there: Path) -> str:
    """What our README is called beside the one that may be ``there``: one that somebody wrote is left alone."""
    try:
        written = there.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return README
    return README if written.startswith(MARK) else README_BESIDE


def _kinds(files: Sequence[DataFile]) -> list[str]:
    return [kind for kind in (PARQUET, CSV, EXCEL) if any(file.format == kind for file in files)]


def _render(template: str, publisher: PublisherDetails, contents: Contents, **values: object) -> bytes:
    return rendered(
        template,
        publisher=publisher,
        editions=contents.editions,
        datasets=[piece.dataset for piece in contents.everything.pieces],
        rows={piece.name: piece.table.num_rows for piece in contents.everything.pieces},
        references={dataset.name: nearest(dataset, DATASETS) for dataset in EVERY.values()},
        contract=CONTRACT_VERSION,
        type_name=type_name,
        unit_name=unit_name,
        coded=coded_words,
        **values,
    )


def rendered(template: str, **values: object) -> bytes:
    """A page from its template. Raises PublishError where jinja2 is not installed."""
    jinja2 = need("jinja2")
    environment: Any = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=template.endswith(".html.j2"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["markdown"] = markdown
    text: str = environment.get_template(template).render(**values)
    return text.encode()


def coded_words(words: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it stands between backticks."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(words.split("`")) if piece]


_UNITS = {
    "as printed": "som trykt",
    "column": "kolonne",
    "none": "",
    "page": "side",
    "pt": "punkt",
    "row": "række",
    "year": "år",
}


def unit_name(column: Column) -> str:
    """What a column's numbers count; nothing where they count nothing."""
    return _UNITS.get(column.unit, column.unit)


def type_name(column: Column) -> str:
    """What kind of value a column holds."""
    kind = column.type
    if column.vocabulary:
        return "ord fra en fast liste"
    if pa.types.is_list(kind):
        return "liste af tekster" if pa.types.is_string(kind.value_type) else "liste af poster"
    if pa.types.is_decimal(kind):
        return f"decimaltal, {kind.precision - kind.scale} cifre og {kind.scale} decimaler"
    if pa.types.is_boolean(kind):
        return "sandt eller falsk"
    if pa.types.is_integer(kind):
        return f"heltal, {kind.bit_width} bit"
    return f"kommatal, {kind.bit_width} bit" if pa.types.is_floating(kind) else "tekst"
