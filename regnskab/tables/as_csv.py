"""Tables as comma-separated values (RFC 4180, with plain line ends), of which no spreadsheet runs any."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from regnskab.phrases import visible
from regnskab.query.spreadsheet_texts import marked
from regnskab.tables.grid import text_rows
from regnskab.tables.reading import Found

_SEPARATED: Final = re.compile(r"(?<=[,;])(?=[=+\-@])")


def csv_text(found: Found) -> str:
    """One table: every row as long as the table is wide, what spans several slots in the first of them."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(map(marked, row) for row in text_rows(found.table))
    return out.getvalue()


def csv_pieces(tables: Iterable[Found]) -> Iterator[str]:
    """All tables in one text: a single one is plain CSV, several have a comment above and a blank line between."""
    held: Found | None = None
    several = False
    for found in tables:
        if held is not None:
            yield _commented(held) + "\n"
            several = True
        held = found
    if held is not None:
        yield _commented(held) if several else csv_text(held)


def _commented(found: Found) -> str:
    # A spreadsheet takes the line for cells, too: none of them may begin with a formula.
    caption = f": {_SEPARATED.sub(' ', visible(found.caption))}" if found.caption else ""
    return f"# page {found.table.page}, table {found.number}{caption}\n{csv_text(found)}"
