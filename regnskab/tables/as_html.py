"""Tables as one self-contained HTML page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from extract.model import Cell
from regnskab.phrases import counted
from regnskab.tables.as_text import opinion_lines
from regnskab.tables.grid import as_read, is_amount
from regnskab.tables.reading import Found, TablesSource

# The list of contents is known last and stands first: the page is written as the tables are found.
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; display: flex; flex-direction: column }
h1 { font-size: 1.3rem; order: -2; margin: 0 } nav { order: -1; margin: 1rem 0 }
nav a { margin-right: .8rem; white-space: nowrap } section { margin: 1.5rem 0; overflow-x: auto }
table { border-collapse: collapse } caption { text-align: left; padding-bottom: .4rem; font-weight: 600 }
th, td { border: 1px solid #c8c8c8; padding: .2rem .5rem; vertical-align: top; text-align: left }
th { background: #f0f2f5 } .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.b { font-weight: 600 } .i { font-style: italic } .differs { background: #fff3cd }
small { font-weight: 400; color: #5a5a5a } ul { color: #5a5a5a; font-size: .85rem }
"""


def html_pieces(origin: TablesSource, tables: Iterable[Found], folder: Path | None = None) -> Iterator[str]:
    """The page in pieces. Its links to the PDF's pages are relative to ``folder`` (None: the working folder)."""
    name = escape(origin.source.name)
    link = _link(origin.source.path, folder)
    yield (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>Tables of {name}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f'<h1>Tables of <a href="{link}">{name}</a></h1>\n'
    )
    contents = []
    for found in tables:
        yield _section(found, link)
        contents.append(f'<a href="#{found.name}">page {found.table.page}, table {found.number}</a>')
    yield f"<nav>{counted(len(contents), 'table')}: {' '.join(contents)}</nav>\n</body>\n</html>\n"


def _section(found: Found, link: str) -> str:
    table = found.table
    page = f'<a href="{link}#page={table.page}">page {table.page}</a>'
    caption = f"{escape(found.caption)} " if found.caption else ""
    rows = [f"<tr>{''.join(_cell(cell, found) for cell in cells)}</tr>\n" for cells in table.rows()]
    head, body = rows[: table.header_rows], rows[table.header_rows :]
    said = "".join(f"<li>{escape(line)}</li>" for line in opinion_lines(found))
    return (
        f'<section id="{found.name}">\n<table>\n'
        f"<caption>{caption}<small>{page}, table {found.number}, confidence {table.confidence:.2f}</small></caption>\n"
        + (f"<thead>\n{''.join(head)}</thead>\n" if head else "")
        + f"<tbody>\n{''.join(body)}</tbody>\n</table>\n"
        + (f"<ul>{said}</ul>\n" if said else "")
        + "</section>\n"
    )


def _cell(cell: Cell, found: Found) -> str:
    doubted = found.opinion is not None and (cell.row, cell.column) in found.opinion.doubted
    kinds = (("n", is_amount(cell)), ("b", cell.bold and not cell.header), ("i", cell.italic), ("differs", doubted))
    names = " ".join(name for name, holds in kinds if holds)
    span = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    span += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    scope = "" if not cell.header else ' scope="colgroup"' if cell.column_span > 1 else ' scope="col"'
    tag = "th" if cell.header else "td"
    kind = f' class="{names}"' if names else ""
    return f"<{tag}{scope}{span}{kind}>{escape(as_read(cell))}</{tag}>"


def _link(path: Path, folder: Path | None) -> str:
    """The PDF's address as seen from the page; an absolute one where no relative way leads (another drive)."""
    try:
        relative = os.path.relpath(path.absolute(), (folder or Path()).absolute())
    except ValueError:
        return escape(path.absolute().as_uri())
    return quote(relative.replace(os.sep, "/"))
