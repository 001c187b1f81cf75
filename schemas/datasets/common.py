"""Columns that several datasets share: which report, what was printed, where it stands."""

from __future__ import annotations

from schemas.contract.model import AMOUNT, BOOL, INT32, POINTS, STRING, STRINGS, TERM, Column
from schemas.contract.vocabulary import FLAGS as KNOWN_FLAGS
from schemas.contract.vocabulary import MEASURES

REPORT_ID = Column(
    "report_id",
    STRING,
    "Which report: <municipality>-<fiscal year>, or <file name>-<start of its SHA-256> where the publisher is unknown",
    "Hvilken rapport: <kommune>-<regnskabsår>, eller <filnavn>-<begyndelsen af dens SHA-256> ved ukendt udgiver",
)
MUNICIPALITY = Column(
    "municipality", STRING, "The municipality that published the report", "Kommunen bag rapporten", nullable=True
)
MUNICIPALITY_CODE = Column(
    "municipality_code",
    STRING,
    "Its official code, three digits",
    "Dens officielle kommunekode, tre cifre",
    nullable=True,
)
FISCAL_YEAR = Column(
    "fiscal_year",
    INT32,
    "The year that the accounts are for",
    "Det år, som regnskabet gælder",
    unit="year",
    nullable=True,
)
TABLE_ID = Column("table_id", STRING, "The logical table, as in `tables`", "Den samlede tabel, som i `tables`")
COMMITTEE = Column(
    "committee",
    STRING,
    "The committee whose section the table stands in",
    "Det udvalg, i hvis afsnit tabellen står",
    nullable=True,
)
ROW = Column(
    "row",
    INT32,
    "The line's place in the logical table from 0, headers and dropped duplicates not counted",
    "Linjens plads i den samlede tabel fra 0, uden hoveder og udeladte gentagelser",
)
MEASURE = Column(
    "measure",
    TERM,
    "What the figure measures",
    "Hvad tallet måler: vedtaget budget, korrigeret budget, regnskab, resultat, forventede overførsler",
    vocabulary=MEASURES,
)
FLAGS = Column(
    "flags",
    STRINGS,
    f"What a careful reader would want to know: {', '.join(KNOWN_FLAGS)}",
    "Det, som en omhyggelig læser vil vide om rækken",
)
SOURCE_SHA256 = Column(
    "source_sha256",
    STRING,
    "SHA-256 of the PDF that the row was read from",
    "SHA-256 af den PDF, som rækken er læst fra",
)

BOX = (
    Column("x0", POINTS, "Left edge, from the left of the page as displayed", "Venstre kant på den viste side", "pt"),
    Column("top", POINTS, "Upper edge, from the top of the page as displayed", "Øverste kant på den viste side", "pt"),
    Column("x1", POINTS, "Right edge, from the left of the page as displayed", "Højre kant på den viste side", "pt"),
    Column(
        "bottom", POINTS, "Lower edge, from the top of the page as displayed", "Nederste kant på den viste side", "pt"
    ),
)
PAGE = Column("page", INT32, "The PDF's page, from 1", "Sidens nummer i PDF'en, fra 1", unit="page")
PLACE = (PAGE, *BOX, SOURCE_SHA256)

REPORT = (MUNICIPALITY, MUNICIPALITY_CODE, FISCAL_YEAR)

LABEL = Column("label", STRING, "The line's label as printed", "Linjens tekst, som den er trykt")

FIGURE = (
    Column(
        "published",
        STRING,
        'The cell\'s text as printed, "" where it is blank; the sign stays the one that was printed',
        "Cellens tekst, som den er trykt; tom hvor cellen er tom",
    ),
    Column(
        "amount_dkk",
        AMOUNT,
        "The amount; null where the cell is blank or holds a marker",
        "Beløbet; null hvor cellen er tom eller har et mærke",
        unit="kr.",
        nullable=True,
    ),
    Column("unit", STRING, "The unit that `published` is in", "Enheden, som `published` er i"),
    Column(
        "marker",
        STRING,
        "A letter in the place of a number",
        "Et bogstav i stedet for et tal",
        nullable=True,
    ),
    Column(
        "marker_meaning",
        STRING,
        "What the note under the table says that the marker means",
        "Hvad noten under tabellen siger, at mærket betyder",
        nullable=True,
    ),
    FLAGS,
)

# Where a line stands in the sums of its table.
SUMS = (
    Column("depth", INT32, "How many lines it belongs under", "Hvor mange linjer den hører under"),
    Column(
        "parent_row",
        INT32,
        "`row` of the line that sums it up; null where none does",
        "`row` for linjen, der summerer den; null hvor ingen gør",
        nullable=True,
    ),
    Column(
        "is_leaf",
        BOOL,
        "Nothing in the table is summed up in it: leaves alone may be added",
        "Intet i tabellen er summeret i den: kun sådanne linjer må lægges sammen",
    ),
    Column("is_total", BOOL, "It sums other lines up", "Den summerer andre linjer"),
)

CELL = (
    Column("cell_row", INT32, "Row of the cell in `cells`", "Cellens række i `cells`"),
    Column("cell_column", INT32, "Column of the cell in `cells`", "Cellens kolonne i `cells`"),
)
