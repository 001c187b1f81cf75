"""What is timed: functions from PDFs to the number of pages they went through."""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Paths = Sequence[Path]


@dataclass(frozen=True, slots=True)
class Job:
    """``module`` is the package it needs."""

    name: str
    module: str
    run: Callable[[Paths], int]


def pdfium(paths: Paths) -> int:
    """Load each page and its text page through pypdfium2's plain C functions; read nothing out."""
    import pypdfium2.raw as c

    pages = 0
    for path in paths:
        data = path.read_bytes()
        document = c.FPDF_LoadMemDocument64(data, ctypes.c_size_t(len(data)), None)
        n = c.FPDF_GetPageCount(document)
        for i in range(n):
            page = c.FPDF_LoadPage(document, i)
            text = c.FPDFText_LoadPage(page)
            c.FPDFText_ClosePage(text)
            c.FPDF_ClosePage(page)
        c.FPDF_CloseDocument(document)
        pages += n
    return pages


def regnskab_tables(paths: Paths) -> int:
    """Words, rulings, fills, tables and all lines of text outside them."""
    from extract import open_document, read_layouts

    pages = 0
    for path in paths:
        with open_document(path) as document:
            pages += sum(1 for _ in read_layouts(document))
    return pages


def regnskab_geometry(paths: Paths) -> int:
    """Words, rulings and fills alone."""
    from extract import open_document

    pages = 0
    for path in paths:
        with open_document(path) as document:
            pages += sum(1 for _ in document.pages())
    return pages


def regnskab_conversion(paths: Paths) -> int:
    """From PDF to Parquet."""
    import regnskab

    with tempfile.TemporaryDirectory() as out:
        for path in paths:
            regnskab.convert(path).write(out)
    return _count(paths)


def pdfplumber_words(paths: Paths) -> int:
    import pdfplumber

    pages = 0
    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.close()
                pages += 1
    return pages


def pdfplumber_tables(paths: Paths) -> int:
    import pdfplumber

    pages = 0
    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()
                pages += 1
    return pages


def camelot_stream(paths: Paths) -> int:
    import camelot

    for path in paths:
        camelot.read_pdf(str(path), pages="all", flavor="stream", suppress_stdout=True)
    return _count(paths)


def liteparse(paths: Paths) -> int:
    from liteparse import LiteParse

    reader = LiteParse(ocr_enabled=False, extract_blocks=True, quiet=True, num_workers=1)
    return sum(len(reader.parse(str(path)).pages) for path in paths)


def _count(paths: Paths) -> int:
    from pypdfium2 import PdfDocument

    pages = 0
    for path in paths:
        with PdfDocument(path) as pdf:
            pages += len(pdf)
    return pages


LIMIT = Job("pdfium: load page and its text, read nothing", "pypdfium2", pdfium)
TABLES = Job("**regnskab: geometry and tables**", "extract", regnskab_tables)
GEOMETRY = Job("regnskab: geometry alone", "extract", regnskab_geometry)
LITEPARSE = Job("liteparse: text and tables", "liteparse", liteparse)
CAMELOT = Job("camelot stream: tables", "camelot", camelot_stream)
WORDS = Job("pdfplumber: words", "pdfplumber", pdfplumber_words)
CONVERSION = Job("**regnskab: PDF to Parquet**", "regnskab", regnskab_conversion)
PLUMBER_TABLES = Job("pdfplumber: `extract_tables`", "pdfplumber", pdfplumber_tables)

READING = (LIMIT, GEOMETRY, TABLES, LITEPARSE, CAMELOT, WORDS)
CONVERTING = (CONVERSION, PLUMBER_TABLES)
