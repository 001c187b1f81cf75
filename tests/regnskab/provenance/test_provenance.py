"""A figure is followed back to its words: the chain, the picture, and the words in the frame."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

import regnskab
from extract.model import Page
from extract.pdf.document import open_document
from regnskab.cli import main
from regnskab.errors import InputError, QueryError
from regnskab.provenance.chain import explain
from regnskab.provenance.picture import SCALE, draw
from regnskab.provenance.row import DatasetRow, find_rows, key_text, key_values
from schemas.datasets import DATASETS
from tests.regnskab.tinypdf import pdf

SAMPLE = Path(__file__).parents[3] / "samples" / "ballerup-2024.pdf"
OPERATING = "operating_expenditure"
_MADE: dict[str, Path] = {}


@pytest.fixture
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report, converted once."""
    if "out" not in _MADE:
        _MADE["out"] = tmp_path_factory.mktemp("sample") / "out"
        regnskab.convert(SAMPLE).write(_MADE["out"])
    return _MADE["out"]


def _printed(page: Page, row: DatasetRow, box: tuple[float, float, float, float]) -> str:
    x0, top, x1, bottom = box
    return " ".join(
        word.text
        for word in page.words
        if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    )


def test_the_framed_words_are_the_published_text(out: Path) -> None:
    names = [name for name in DATASETS if "published" in DATASETS[name].names]
    rows = [row for name in names for row in find_rows(out, name) if row.values["published"]]
    chosen = random.Random(2024).sample(rows, 200)  # noqa: S311 (the same ones each time)
    with open_document(SAMPLE) as document:
        pages = {page.number: page for page in document.pages(sorted({row.values["page"] for row in chosen}))}
    for row in chosen:
        found = explain(out, row)
        assert found.spot is not None
        spot = found.spot
        framed = _printed(pages[spot.page], row, (spot.x0, spot.top, spot.x1, spot.bottom))
        assert re.sub(r"\s", "", framed) == re.sub(r"\s", "", found.published or ""), row.key


def test_the_picture_has_its_frame_around_the_spot(out: Path) -> None:
    found = explain(out, find_rows(out, OPERATING, place=0)[0])
    assert found.spot is not None
    image = draw(SAMPLE, found.spot, whole_page=True)
    red = (200, 16, 46)
    middle = round((found.spot.x0 + found.spot.x1) / 2 * SCALE)
    hits = [y / SCALE for y in range(image.height) if image.getpixel((middle, y)) == red]
    assert min(hits) == pytest.approx(found.spot.top, abs=3)
    assert max(hits) == pytest.approx(found.spot.bottom, abs=3)


def test_the_chain_says_how_the_number_was_read(out: Path, tmp_path: Path) -> None:
    row = next(row for row in find_rows(out, OPERATING, where="measure = actual") if row.values["amount_dkk"])
    png = tmp_path / "spot.png"
    arguments = ["explain", str(out), "--dataset", OPERATING, "--key", row.key, "--source", str(SAMPLE.parent)]
    result = CliRunner().invoke(main, [*arguments, "--png", str(png)])
    assert result.exit_code == 0, result.stderr
    for about in ("published", "number", "unit", "unit because", "page", "table", "under", "beside", "check"):
        assert re.search(rf"^{about}\b", result.stdout, re.MULTILINE), about
    with Image.open(png) as image:
        assert image.format == "PNG"
    document = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).stdout)
    assert document["published"] == row.values["published"]


def test_checks_and_statuses_can_be_asked_for_too(out: Path) -> None:
    for name in ("checks", "cells", "tables", "sources", "budget_agreement_status"):
        row = find_rows(out, name, place=0)[0]
        assert explain(out, row).links


def test_every_dataset_can_be_explained(out: Path) -> None:
    for name in ("figures", "lines"):
        if name == "lines":
            assert CliRunner().invoke(main, ["lines", str(out)]).exit_code == 0
        result = CliRunner().invoke(main, ["explain", str(out), "--dataset", name, "--row", "0"])
        assert (result.exit_code, result.exception) == (0, None), result.stderr


def test_a_line_over_the_years_is_explained_by_its_places(out: Path) -> None:
    assert CliRunner().invoke(main, ["lines", str(out)]).exit_code == 0
    row = find_rows(out, "lines", place=0)[0]
    place = row.values["places"][0]
    arguments = ["explain", str(out), "--dataset", "lines", "--key", row.key]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    assert re.search(r"^in 2024 +“", result.stdout, re.MULTILINE)
    assert f"“{place['wording']}”: {place['table_id']}, row {place['row']}\n" in result.stdout
    document = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).stdout)
    assert (document["key"], document["page"]) == ({"line_id": row.key}, None)


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--where", "measure = actual"], 2, "rows fit, the first is"),
        (["--key", "nowhere,0,actual"], 2, "there is no such row"),
        (["--key", "a,b,c,d"], 2, "has 3 values, not 4"),
        (["--row", "999999"], 2, "there is no row 999999"),
    ],
)
def test_a_row_must_be_meant(out: Path, options: list[str], code: int, says: str) -> None:
    result = CliRunner().invoke(main, ["explain", str(out), "--dataset", OPERATING, *options])
    assert (result.exit_code, says in result.stderr) == (code, True), result.stderr


def test_another_pdf_is_not_taken_for_the_source(out: Path, tmp_path: Path, report_pdf: Callable[..., bytes]) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(report_pdf())
    with pytest.raises(InputError, match="is not the PDF that the row was read from"):
        regnskab.open(out).explain(OPERATING, row=0, source=other).picture()


def test_a_key_is_text_and_back() -> None:
    values = ["a", "", 'he said "1,5"', "b,c", "7"]
    assert key_values(key_text(values)) == values


def test_only_one_row_has_an_origin(out: Path) -> None:
    with pytest.raises(QueryError, match="rows of checks are meant"):
        regnskab.open(out).explain("checks", where="status = pass")


def _because(out: Path, name: str, where: str) -> str:
    row = find_rows(out, name, where=where)[0]
    return next(link.says for link in explain(out, row).links if link.about == "unit because")


def test_the_unit_is_explained_by_what_was_recorded_when_it_was_decided(tmp_path: Path) -> None:
    columns = (60.0, 260.0, 340.0, 420.0, 500.0)
    rows = [
        ("Drift", "Vedtaget budget", "Korr. budget", "Regnskab", "Resultat"),
        ("Årets resultat", "900", "900", "1.000", "100"),
        ("10.26 Veje", "500", "500", "600", "100"),
        ("10.30 Parker, mio. kr.", "0,4", "0,4", "0,4", "0,0"),
    ]
    body = [(x, 110.0 + 14 * i, text) for i, row in enumerate(rows) for x, text in zip(columns, row, strict=True)]
    captions = {"named": "Tabel 1. Driftsvirksomhed (1.000 kr.)", "bare": "Tabel 1. Driftsvirksomhed"}
    for name, caption in captions.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf([[(60.0, 60.0, "Teknisk Udvalg"), (60.0, 90.0, caption), *body]]))
        regnskab.convert(path).write(tmp_path / name)
    where = "measure = actual and level = total"
    assert _because(tmp_path / "named", OPERATING, where) == "the caption names “1.000 kr.”"
    assert _because(tmp_path / "bare", OPERATING, where).startswith("the table names none; it is the profile's")
    assert _because(tmp_path / "named", OPERATING, "published = '0,4'") == "its label names “mio. kr.”"
