"""``index.html``: what there is, where to get it, a look at it, and a search over its lines; ``search.js``, which it
loads when somebody searches.

The page works from a disk as from a server: it fetches nothing by other means than a script's address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from normalize.danish.text import slug
from regnskab.publish.describe.entries import CatalogueEntry, file_title, file_words
from regnskab.publish.describe.pages import coded_words, rendered, type_name, unit_name
from regnskab.publish.describe.schema_org import json_ld
from regnskab.publish.package.contents import Contents, DatasetFile
from regnskab.publish.package.files import LATEST
from regnskab.publish.package.publisher import PublisherDetails
from regnskab.query.datasets import quick_look
from regnskab.query.plain_cells import as_text, flat
from schemas.contract.arrays import constant
from schemas.contract.model import Dataset

INDEX, SEARCH = "index.html", "search.js"
_PREVIEW_ROWS = 6
# The measure by which a line is shown among what a search finds.
_SHOWN_MEASURE = "actual"


def index_page(
    publisher: PublisherDetails, contents: Contents, listed: Sequence[CatalogueEntry], latest: Sequence[str]
) -> bytes:
    """The page; ``latest`` are the paths of the newest reports' files."""
    tables = {piece.name: piece.table for piece in contents.everything.pieces}
    document = json.dumps(json_ld(publisher, contents.everything, listed), ensure_ascii=False)
    return rendered(
        "index.html.j2",
        publisher=publisher,
        together=contents.everything,
        editions=contents.editions,
        entries=listed,
        previews={entry.name: _preview(entry.dataset, tables[entry.name]) for entry in listed if entry.dataset},
        latest=[_newest(edition.municipality, edition.fiscal_year, latest) for edition in contents.latest],
        rows={name: table.num_rows for name, table in tables.items()},
        searched=[piece.name for piece in contents.everything.pieces if _is_searched(piece.dataset)],
        # Nothing that a text says may end the script that it stands in.
        json_ld=document.replace("<", "\\u003c"),
        file_title=file_title,
        file_words=file_words,
        type_name=type_name,
        unit_name=unit_name,
        coded=coded_words,
        size=size_words,
        number=number_words,
    )


def search_script(contents: Contents) -> bytes:
    """The lines of all reports, as a script that hands them over: words, and rows of numbers that stand for them."""
    words: dict[str, int] = {}
    rows: list[list[object]] = []
    for piece in contents.everything.pieces:
        if _is_searched(piece.dataset):
            rows.extend(_lines(piece, words))
    titles = {piece.name: piece.dataset.title_da for piece in contents.everything.pieces}
    document = json.dumps(
        {"titles": titles, "words": list(words), "lines": rows}, ensure_ascii=False, separators=(",", ":")
    )
    # U+2028 and U+2029 end a line in older scripts.
    safe = document.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.regnskabLines({safe});\n".encode()


def number_words(number: int) -> str:
    """A whole number as Danish writes it."""
    return f"{number:,}".replace(",", ".")


def size_words(size: int) -> str:
    """A file's size, for people."""
    return f"{size / 1e6:.1f} MB".replace(".", ",") if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _is_searched(dataset: Dataset) -> bool:
    """Whether a dataset has lines with a name and measures."""
    return {"label", "measure", "published", "page"} <= set(dataset.names) and "measure" in dataset.key


def _lines(piece: DatasetFile, words: dict[str, int]) -> Iterator[list[object]]:
    """Give each line once: its label, committee, municipality, dataset (as numbers of words), year, page, amount."""
    table = piece.table
    table = table.filter(pc.equal(table["measure"].cast(pa.string()), constant(pa.string(), _SHOWN_MEASURE)))
    columns = [table[name].to_pylist() for name in ("label", "committee", "municipality", "fiscal_year", "page")]
    amounts = as_text(table["amount_dkk"]).to_pylist()
    for label, committee, municipality, year, page, amount in zip(*columns, amounts, strict=True):
        known = [words.setdefault(word or "", len(words)) for word in (label, committee, municipality, piece.name)]
        yield [*known, year, page, amount]


def _preview(dataset: Dataset, table: pa.Table) -> dict[str, Any]:
    """The first rows of the columns that tell most, as texts; whether each column holds numbers."""
    names = list(quick_look(dataset))
    shown = flat(table.slice(0, _PREVIEW_ROWS).select(names))
    columns = [[value or "" for value in as_text(shown[name]).to_pylist()] for name in names]
    numeric = [not (pa.types.is_string(kind) or pa.types.is_boolean(kind)) for kind in shown.schema.types]
    return {"names": names, "numeric": numeric, "rows": list(zip(*columns, strict=True))}


def _newest(municipality: str | None, year: int | None, paths: Sequence[str]) -> dict[str, Any]:
    folder = f"{LATEST}/{slug(str(municipality))}"
    mine = [path for path in paths if path.startswith((f"{folder}/", f"{folder}."))]
    return {"municipality": municipality, "year": year, "files": mine}
