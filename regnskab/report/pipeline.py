"""One report, from its PDF to Arrow tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extract import read_layouts
from extract.model import PageLayout, RawTable, Word
from extract.pdf.document import Document, Metadata, open_document
from extract.speed import without_collector
from normalize.model import Publisher, Report
from normalize.report import first_text, normalize_report
from regnskab.errors import CorrectionError, NoTablesError, NoTextError
from regnskab.phrases import OCR_REMEDY, counted, scans
from regnskab.report.conversion import Conversion
from regnskab.report.corrections import AllCorrections, read_folder
from regnskab.report.kept_raw import Datasets, sound
from regnskab.report.source import Source, read_source, report_id
from regnskab.report.to_arrow import to_arrow
from regnskab.store.places import public
from schemas.profile import NO_PROFILE, SHARED_PROFILE
from schemas.profile.load import Profile, choose_profile, load_profile
from schemas.validate import validate

Progress = Callable[[int, int], None]

_UNREAD = "\ufffd"  # a glyph of which the file does not say what letter it is


def convert(
    path: str | Path,
    *,
    profile: str | Path | Profile | None = None,
    password: str | None = None,
    progress: Progress | None = None,
    second_opinion: bool = False,
    corrections: str | Path | AllCorrections | None = None,
) -> Conversion:
    """Read the report at ``path`` into the datasets of the contract; nothing is written.

    ``profile`` is the publisher's: a name, a TOML file, None to recognise it, or "none" to read the report as that of
    an unknown publisher, by the words that all share. ``password`` opens an encrypted PDF. ``progress`` is called with
    the pages read and their number. ``second_opinion`` has camelot (and pdfplumber, where lines are drawn) read the
    tables too, which takes some 15 s for 50 pages, and puts ``second_opinion_differs`` among the flags of the tables
    and cells that they do not confirm. ``corrections`` are those of reviewers, or the folder where they are.

    Raises InputError (or its PasswordError, NoTextError, NoTablesError, PageError), ProfileError, CorrectionError where
    a cell no longer reads what a correction expects, or ContractError where rows break the contract in a way that no
    one table explains.
    """
    every = read_folder(Path(corrections)) if isinstance(corrections, str | Path) else corrections or {}
    source, data = read_source(path)
    shown = public(path)
    with open_document(data, password=password, name=shown) as document:
        read = _read_report(document, source, profile, progress, data if second_opinion else None, password, every)

    @without_collector
    def made(report: Report) -> Datasets:
        datasets = to_arrow(report, source, read.metadata)
        validate(datasets, source=shown)
        return datasets

    report, datasets = sound(read.report, made)
    unplaced = tuple(f"{table}, row {row}, column {column}: {reason}" for table, row, column, reason in report.unplaced)
    return Conversion(report.report_id, source, datasets, unplaced, read.unread)


class _Read(NamedTuple):
    """What a document says, without its pages' words: these take most of the room, and are given back by then."""

    report: Report
    metadata: Metadata
    unread: tuple[int, ...]


def _read_report(
    document: Document,
    source: Source,
    profile: str | Path | Profile | None,
    progress: Progress | None,
    doubted: bytes | None,
    password: str | None,
    corrections: AllCorrections,
) -> _Read:
    """What the document says; ``doubted`` are its bytes, where others are to read its tables too."""
    given = None if profile is None or profile == NO_PROFILE else _given(profile)
    layouts = _read(document, progress)
    metadata = document.metadata
    _require_tables(layouts, source)
    text = first_text(layouts)
    known = given or (None if profile == NO_PROFILE else choose_profile(text, metadata.title))
    used = known or load_profile(SHARED_PROFILE)
    year = used.fiscal_year(text, metadata.title)
    report = _normalized(
        layouts,
        used,
        report_id(source, used.municipality, year),
        Publisher(known.name if known else None, used.municipality, used.municipality_code, year),
        corrections,
    )
    if doubted is not None:
        report = _with_second_opinion(report, doubted, layouts, password)
    return _Read(report, metadata, tuple(layout.number for layout in layouts if layout.unread))


@without_collector
def _normalized(
    layouts: Sequence[PageLayout],
    profile: Profile,
    name: str,
    publisher: Publisher,
    corrections: AllCorrections,
) -> Report:
    """The report's meaning, with its corrections. Raises CorrectionError, which names their file."""
    own = corrections.get(name)
    entries = () if own is None else tuple(entry.correction for entry in own.entries)
    structure = () if own is None else tuple(entry.restructuring for entry in own.structure)
    try:
        return normalize_report(
            layouts, profile, report_id=name, publisher=publisher, corrections=entries, structure=structure
        )
    except CorrectionError as error:
        raise CorrectionError(error.problem, source=own.source if own else None, remedy=error.remedy) from None


def _with_second_opinion(report: Report, data: bytes, layouts: Sequence[PageLayout], password: str | None) -> Report:
    from extract import as_displayed, second_opinions
    from regnskab.report.second_opinion import with_opinions

    tables = [table for layout in layouts for table in as_displayed(layout).tables]
    return with_opinions(report, zip(tables, second_opinions(data, tables, password=password), strict=True))


def _given(profile: str | Path | Profile) -> Profile:
    return profile if isinstance(profile, Profile) else load_profile(profile)


@without_collector
def _read(document: Document, progress: Progress | None) -> list[PageLayout]:
    layouts = []
    for layout in read_layouts(document):
        layouts.append(layout)
        if progress is not None:
            progress(len(layouts), len(document))
    return layouts


def _words(layout: PageLayout) -> Iterator[Word]:
    for item in layout.items:
        if isinstance(item, RawTable):
            yield from (word for cell in item.cells for word in cell.words)
        else:
            yield from item.words


def _require_tables(layouts: Sequence[PageLayout], source: Source) -> None:
    if not any(layout.items for layout in layouts):
        raise NoTextError("no page has any text, as in a scan", source=source.place, remedy=OCR_REMEDY)
    words = [word.text for layout in layouts for word in _words(layout)]
    if 2 * sum(_UNREAD in word for word in words) > len(words):
        raise NoTextError(
            "its fonts do not say which letters they print, so that nobody can copy its text",
            source=source.place,
            remedy="export it anew from the program that made it, or run it through OCR (such as ocrmypdf --force-ocr)",
        )
    if not any(layout.tables for layout in layouts):
        if unread := [layout.number for layout in layouts if layout.unread]:
            raise NoTextError(
                f"{scans(unread)}, and no table was found on the other pages"
                if len(unread) < len(layouts)
                else "its pages are scans: images without text",
                source=source.place,
                remedy=OCR_REMEDY,
            )
        raise NoTablesError(
            f"no table was found on its {counted(len(layouts), 'page')}",
            source=source.place,
            remedy="check that it is the report with the accounts",
        )
