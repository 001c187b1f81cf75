"""Nothing of the sample report's tables is lost on the way, and every cell stands where it says."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pdfplumber
import pytest

import regnskab
from extract import open_document
from extract.model import Word
from regnskab.report.conversion import Conversion

SAMPLE = Path(__file__).parents[3] / "samples" / "ballerup-2024.pdf"
FIGURES = ("operating_expenditure", "financing", "capital_projects", "key_figures")
# Spelled out by our reader, printed as one character in the file.
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


@pytest.fixture(scope="module")
def sample() -> Conversion:
    return regnskab.convert(SAMPLE)


def _inside(word: Word, box: dict[str, float]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box["x0"] <= x <= box["x1"] and box["top"] <= y <= box["bottom"]


def _letters(text: str) -> str:
    """The text without spaces and hyphens: a word that a line's end cuts is one in ``cells``."""
    return "".join(c for c in text.translate(LIGATURES) if c not in "-‐\u00ad" and not c.isspace())


def test_every_word_inside_a_table_is_in_its_cells(sample: Conversion) -> None:
    regions = defaultdict(list)
    for table in sample["tables"].to_pylist():
        for fragment in table["fragments"]:
            regions[fragment["page"]].append((table["table_id"], fragment))
    printed = defaultdict(str)
    for cell in sample["cells"].to_pylist():
        printed[cell["table_id"]] += _letters(cell["text"]) + " "
    lost, seen = [], 0
    with open_document(SAMPLE) as document:
        for page in document.pages(sorted(regions)):
            for word in page.words:
                for table_id, box in regions[page.number]:
                    if _inside(word, box):
                        seen += 1
                        if _letters(word.text) not in printed[table_id]:
                            lost.append((page.number, word.text))
    assert lost == []
    assert seen > 6000


def test_every_number_of_a_known_table_is_in_a_dataset(sample: Conversion) -> None:
    known = {t["table_id"] for t in sample["tables"].to_pylist() if t["kind"] not in ("other", "status")}
    placed = {
        (row["table_id"], row["cell_row"], row["cell_column"]) for name in FIGURES for row in sample[name].to_pylist()
    }
    numbers = [
        (cell["table_id"], cell["row"], cell["column"])
        for cell in sample["cells"].to_pylist()
        if cell["role"] == "number" and cell["table_id"] in known and not cell["duplicate"]
    ]
    assert len(numbers) > 1900
    assert [number for number in numbers if number not in placed] == []


def test_another_reader_finds_in_each_box_just_the_cells_text(sample: Conversion) -> None:
    by_page = defaultdict(list)
    for cell in sample["cells"].to_pylist():
        if cell["text"]:
            by_page[cell["page"]].append(cell)
    wrong = []
    with pdfplumber.open(SAMPLE) as pdf:
        for number, cells in sorted(by_page.items()):
            page = pdf.pages[number - 1]
            words = page.extract_words()
            page.close()
            for cell in cells:
                found = "".join(_letters(w["text"]) for w in words if _within(w, cell))
                if found != _letters(cell["text"]):
                    wrong.append((number, cell["text"], found))
    assert wrong == []


def _within(word: dict[str, float], cell: dict[str, float]) -> bool:
    return (
        cell["x0"] <= word["x0"]
        and word["x1"] <= cell["x1"]
        and cell["top"] <= word["top"]
        and word["bottom"] <= cell["bottom"]
    )
