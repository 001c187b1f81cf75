"""Pages and tables for the tests of ``normalize``, written as grids of text and given plausible boxes."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Box, Cell, LineRole, PageLayout, RawTable, TextLine
from normalize.model import Publisher, Report
from normalize.report import first_text, normalize_report
from schemas.profile.load import Profile
from schemas.profile.wordless import WORDLESS

WIDTH, HEIGHT = 595.0, 842.0
LEFT, LABEL_WIDTH, COLUMN_WIDTH, ROW = 57.0, 230.0, 60.0, 14.0
CHARACTER = 4.5

OPERATING_HEAD = ["Driftsvirksomhed (1.000 kr.)", "Vedtaget budget 2024 (1)", "Korrigeret budget 2024 (2)",
                  "Regnskab 2024 (3)", "Resultat 2024 (3)-(2)=(4)"]  # fmt: skip
CAPITAL_HEAD = ["Anlægsvirksomhed (mio. kr.)", "Budget 2024", "Korrigeret budget 2024", "Regnskab 2024",
                "Forventede overførsler"]  # fmt: skip
STATUS_HEAD = ["Nr.", "Emne", "Beskrivelse", "Status"]


def line(text: str, top: float = 100.0, role: LineRole = "body", *, size: float = 11.0, bold: bool = False,
         page: int = 1) -> TextLine:  # fmt: skip
    """A line of text at the left margin."""
    box = Box(LEFT, top, LEFT + CHARACTER * len(text), top + size)
    return TextLine(page, box, text, (), size, bold, role)


def slots(columns: int, left: float = LEFT) -> list[tuple[float, float]]:
    """A wide column for labels and narrow ones for figures."""
    figures = [left + LABEL_WIDTH + COLUMN_WIDTH * i for i in range(columns - 1)]
    return [(left, left + LABEL_WIDTH), *((x, x + COLUMN_WIDTH) for x in figures)]


def table(rows: Sequence[Sequence[str]], *, head: int = 0, page: int = 1, top: float = 200.0, left: float = LEFT,
          bold: Sequence[int] = (), caption: Sequence[TextLine] = (), notes: Sequence[TextLine] = (),
          columns: Sequence[tuple[float, float]] | None = None, flags: tuple[str, ...] = (),
          confidence: float = 1.0) -> RawTable:  # fmt: skip
    """A fragment whose cells hold ``rows``; a line feed in a text is a new printed line.

    The first column is set flush left, the others flush right. ``bold`` names rows set in bold.
    """
    places = list(columns or slots(len(rows[0]), left))
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x0, x1 = places[c]
            lines = tuple(text.split("\n")) if text else ()
            width = min(max((CHARACTER * len(one) for one in lines), default=x1 - x0), x1 - x0)
            x0, x1 = (x0, x0 + width) if c == 0 else (x1 - width, x1)
            box = Box(x0, top + ROW * r, x1, top + ROW * (r + 1))
            cells.append(Cell(r, c, box, lines, bold=r in bold, header=r < head))
    box = Box(places[0][0], top, places[-1][1], top + ROW * len(rows))
    return RawTable(page, box, len(rows), len(places), tuple(cells), head, tuple(caption), tuple(notes),
                    confidence, flags)  # fmt: skip


def page(number: int, *items: TextLine | RawTable) -> PageLayout:
    """A page whose items stand in the given order."""
    return PageLayout(number, WIDTH, HEIGHT, tuple(items))


def captioned(caption: str, rows: Sequence[Sequence[str]], *, number: int = 1, top: float = 200.0,
              **options: object) -> tuple[TextLine, RawTable]:  # fmt: skip
    """A caption line and the table below it, both on page ``number``."""
    above = line(caption, top - 14.0, "caption", size=9.0, bold=True, page=number)
    return above, table(rows, page=number, top=top, caption=(above,), **options)  # type: ignore[arg-type]


def read_report(layouts: Sequence[PageLayout], profile: Profile = WORDLESS, *, report_id: str = "x-2024",
                title: str | None = None) -> Report:  # fmt: skip
    """What the layouts mean in a publisher's words; the fiscal year is told by ``title`` or the first pages."""
    year = profile.fiscal_year(first_text(layouts), title)
    publisher = Publisher(profile.name, profile.municipality, profile.municipality_code, year)
    return normalize_report(layouts, profile, report_id=report_id, publisher=publisher)
