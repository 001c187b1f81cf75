"""Texts of strangers as a CSV file holds them, so that no spreadsheet runs one: a formula begins with a sign.

A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or an end of line, and is no plain number, has ``'`` before
it, as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection). So has one that begins with ``'`` itself:
whoever takes one ``'`` off the front of each text that has it reads what was written.
"""

from __future__ import annotations

import re
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.query.plain_cells import text

MARK: Final = "'"
# The last four are those of Japanese keyboards, which Excel takes for the others.
_BEGINS: Final = "^[=+\\-@\t\r\n'＝＋－＠]"
# What people print for numbers and for none: -1.234,5; - 12 %; +3; 12-; -. Nothing of it calls anything.
_NUMBER: Final = "[+-]{1,3}[ \u00a0\u202f]?(?:[0-9][0-9., \u00a0\u202f]*%?-?)?"

_begins: Final = re.compile(_BEGINS)
_number: Final = re.compile(_NUMBER)


def marked(words: str) -> str:
    """``words`` with a mark before them where a spreadsheet might run them."""
    return MARK + words if _begins.match(words) and not _number.fullmatch(words) else words


def marked_column(words: Any) -> Any:
    """As ``marked``, for a column (pa.Array or pa.ChunkedArray) of texts; null stays null."""
    runs = pc.and_not(
        pc.match_substring_regex(words, pattern=_BEGINS), pc.match_substring_regex(words, pattern=f"^(?:{_NUMBER})$")
    )
    return pc.if_else(runs, pc.binary_join_element_wise(text(MARK), words, text("")), words)


def unmarked_column(words: Any) -> Any:
    """The texts of a column that ``marked_column`` gave."""
    return pc.replace_substring_regex(words, pattern=f"^{MARK}", replacement="")


def unmarked(table: pa.Table) -> pa.Table:
    """A table of nothing but texts, each as it was before it was marked."""
    return pa.table({name: unmarked_column(table[name]) for name in table.column_names})
