"""The values that flow out of ``extract``: a page as drawn, and the tables and lines read off it.

All coordinates are points (1/72 inch) from the top left of the page *as displayed* (after /Rotate and
the crop box), x to the right, y (``top``, ``bottom``) downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple


class Box(NamedTuple):
    """A rectangle in points from the top left of the displayed page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have a spot in common."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Word(NamedTuple):
    """A run of characters without white space, as a reader sees it.

    ``top``/``bottom`` span the font's em box around the baseline (not the ink), ``size`` is the displayed
    font size in points. ``angle`` is the direction of reading in degrees clockwise from "left to right"
    (0, 90, 180, 270) on the displayed page.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    angle: int = 0

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


class Ruling(NamedTuple):
    """A straight drawn line, horizontal (``top == bottom``) or vertical (``x0 == x1``): the centre of a
    stroke, of a thin filled rectangle, or one edge of a stroked rectangle. ``width`` is its thickness."""

    x0: float
    top: float
    x1: float
    bottom: float
    width: float = 0.0

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class Fill(NamedTuple):
    """A filled rectangle that is no line: shading behind a head or a row. ``color`` is 0xRRGGBB."""

    x0: float
    top: float
    x1: float
    bottom: float
    color: int


class TaggedCell(NamedTuple):
    """A cell that has something on this page. ``parted`` says that a heading or another table is tagged within it."""

    part: int
    head: bool = False
    row_span: int = 1
    column_span: int = 1
    parted: bool = False


class TaggedRow(NamedTuple):
    """A row's cells, left to right. None is a cell with nothing on this page: how far it spans is not known.

    ``head`` says that the row is in the table's head. A row without cells has nothing on this page.
    """

    cells: tuple[TaggedCell | None, ...]
    head: bool = False


class TaggedTable(NamedTuple):
    """What this page has of a tagged table. ``continued`` says that rows before these have nothing here, as where
    they are on the page before, ``goes_on`` the same of rows after these. ``caption`` is the part that titles it, -1
    where none does. ``folded`` says that this goes on with the table before it, in the next column of the page."""

    rows: tuple[TaggedRow, ...]
    caption: int = -1
    continued: bool = False
    goes_on: bool = False
    folded: bool = False

    @property
    def begins_before(self) -> bool:
        """Rows of it stand before these: above them all, or between a repeated head and them."""
        return self.continued or self.folded or not all(row.cells for row in self.rows)


@dataclass(frozen=True, slots=True)
class PageTags:
    """What the tags say of the words of one page. All words are indexes into ``Page.words``.

    ``headings`` are parts. ``running`` is what is marked as a page's header or footer and stands at the page's edge,
    ``artifacts`` is what else is marked as no content, as the repeated head of a table is by some programs.
    """

    tables: tuple[TaggedTable, ...] = ()
    parts: tuple[tuple[int, ...], ...] = ()
    headings: tuple[int, ...] = ()
    running: tuple[int, ...] = ()
    artifacts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as drawn. ``words`` are visible, without glyphs drawn twice, in reading order of the file's
    lines (top to bottom, left to right); ``n_hidden`` counts the words left out because nobody can see them.
    ``tags`` are what the publisher's tags say of the words; None where the page has none. ``scanned`` are the boxes of
    images whose words come from an OCR program's invisible layer; ``unread`` says that the page is the image of a
    printed sheet of which there are no words."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    n_hidden: int = 0
    tags: PageTags | None = None
    scanned: tuple[Box, ...] = ()
    unread: bool = False


# Flag of a table whose words an OCR program gave, in part or all.
OCR_LAYER: Final = "ocr_layer"

Witness = Literal["geometry", "tags", "both"]
LineRole = Literal["body", "heading", "caption", "note", "running", "sideways"]


class TextLine(NamedTuple):
    """A line of text outside the tables. ``running`` lines are page headers, footers and page numbers,
    ``sideways`` ones are set at another angle than the page's text; they come last and belong to no paragraph."""

    page: int
    box: Box
    text: str
    words: tuple[Word, ...]
    size: float
    bold: bool
    role: LineRole = "body"


class Cell(NamedTuple):
    """One cell of a fragment: the slots ``row .. row + row_span - 1`` by ``column .. column + column_span - 1``.

    ``lines`` are the printed lines of text in it, top to bottom (a hyphen at a line end is kept here); a blank
    cell has none. ``box`` holds the words with a little air, or is the slot on the page for a blank cell.
    """

    row: int
    column: int
    box: Box
    lines: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    italic: bool = False
    header: bool = False

    @property
    def text(self) -> str:
        """The cell's lines joined by a space; "" when blank."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class RawTable:
    """One fragment of a table on one page. ``cells`` are sorted by (row, column) and cover each slot of the
    ``n_rows`` by ``n_columns`` grid exactly once, blank cells included.

    ``header_rows`` counts the rows at the top that head the columns (0: the fragment has none).
    ``caption`` are the lines of its title printed next to it, ``notes`` the lines of notes printed below it.
    ``confidence`` is 0..1, from evidence. ``row_rules`` says that lines or shading mark every row. ``witness`` says
    what the grid was read from: what is drawn, the publisher's tags, or both, which agree. ``continued`` and
    ``goes_on`` are what the tags say of rows of the same table before and after these, on other pages or in another
    column of this one; None where there are no tags to tell.
    """

    page: int
    box: Box
    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    caption: tuple[TextLine, ...] = ()
    notes: tuple[TextLine, ...] = ()
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    witness: Witness = "geometry"
    continued: bool | None = None
    goes_on: bool | None = None

    def rows(self) -> list[list[Cell]]:
        """The cells that start in each row, in column order."""
        out: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            out[cell.row].append(cell)
        return out


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What stands on a page, in reading order: tables, and every line of text outside them.

    A table's caption and note lines are *also* items (with role ``caption``/``note``), so that no text is lost.

    ``turn`` is the direction in which most of the page's text runs as displayed: 0, 90 (downwards) or 270 (upwards).
    Where it is not 0, the page was turned upright to be read, and all its places, its width and its height are those of
    the page turned so; ``extract.page.turned.as_displayed`` gives them as displayed. ``unread`` says that the page is a
    scan without words.
    """

    number: int
    width: float
    height: float
    items: tuple[TextLine | RawTable, ...] = field(default=())
    turn: int = 0
    unread: bool = False

    @property
    def tables(self) -> tuple[RawTable, ...]:
        return tuple(item for item in self.items if isinstance(item, RawTable))
