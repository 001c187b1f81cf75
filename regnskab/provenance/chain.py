"""The chain from a published value back to the words on the page, each link as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from normalize.danish.amounts import printed, stated
from normalize.danish.units import Unit, find_unit, published_unit
from normalize.table.by_hand import CORRECTED
from regnskab.phrases import kroner
from regnskab.provenance.row import DatasetRow
from regnskab.provenance.surroundings import Cells, cells_of
from regnskab.query.datasets import open_stored
from regnskab.report.findings import Finding, findings


@dataclass(frozen=True, slots=True)
class PageBox:
    """Where it stands: the page, from 1, and the box in points from the top left of the page as displayed."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain: what about, and what is known of it."""

    about: str
    says: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row followed back: ``published`` is the text as printed (None where the row is no cell's)."""

    row: DatasetRow
    published: str | None
    spot: PageBox | None
    links: tuple[Link, ...]
    source_sha256: str | None

    def to_json(self) -> dict[str, object]:
        """Plain values for ``json.dumps``."""
        spot = self.spot
        return {
            "dataset": self.row.dataset.name,
            "key": {name: self.row.values[name] for name in self.row.dataset.key},
            "published": self.published,
            "page": spot and spot.page,
            "box": spot and [round(value, 2) for value in (spot.x0, spot.top, spot.x1, spot.bottom)],
            "source_sha256": self.source_sha256,
            "chain": [{"about": link.about, "says": link.says} for link in self.links],
        }


def explain(out: Path, row: DatasetRow) -> Explanation:
    """Where a row of the folder ``out`` came from. Raises OutputError where a dataset cannot be read."""
    cells = cells_of(out, row)
    published = row.get("published", "text")
    spot = _spot(row, cells)
    links = [
        *_value(row),
        *_number(row, published),
        *_unit(row, published, cells),
        *_place(row, spot, cells),
        *_years(row),
        *_flags(row),
        *_checks(out, row, cells),
    ]
    return Explanation(row, published, spot, tuple(links), row.get("source_sha256", "sha256"))


def _spot(row: DatasetRow, cells: Cells | None) -> PageBox | None:
    values = row.values
    if values.get("x0") is not None:
        return PageBox(values["page"], values["x0"], values["top"], values["x1"], values["bottom"])
    cell = None if cells is None else cells.own
    return None if cell is None else PageBox(cell["page"], cell["x0"], cell["top"], cell["x1"], cell["bottom"])


def _value(row: DatasetRow) -> Iterator[Link]:
    values, dataset = row.values, row.dataset
    yield Link("row", f"{dataset.title_en}: {row.key}")
    amount = values.get("amount_dkk")
    if amount is not None:
        yield Link("amount", kroner(amount))
    elif "amount_dkk" in values:
        yield Link("amount", "none (null)")
    for name in ("label", "line", "measure", "committee", "municipality", "fiscal_year"):
        if values.get(name) is not None:
            yield Link(name, str(values[name]))


def _number(row: DatasetRow, published: str | None) -> Iterator[Link]:
    if published is None:
        return
    yield Link("published", f"“{published}”" if published else "the cell is blank")
    marker, meaning = row.get("marker"), row.get("marker_meaning")
    if marker:
        yield Link("marker", f"{marker}, by the note under the table: {meaning}" if meaning else str(marker))
    if CORRECTED in (row.get("flags") or ()):
        yield Link("corrected", "by a reviewer, who says that it should read otherwise (regnskab corrections list)")
        return
    found = stated(printed(published), Unit("as printed", Decimal(1)))
    if found.value is not None:
        irregular = " (its digits break the Danish grammar, and leave one reading)" if found.flags else ""
        yield Link("number", f"read as {_plain(found.value)}{irregular}")


def _unit(row: DatasetRow, published: str | None, cells: Cells | None) -> Iterator[Link]:
    amount, unit = row.get("amount_dkk"), row.get("unit")
    if amount is None or unit is None or not published:
        return
    number = stated(printed(published), Unit("as printed", Decimal(1))).value
    known = find_unit(str(unit))
    corrected = CORRECTED in (row.get("flags") or ())
    sum_up = (
        ""
        if number is None or known is None or corrected
        else f": {_plain(number)} × {_plain(known.factor)} = {kroner(amount)}"
    )
    yield Link("unit", f"{unit}{sum_up}")
    yield from _reason(row, published, cells)


# Where a flag says that the unit of a figure is named.
_NAMED_IN = {
    "unit_from_label": "its label",
    "unit_from_group": "a label that its line stands under",
    "unit_from_caption": "the caption",
    "unit_from_line_above": "the line above the table",
    "unit_from_notes": "a note under the table",
    "unit_from_section": "the heading of its section",
    "unit_from_document": "a line that holds for all tables, or nearly every table that names one,",
}


def _reason(row: DatasetRow, published: str, cells: Cells | None) -> Iterator[Link]:
    """What told the unit, as it was recorded when it was decided: in the flags of the cell's row of ``figures``."""
    flags = (row.get("flags") or ()) if cells is None or cells.figure is None else cells.figure["flags"]
    beside = printed(published).number
    named_in = next((_NAMED_IN[flag] for flag in flags if flag in _NAMED_IN), None)
    if beside is not None and beside.unit:
        yield Link("unit because", f"the cell itself names “{beside.unit}”")
    elif "unit_inferred" in flags:
        yield Link("unit because", _inferred(None if cells is None else cells.table["unit"]))
    elif cells is not None:
        unit = next((named for text in cells.texts_for(named_in) if (named := published_unit(text))), None)
        if named_in or unit:
            yield Link("unit because", f"{named_in or 'the head'} names {f'“{unit}”' if unit else 'it'}")


def _inferred(of_table: str | None) -> str:
    if of_table:
        return f"the table names “{of_table}”; its arithmetic shows that this line is in another (flag unit_inferred)"
    return "the table names none; it is the profile's, where the table's own arithmetic shows no other"


def _place(row: DatasetRow, spot: PageBox | None, cells: Cells | None) -> Iterator[Link]:
    if spot is not None:
        box = f"{spot.x0:.1f}, {spot.top:.1f} to {spot.x1:.1f}, {spot.bottom:.1f} points from the top left"
        yield Link("page", f"{spot.page}, {box}")
    if cells is None:
        return
    table = cells.table
    yield Link("table", f"{table['table_id']}: {table['caption'] or 'without a caption'}")
    if table["section"]:
        yield Link("section", table["section"])
    if cells.own is not None:
        piece, pieces = cells.own["fragment"] + 1, len(table["fragments"])
        yield Link("cell", f"row {cells.own['row']}, column {cells.own['column']}, in piece {piece} of {pieces}")
    if cells.heads:
        yield Link("under", " / ".join(cells.heads))
    if cells.labels:
        yield Link("beside", " / ".join(cells.labels))
    yield Link("grid", f"read with confidence {table['confidence']:.2f}")


def _years(row: DatasetRow) -> Iterator[Link]:
    """Give the places of a line over the years, which has no one place of its own."""
    for place in row.values.get("places") or ():
        again = f", known again by {place['matched']}" if place["matched"] else ""
        says = f"“{place['wording']}”: {place['table_id']}, row {place['row']}{again}"
        yield Link(f"in {place['fiscal_year']}", says)


def _flags(row: DatasetRow) -> Iterator[Link]:
    for flag in row.get("flags") or ():
        yield Link("flag", flag)


def _checks(out: Path, row: DatasetRow, cells: Cells | None) -> Iterator[Link]:
    """Give the checks that the cell takes part in; for a row of ``checks``, what it says itself."""
    table_id = row.get("table_id")
    if table_id is None or (cells is None and row.dataset.name != "checks"):
        return
    checks = open_stored(out, "checks").to_table(filter=pc.field("table_id") == table_id)
    if row.dataset.name == "checks":
        mine = [check for check in checks.to_pylist() if check["check_id"] == row.values["check_id"]]
    else:
        own = None if cells is None else cells.own
        mine = [check for check in checks.to_pylist() if own is not None and _takes_part(check, own)]
    if not mine:
        return
    texts = open_stored(out, "cells").to_table(
        columns=["table_id", "row", "column", "text"], filter=pc.field("table_id") == table_id
    )
    for finding in _found(checks, texts, [check["check_id"] for check in mine]):
        details = f" ({'; '.join(finding.details())})" if finding.failed else ""
        yield Link("check fails" if finding.failed else "check holds", f"{finding.subject}: {finding.rule}{details}")


def _found(checks: Any, texts: Any, names: Sequence[str]) -> list[Finding]:
    ids = checks["check_id"].to_pylist()
    return findings(checks.take([place for place, name in enumerate(ids) if name in set(names)]), texts)


def _takes_part(check: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    place = {"row": own["row"], "column": own["column"]}
    return place in check["cells"] or (check["suspect_row"], check["suspect_column"]) == (own["row"], own["column"])


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
