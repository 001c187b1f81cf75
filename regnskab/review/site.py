"""The static site for reviewing: written report by report, each folder whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from regnskab.batch.alone import one, streamed
from regnskab.batch.executors import Limits
from regnskab.errors import InputError, OutputError
from regnskab.provenance.find_pdf import find_pdf
from regnskab.report.acceptance import read_sha256, review_of
from regnskab.report.corrections import Corrections, beside, read_folder
from regnskab.review.learnt import FOLDER as PROFILES
from regnskab.review.learnt import vocabulary
from regnskab.review.overview import Reviewed, overview
from regnskab.review.page_data import Done, pages_data, report_data, searchable
from regnskab.review.pages import OutsideLine, PageBox, PageSize, give_pictures, lines_outside, plain_sizes
from regnskab.review.shell import BUILT, built, page
from regnskab.review.stored import StoredReport, read_report, report_ids
from regnskab.review.trust import Trust, trust_of
from regnskab.review.trust_page import summary
from regnskab.review.trust_picture import as_png, shapes
from regnskab.store.manifest_model import Entry
from regnskab.store.store import open_store

Progress = Callable[[str], None]

# What tells a folder of ours, which may be written anew, from another.
_OURS = "report.js"
_PICTURE = "summary.png"
_SCRIPTS = ("../assets/review.js",)


class _Reading(NamedTuple):
    """How a PDF is read."""

    password: str | None
    limits: Limits


def write_site(
    out: Path,
    site: Path,
    wanted: Sequence[str] = (),
    *,
    source: Path | None = None,
    password: str | None = None,
    pictures: bool = True,
    corrections: Path | None = None,
    profiles: Path | None = None,
    progress: Progress = lambda _line: None,
    limits: Limits | None = None,
) -> list[Reviewed]:
    """Write the pages of the reports in ``out`` (or of those wanted) into the folder ``site``.

    ``source`` is the PDF, or the folder where PDFs are, if they are no longer where they were converted from.
    ``corrections`` is the folder of those already made (None: the one in ``out``, where it is there), ``profiles``
    that of words learnt (None: the one in ``out``). Without ``pictures`` no PDF is needed, and frames stand on plain
    pages. Each PDF is read in a process of its own, within ``limits`` (None: 600 seconds, 2 GiB). Raises QueryError
    for an unknown report, InputError where a PDF is missing, changed, cannot be opened or goes over a limit,
    OutputError where a folder cannot be read or written.
    """
    reading = _Reading(password, limits or Limits())
    names = report_ids(out, wanted)
    folder = corrections or beside(out)
    corrected = {} if folder is None else read_folder(folder)
    known = {entry.report_id: entry for entry in open_store(out).read().entries}
    learnt = profiles or out / PROFILES
    reviewed = []
    try:
        (site / "assets").mkdir(parents=True, exist_ok=True)
        for name in BUILT:
            (site / "assets" / name).write_bytes(built(name))
        for name in names:
            report = read_report(out, name)
            pdf = _pdf(out, report, source) if pictures else None
            done = _done(corrected.get(name), known.get(name))
            done = replace(done, vocabulary=vocabulary(report, known.get(name), learnt))
            reviewed.append(_write_report(report, site / name, pdf, reading, done))
            progress(f"{name}: {len(report.tables)} tables, {reviewed[-1].doubts} doubts")
        (site / "index.html").write_text(overview(reviewed), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error})", source=site, remedy="name another folder, or make room"
        ) from error
    return reviewed


def _pdf(out: Path, report: StoredReport, source: Path | None) -> Path:
    sha256 = report.source["sha256"]
    found = find_pdf(out, sha256, source)
    if found is None:
        raise InputError(
            f"the PDF of {report.report_id} (SHA-256 {sha256[:12]}…) is not where it was converted from",
            source=report.source["name"],
            remedy="give it, or the folder it is in, with --source, or do without page images (--no-pictures)",
        )
    return found


def _done(corrections: Corrections | None, entry: Entry | None) -> Done:
    read = "" if entry is None else read_sha256(entry)
    used = None if entry is None or entry.recipe is None else entry.recipe.corrections
    if corrections is None:
        return Done(applied=used is None, read=read)
    seen = None if entry is None else review_of(entry, corrections)
    applied = used == (corrections.sha256 if corrections.changes else None)
    return Done(corrections.entries, corrections.structure, corrections.accepted, applied, read, review=seen)


def _write_report(report: StoredReport, folder: Path, pdf: Path | None, reading: _Reading, done: Done) -> Reviewed:
    """Write a report's folder beside its place, then put it there."""
    if folder.exists() and not (folder / _OURS).is_file():
        raise OutputError("is no review of ours", source=folder, remedy="name another folder for the site")
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    (new / "pages").mkdir(parents=True)
    try:
        reviewed = _fill(report, new, pdf, reading, done)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return reviewed


