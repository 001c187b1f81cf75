"""Whether a fragment goes on with the table before it: all the evidence in one score.

The terms are log-odds: how much likelier (natural logarithm) the finding is where the fragment goes on with the table
than where it begins another one. Above zero it goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from extract.model import TextLine
from normalize.danish.text import comparable
from normalize.table.head_again import Again, head_again, is_torn_off
from normalize.table.page_breaks import goes_on
from normalize.table.pieces import HeadedFragment
from normalize.table.rows import Row, align
from normalize.table.totals import holding
from normalize.wording.table_words import Words

# Type that differs by no more than this, in points, is set alike.
SAME_SIZE: Final = 0.5
# A table that leaves more of the page white below it than this part of its height has not met the page's foot.
FOOT: Final = 0.33
# A column holds figures or text where this part of its cells does.
MOSTLY: Final = 0.7

_CODE = re.compile(r"[A-Z]{0,3}-?\d[\d.\-]*(?=\s|$)")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each finding counts for, in log-odds (natural logarithm; 1 is odds of nearly 3 to 1).

    Set by hand from reasons; the sizes are meant to be ranks: what decides alone (5 and more), what decides unless two
    others speak against it (3 to 4), and what only tips the scale (up to 2).
    """

    prior: float = -1.0  # most neighbouring tables are two
    columns: float = 2.0  # as many columns, at the same places
    fewer_columns: float = 1.0  # its columns are some of the table's: a blank one is easily lost
    other_columns: float = -3.0  # columns at other places, or as many that do not fit; widths rarely change at a break
    head_whole: float = 4.0  # over a page a head is printed again for the reader of the same table
    head_part: float = 3.0  # its last rows alone, or its words in other cells
    head_whole_here: float = 1.0  # on the same page there is no reason to print it again, but some do
    head_absent: float = 1.0  # figures without a head are some table's; which one, other findings say
    head_other: float = -5.0  # other columns are announced
    head_first: float = -2.0  # the table has no head, and the fragment has one
    caption_goes_on: float = 5.0  # the title says so: "(fortsat)"
    caption_same: float = 2.0  # the same title again, which a section's heading may be too
    caption_other: float = -10.0  # a title of its own: whoever titles two tables means two
    heading: float = -8.0  # a heading between: another subject begins
    text: float = -4.0  # running text between: it may float, but seldom does
    notes: float = -2.5  # notes stand below a table's last row, unless they are the page's footnotes
    room: float = -1.0  # there was room on the page for more rows
    types: float = 0.5  # figures where the table has figures, text where it has text
    other_types: float = -1.5  # figures in a column of text, or text in one of figures
    size: float = -2.0  # set in another size
    codes: float = 1.0  # labels begin with codes of the same shape
    numbering: float = 2.0  # the first code is the one after the last
    cut_row: float = 1.5  # the last row goes on in the first one
    shared_total: float = 4.0  # a total comes out only with the lines of both: chance hardly makes that
    closed: float = -1.5  # the table ends with its total, which comes out: it may be a subtotal


WEIGHTS: Final = Weights()


class JoinEvidence(NamedTuple):
    """What speaks for and against a fragment going on: the findings by name, and the head as it comes again."""

    findings: tuple[str, ...]
    head: Again

    def score(self, weights: Weights = WEIGHTS) -> float:
        """The log-odds that it goes on."""
        found: float = sum(getattr(weights, name) for name in self.findings)
        return weights.prior + found


def evidence(group: Sequence[HeadedFragment], piece: HeadedFragment, words: Words) -> JoinEvidence:
    """What speaks for and against ``piece`` going on with the table of ``group``, its neighbour."""
    here = group[-1].table.page == piece.table.page
    head = head_again(group, piece, words)
    findings = (
        *_columns(group, piece),
        *_head(head, group, here=here),
        *_caption(group, piece, words),
        *_between(group, piece),
        *_kinds(group, piece),
        *_codes(group, piece),
        *_rows(group, piece),
        *_totals(group, piece),
    )
    return JoinEvidence(findings, head)


def _columns(group: Sequence[HeadedFragment], piece: HeadedFragment) -> Iterator[str]:
    widest = max((p.table for p in group), key=lambda table: table.n_columns)
    narrow, wide = sorted((piece.table, widest), key=lambda table: table.n_columns)
    if align(narrow, wide) is None:
        yield "other_columns"
    else:
        yield "columns" if narrow.n_columns == wide.n_columns else "fewer_columns"


def _head(head: Again, group: Sequence[HeadedFragment], *, here: bool) -> Iterator[str]:
    if head.likeness == "whole":
        yield "head_whole_here" if here else "head_whole"
    elif head.likeness == "part":
        yield "head_whole_here" if here else "head_part"
    elif head.likeness == "other":
        yield "head_other" if any(p.head.rows for p in group) else "head_first"
    elif head.likeness == "absent":
        yield "head_absent"


def _caption(group: Sequence[HeadedFragment], piece: HeadedFragment, words: Words) -> Iterator[str]:
    own = piece.placed.caption
    if own is None:
        return
    known = [text for p in group for text in p.titles]
    if _goes_on(own, known, words):
        yield "caption_goes_on"
        return
    if any(comparable(text) == comparable(own) for text in known):
        if group[-1].table.page != piece.table.page:  # on one page a title has no reason to come again
            yield "caption_same"
    elif not is_torn_off(own, group, piece):
        yield "caption_other"


