"""The reader sees the words that pdfplumber, an independent reader, sees."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pdfplumber
import pytest
from pdfmaker import make_pdf, text
from without_tables import PAGES, write_pdf

from extract import Box, open_document

SAMPLE = Path(__file__).parents[2] / "samples" / "ballerup-2024.pdf"
WITHIN = 1.5  # points

Words = list[tuple[str, Box]]


def ours(path: Path, number: int, *, to_baseline: bool = False) -> Words:
    """``to_baseline`` moves each box up so that it ends at the baseline."""
    with open_document(path) as document:
        found = next(document.pages([number])).words
    up = [word.bottom - word.baseline if to_baseline else 0.0 for word in found]
    return [(w.text, Box(w.x0, w.top - dy, w.x1, w.bottom - dy)) for w, dy in zip(found, up, strict=True)]


def theirs(path: Path, number: int) -> Words:
    with pdfplumber.open(path, pages=[number]) as pdf:
        left, top, _, _ = pdf.pages[0].cropbox
        return [
            (w["text"], Box(w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top))
            for w in pdf.pages[0].extract_words()
        ]


def distance(a: Box, b: Box) -> float:
    return max(abs(p - q) for p, q in zip(a, b, strict=True))


def unmatched(some: Words, others: Words) -> Words:
    """The words of ``some`` that have no counterpart of their own among ``others``."""
    free: defaultdict[str, list[Box]] = defaultdict(list)
    for string, box in others:
        free[string].append(box)
    out = []
    for string, box in some:
        nearest = min(free[string], key=lambda other: distance(box, other), default=None)
        if nearest is None or distance(box, nearest) > WITHIN:
            out.append((string, box))
        else:
            free[string].remove(nearest)
    return out


def assert_same_words(path: Path, number: int, *, to_baseline: bool = False) -> None:
    mine, reference = ours(path, number, to_baseline=to_baseline), theirs(path, number)
    assert reference
    assert unmatched(reference, mine) == []
    assert unmatched(mine, reference) == []


KINDS = (
    "one_column_justified-da",
    "one_column_ragged",
    "three_columns-",
    "nested-",
    "contents_with_dots",
    "index_in",
    "bars_with_grid",
    "map_with_names",
    "boxes_under",
    "danish_letter",
    "poem-",
    "typewritten",
    "title_page",
)
CHOSEN = tuple(blank for blank in PAGES if blank.name.startswith(KINDS))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(tmp_path_factory.mktemp("same_words") / "drawn.pdf", CHOSEN)


@pytest.mark.parametrize("number", range(1, len(CHOSEN) + 1), ids=[blank.name for blank in CHOSEN])
def test_drawn_pages(number: int, drawn: Path) -> None:
    assert_same_words(drawn, number)


@pytest.mark.parametrize("number", [1, 3, 8, 9, 17, 26, 35, 44, 49])
def test_pages_of_the_sample(number: int) -> None:
    # Its fonts declare a descent of 0, which no font has; pdfplumber believes it, so its boxes end at the baseline.
    assert_same_words(SAMPLE, number, to_baseline=True)


@pytest.mark.parametrize("page", ["/Rotate 180", "/CropBox [40 30 380 280]"])
def test_a_page_shown_otherwise_than_drawn(page: str, tmp_path: Path) -> None:
    matrix, x, step = ("-1 0 0 -1", 350, -90) if "/Rotate" in page else ("1 0 0 1", 60, 90)
    content = "".join(
        f"BT /F1 9 Tf {matrix} {x + step * k} {200 - 20 * k} Tm ({word}) Tj ET\n"
        for k, word in enumerate(("Budget", "1.234,5", "-12"))
    )
    path = tmp_path / "page.pdf"
    path.write_bytes(make_pdf(content, page=page))
    assert len(ours(path, 1)) == 3
    assert_same_words(path, 1)


def test_the_comparison_tells_words_apart() -> None:
    here, there = Box(10, 10, 30, 20), Box(10, 12, 30, 22)
    assert unmatched([("a", here), ("a", here)], [("a", here)]) == [("a", here)]
    assert unmatched([("a", here)], [("b", here)]) == [("a", here)]
    assert unmatched([("a", here)], [("a", there)]) == [("a", here)]


def test_numbers_and_signs(tmp_path: Path) -> None:
    rows = ("1.234.567,89 -12,5 (3.400) 45 %", "Å æ ø § 12–14", "budget-/regnskabsår 2023/24")
    path = tmp_path / "signs.pdf"
    path.write_bytes(make_pdf("".join(text(40, 250 - 20 * k, row) for k, row in enumerate(rows))))
    assert_same_words(path, 1)