def _fill(report: StoredReport, folder: Path, pdf: Path | None, reading: _Reading, done: Done) -> Reviewed:
    outside: Mapping[int, Sequence[OutsideLine]] = {}
    if pdf is None:
        sizes = plain_sizes(report.source["pages"], ((cell["page"], _box(cell)) for cell in report.cells.values()))
    else:
        outside = one(lines_outside, pdf, _taken(report), reading.password, limits=reading.limits, place=str(pdf))
        sizes = _draw(pdf, reading, folder)
    data = report_data(report, sizes, outside, done, pictures=pdf is not None)
    _write_script(folder / _OURS, "regnskabReport", data)
    for number, on_page in pages_data(report, outside).items():
        _write_script(folder / "pages" / f"{number:04d}.js", "regnskabPage", number, on_page)
    _write_script(folder / "cells.js", "regnskabCells", searchable(report))
    title = f"{report.report_id}: review"
    body = '<div id="app"></div>\n<noscript>This page needs JavaScript.</noscript>'
    html = page(title, body, styles=["../assets/review.css"], scripts=_SCRIPTS)
    (folder / "index.html").write_text(html, encoding="utf-8")
    trust = trust_of(report, len(data["doubts"]), done.review)
    (folder / _PICTURE).write_bytes(as_png(shapes(trust)))
    (folder / "summary.html").write_text(summary(trust, picture=_PICTURE), encoding="utf-8")
    return _reviewed(data, trust)


def _draw(pdf: Path, reading: _Reading, folder: Path) -> list[PageSize]:
    with closing(streamed(give_pictures, pdf, reading.password, limits=reading.limits, place=str(pdf))) as said:
        sizes: list[PageSize] = next(said)
        for number, picture in enumerate(said, start=1):
            (folder / "pages" / f"{number:04d}.jpg").write_bytes(picture)
    return sizes


def _taken(report: StoredReport) -> dict[int, list[PageBox]]:
    taken: dict[int, list[PageBox]] = {}
    for table in report.tables:
        for piece in table["fragments"]:
            taken.setdefault(piece["page"], []).append(_box(piece))
    return taken


def _box(row: Mapping[str, Any]) -> PageBox:
    return row["x0"], row["top"], row["x1"], row["bottom"]


def _write_script(path: Path, function: str, *values: object) -> None:
    """A script that hands values to a function of the page: ``fetch`` reads no files."""
    texts = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    path.write_text(f"{function}({texts});\n", encoding="utf-8")


def _reviewed(data: Mapping[str, Any], trust: Trust) -> Reviewed:
    return Reviewed(
        report_id=trust.report_id,
        municipality=data["municipality"],
        fiscal_year=data["year"],
        pages=len(data["pages"]),
        tables=len(trust.tables),
        held=data["held"],
        failed=data["failed"],
        doubts=len(data["doubts"]),
        least_confidence=trust.least,
        coverage=trust.coverage,
        review=trust.review,
    )
