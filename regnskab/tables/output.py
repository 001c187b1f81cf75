"""Where rendered tables go: standard output, or files of a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from regnskab.errors import InputError, OutputError
from regnskab.phrases import counted, visible
from regnskab.tables.isolated import IsolatedTables
from regnskab.tables.reading import Found, OpenTables, TablesSource, peeked


def show(reading: OpenTables | IsolatedTables, form: str, folder: Path | None) -> None:
    """Write the tables of ``reading`` in one of the formats, to standard output or into ``folder``.

    Raises NoTablesError or NoTextError where there is none: then nothing is written but an empty JSON document
    on standard output, for a program that reads it. Raises OutputError where ``folder`` cannot be written to.
    """
    try:
        tables = peeked(reading.tables())
    except InputError:
        if form == "json" and folder is None:
            _print(form, reading.origin, ())
        raise
    if folder is None:
        _print(form, reading.origin, tables)
        return
    files = write_rendered(form, reading.origin, tables, folder)
    click.echo(visible(f"{counted(len(files), 'file')} written to {folder}: {', '.join(file.name for file in files)}"))


def _print(form: str, origin: TablesSource, tables: Iterable[Found]) -> None:
    if form == "text" and sys.stdout.isatty():
        from regnskab.tables.on_screen import print_tables

        print_tables(tables)
        return
    for piece in _pieces(form, origin, tables, None):
        click.echo(piece, nl=False)


def write_rendered(form: str, origin: TablesSource, tables: Iterable[Found], folder: Path) -> list[Path]:
    """Write tables into files of ``folder``, which is made where it is missing, and return the files.

    CSV gives a file per table (p<page>-<number>.csv), the other formats one, called as the PDF. A file is there
    whole or not at all. Raises OutputError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(folder, error) from error
    if form == "csv":
        from regnskab.tables.as_csv import csv_text

        return [_write(folder / f"{found.name}.csv", [csv_text(found)]) for found in tables]
    suffix = {"text": ".txt", "json": ".json", "html": ".html"}[form]
    path = folder / (origin.source.path.stem + suffix)
    return [_write(path, _pieces(form, origin, tables, folder))]


def _pieces(form: str, origin: TablesSource, tables: Iterable[Found], folder: Path | None) -> Iterator[str]:
    if form == "json":
        from regnskab.tables.as_json import json_pieces

        return json_pieces(origin, tables)
    if form == "csv":
        from regnskab.tables.as_csv import csv_pieces

        return csv_pieces(tables)
    if form == "html":
        from regnskab.tables.as_html import html_pieces

        return html_pieces(origin, tables, folder)
    from regnskab.tables.as_text import text_pieces

    return text_pieces(tables)


def _write(path: Path, pieces: Iterable[str]) -> Path:
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for piece in pieces:
                file.write(piece)
        part.replace(path)
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def _not_writable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written ({error.strerror or error})", source=path, remedy="give another folder with -o"
    )
