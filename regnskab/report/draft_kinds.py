"""Kinds of table in the draft of a profile: those that were recognised, and proposals for the tables that were not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from normalize.danish.text import slug
from normalize.model import CellFigure, LogicalTable, Report
from normalize.wording.lexicon import bare

# So many tables are proposed for, with so many of their lines and heads each.
MOST_KINDS, MOST_LINES, MOST_HEADS = 12, 15, 6
_FEWEST_LINES = 2
_NUMBERED = re.compile(r"^\W*(?:tabel|oversigt|note|bilag)\s*\d+[\s.:]*", re.IGNORECASE)


def kinds_of(report: Report) -> Iterator[str]:
    """Yield the lines of a draft about the kinds of a report's tables, all in comments."""
    known = [(table, table.statement or table.kind) for table in report.tables]
    recognised = [(table, kind) for table, kind in known if kind != "other"]
    if recognised:
        yield "# Tables whose kind was recognised:"
        yield from (f"#   {kind}: page {table.fragments[0].page}, {_title(table)}" for table, kind in recognised)
    figures: dict[str, list[CellFigure]] = {}
    for figure in report.figures:
        figures.setdefault(figure.table_id, []).append(figure)
    proposed = [
        block
        for table, kind in known
        if kind == "other" and (block := _proposal(table, figures.get(table.table_id, []))) is not None
    ]
    if proposed:
        yield "# Tables of no known kind. Take the # away from one to have its lines typed; codes and names are yours."
    for block in proposed[:MOST_KINDS]:
        yield "#"
        yield from (f"# {line}" for line in block)
    if len(proposed) > MOST_KINDS:
        yield f"# and {len(proposed) - MOST_KINDS} more"


def _title(table: LogicalTable) -> str:
    return json.dumps(table.caption or table.section or "(no title)", ensure_ascii=False)


def _proposal(table: LogicalTable, figures: Sequence[CellFigure]) -> list[str] | None:
    """The block of a profile that would type a table; None for one with no title, or with less than two lines."""
    words = bare(_NUMBERED.sub("", table.caption or table.section or ""))
    labels = list(dict.fromkeys(figure.row_path[-1] for figure in figures if figure.row_path))
    lines = {_code(label): bare(label) for label in labels if bare(label)}
    if not words or len(lines) < _FEWEST_LINES:
        return None
    money = any(figure.quantity == "money" for figure in figures)
    heads = {_code(head): bare(head) for figure in figures for head in figure.column_path if bare(head)}
    return [
        f"[[kinds]]  # page {table.fragments[0].page}, {_title(table)}",
        f"kind = {json.dumps(_code(words))}",
        f"caption = ['{_pattern(words)}']",
        *([] if money else ['quantity = "number"']),
        "[kinds.lines]",
        *(f"{code} = [{json.dumps(word, ensure_ascii=False)}]" for code, word in list(lines.items())[:MOST_LINES]),
        *(["[kinds.measures]"] if heads else []),
        *(f"{code} = [{json.dumps(word, ensure_ascii=False)}]" for code, word in list(heads.items())[:MOST_HEADS]),
    ]


def _pattern(words: str) -> str:
    """A pattern that finds the words in a caption, whatever stands between them."""
    return r"\W+".join(re.escape(word) for word in words.split())


def _code(text: str) -> str:
    """A name as a profile may give it: letters, digits and "_", a letter first."""
    code = slug(bare(text) or text).replace("-", "_") or "line"
    return code if code[0].isalpha() else f"line_{code}"