def _goes_on(own: str, known: Sequence[str], words: Words) -> bool:
    """Whether a title says that it goes on, and with what: one of the ``known``, or whatever stands before it."""
    key = words.caption_key(own)
    return key != comparable(own) and (not key or any(_same_title(text, own, words) for text in known))


def _same_title(first: str, own: str, words: Words) -> bool:
    """Whether a title that goes on is that of a table: of its number, or of its words as far as it has them."""
    number = words.caption_number(own)
    if number is not None and number == words.caption_number(first):
        return True
    ours, theirs = words.caption_key(own), words.caption_key(first)
    return bool(ours) and (theirs.startswith(ours) or ours.startswith(theirs))


def _between(group: Sequence[HeadedFragment], piece: HeadedFragment) -> Iterator[str]:
    last = group[-1].placed
    lines = [line for line in _lines_between(group, piece) if line.role not in ("note", "running")]
    lines = [line for line in lines if not is_torn_off(line.text, group, piece)]
    known = {comparable(text) for p in group for text in (p.placed.title, p.placed.lead) if text}
    headings = [line for line in lines if _stands_out(line) and comparable(line.text) not in known]
    if headings:
        yield "heading"
    if any(not _stands_out(line) for line in lines):
        yield "text"
    if last.notes:
        yield "notes"
    if last.table.page != piece.table.page and last.room > FOOT:
        yield "room"


def _lines_between(group: Sequence[HeadedFragment], piece: HeadedFragment) -> list[TextLine]:
    last = group[-1].placed
    if last.table.page == piece.table.page and last.column == piece.placed.column:
        return list(piece.placed.above)
    return [*last.below, *piece.placed.above]


def _stands_out(line: TextLine) -> bool:
    return line.bold or line.role in ("heading", "caption")


def _kinds(group: Sequence[HeadedFragment], piece: HeadedFragment) -> Iterator[str]:
    """Whether the columns hold figures where the table's do, and whether they are set in its size."""
    table, own = group[-1], piece
    if table.size and own.size and abs(table.size - own.size) > SAME_SIZE:
        yield "size"
    if table.table.n_columns != own.table.n_columns:
        return
    ours, theirs = (
        _types(own.body),
        _types([row for p in group for row in p.body if len(row.cover) == len(p.rows[0].cover)]),
    )
    shared = [column for column in ours if column in theirs]
    differ = [column for column in shared if ours[column] != theirs[column]]
    if shared:
        yield "types" if len(differ) * 4 <= len(shared) else "other_types"


def _types(rows: Sequence[Row]) -> dict[int, bool]:
    """Per column that holds mostly figures or mostly text, whether it holds figures."""
    filled: Counter[int] = Counter()
    figures: Counter[int] = Counter()
    for row in rows:
        for slot in row.filled:
            filled[slot.column] += 1
            figures[slot.column] += slot.printed.is_figure
    parts = {column: figures[column] / count for column, count in filled.items()}
    return {column: part >= MOSTLY for column, part in parts.items() if part >= MOSTLY or part <= 1 - MOSTLY}


def _codes(group: Sequence[HeadedFragment], piece: HeadedFragment) -> Iterator[str]:
    ours = [code for row in piece.body if (code := _code(row))]
    theirs = [code for row in group[-1].body if (code := _code(row))]
    if not ours or not theirs or 2 * len(ours) < len(piece.body) or 2 * len(theirs) < len(group[-1].body):
        return
    if {_shape(code) for code in ours} & {_shape(code) for code in theirs}:
        yield "codes"
    if _follows(theirs[-1], ours[0]):
        yield "numbering"


def _code(row: Row) -> str:
    """The code that a row's first text begins with, "" where it has none."""
    found = _CODE.match(row.filled[0].text) if row.filled else None
    return found[0] if found is not None else ""


def _shape(code: str) -> str:
    return re.sub("[A-Z]", "A", re.sub(r"\d", "9", code))


def _follows(last: str, first: str) -> bool:
    """Whether two codes are equal but for their last number, which is one more."""
    before, after = _NUMBER.findall(last), _NUMBER.findall(first)
    return len(before) == len(after) and before[:-1] == after[:-1] and int(after[-1]) == int(before[-1]) + 1


def _rows(group: Sequence[HeadedFragment], piece: HeadedFragment) -> Iterator[str]:
    above, below = group[-1].body, piece.body
    if above and below and len(above[-1].cover) == len(below[0].cover) and goes_on(above[-1], below[0]):
        yield "cut_row"


def _totals(group: Sequence[HeadedFragment], piece: HeadedFragment) -> Iterator[str]:
    """What the totals say: the reading under which more of them come out is the likelier one."""
    above, below = [row for p in group for row in p.summed_body], piece.summed_body
    if not above or len({p.table.n_columns for p in (*group, piece) if p.body}) > 1:
        return
    apart = len(before := holding(above)) + len(holding(below))
    if len(holding([*above, *below])) > apart:
        yield "shared_total"
    elif len(above) - 1 in before:
        yield "closed"
