"""What an OCR program read is as sure as the sums that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import OCR_LAYER, PageLayout, RawTable
from normalize.model import Report
from normalize.wording.table_words import Words
from tests.normalize.layouts import OPERATING_HEAD, captioned, page, read_report

SKOLER = ["Skoler", "1.000", "1.100", "1.200", "100"]
VEJE = ["Veje", "2.000", "2.100", "2.200", "100"]


def _report(words: Words, rows: Sequence[Sequence[str]], *flags: str) -> Report:
    items = captioned("Tabel 1. Driftsudgifter i 2024", [OPERATING_HEAD, *rows], head=1, confidence=0.99)
    read = [replace(item, flags=flags) if isinstance(item, RawTable) else item for item in items]
    layout: PageLayout = page(1, *read)
    return read_report([layout], words.profile, report_id="r")


def test_all_proven_is_as_sure_as_without_ocr(words: Words) -> None:
    rows = [SKOLER, VEJE, ["I alt", "3.000", "3.200", "3.400", "200"]]
    plain, scanned = (_report(words, rows, *flags).tables[0] for flags in ((), (OCR_LAYER,)))
    assert scanned.confidence == plain.confidence
    assert OCR_LAYER in scanned.flags
    assert scanned.flags.count(OCR_LAYER) == 1


def test_without_sums_nothing_is_proven(words: Words) -> None:
    plain, scanned = (_report(words, [[*SKOLER[:4], "7"]], *flags).tables[0] for flags in ((), (OCR_LAYER,)))
    assert scanned.confidence < 0.5 < plain.confidence


def test_a_misread_digit_lowers_it(words: Words) -> None:
    right = _report(words, [SKOLER, VEJE, ["I alt", "3.000", "3.200", "3.400", "200"]], OCR_LAYER).tables[0]
    wrong = _report(words, [SKOLER, VEJE, ["I alt", "3.000", "3.200", "8.400", "200"]], OCR_LAYER).tables[0]
    assert wrong.confidence < right.confidence


def test_every_figure_says_so(words: Words) -> None:
    report = _report(words, [SKOLER, VEJE], OCR_LAYER)
    assert report.operating
    assert all(OCR_LAYER in figure.flags for figure in (*report.operating, *report.figures))
