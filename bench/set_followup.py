"""Set the budget follow-up of a municipality that does not exist, with its right answers beside it.

    python bench/set_followup.py tests/regnskab/data/strandby-2025

writes report.pdf, operating.csv and capital.csv. The figures are drawn at random (always the same ones)
and summed up; two are then misprinted on purpose. Needs reportlab.
"""

# ruff: noqa: E501 (a report's texts, set as they are)
from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

HEADS = ("Oprindeligt budget", "Korrigeret budget ekskl. overførsler", "Bevillings-<br/>ansøgninger", "Forventet forbrug",
         "Årets forventede resultat ekskl. overførsler", "Overførsler", "Årets forventede resultat inkl. overførsler")  # fmt: skip
MEASURES = ("adopted_budget", "revised_budget_excl_carryover", "supplementary_appropriation", "expected_actual",
            "expected_variance_excl_carryover", "carryover", "expected_variance_incl_carryover")  # fmt: skip
MILLION = Decimal(1_000_000)

SERVICE = {
    "Børne- og Familieudvalget": {
        "Dagtilbud": ["Vuggestuer og dagplejer", "Børnehaver", "Søskendetilskud og økonomiske fripladser",
                      "Støtte til børn med særlige behov i de almindelige dagtilbud, herunder ressourcepædagoger"],
        "Skoler og fritid": ["Folkeskoler", "Skolefritidsordninger", "Specialundervisning i regionale tilbud",
                             "Bidrag til statslige og private skoler", "Befordring af elever", "Ungdomsskolen"],
        "Familier med særlige behov": ["Anbringelser uden for hjemmet", "Forebyggende foranstaltninger for børn og unge",
                                       "Familiehuset", "Sundhedsplejen og tandplejen"],
    },
    "Udvalget for Ældre og Sundhed": {
        "Hjemmepleje": ["Kommunal leverandør", "Private leverandører", "Elever og vikarer", "Nattevagt"],
        "Plejecentre": ["Strandgården", "Møllebo", "Mellemkommunale betalinger for pladser i andre kommuner", "Køkkener"],
        "Sundhed": ["Genoptræning og vedligeholdelsestræning efter sundhedsloven", "Forebyggelse",
                    "Hjælpemidler og forbrugsgoder", "Ledsagelse", "Rusmiddelbehandling", "Hospice"],
        "Handicap": ["Botilbud", "Aktivitets- og samværstilbud", "Beskyttet beskæftigelse", "Borgerstyret personlig assistance"],
    },
}  # fmt: skip
TRANSFERS = {"Arbejdsmarkedsudvalget": {
    "Forsørgelse": ["Sygedagpenge", "Kontanthjælp og uddannelseshjælp", "Ledighedsydelse", "Førtidspension"],
    "Integration": ["Selvforsørgelses- og hjemrejseydelse", "Repatriering"],
}}  # fmt: skip
CAPITAL = {"Teknik- og Miljøudvalget": [
    "Nyt plejecenter ved Fjordvej, etape 2, herunder byggemodning og parkering", "Renovering af Strandby Skole",
    "Cykelsti langs Kystvejen", "Energirenovering af kommunale bygninger", "Udskiftning af gadelys",
    "Klimatilpasning ved havnen", "Kunstgræsbane",
]}  # fmt: skip


@dataclass
class Line:
    level: str
    label: str
    figures: list[Decimal]
    appropriation: str = ""
    item: str = ""


def draw(rng: random.Random, scale: int) -> list[Decimal]:
    """Figures of one line, in tenths of a million, that keep both identities."""
    adopted = Decimal(rng.randint(5, scale)) / 10
    revised = adopted + Decimal(rng.randint(-12, 15)) / 10
    extra = Decimal(rng.choice((0, 0, 0, rng.randint(-25, 30)))) / 10
    expected = revised + extra + Decimal(rng.randint(-30, 40)) / 10
    carried = Decimal(rng.choice((0, 0, rng.randint(1, 40)))) / 10
    excl = expected - revised - extra
    return [adopted, revised, extra, expected, excl, carried, excl - carried]


def summed(lines: list[Line]) -> list[Decimal]:
    return [sum(column, Decimal(0)) for column in zip(*(line.figures for line in lines), strict=True)]


def operating(rng: random.Random, areas: dict[str, list[str]], scale: int) -> list[Line]:
    out: list[Line] = []
    heads: list[Line] = []
    for area, items in areas.items():
        own = [Line("item", item, draw(rng, scale), area, item) for item in items]
        heads.append(Line("appropriation", area, summed(own), area))
        out += [heads[-1], *own]
    return [*out, Line("total", "I alt", summed(heads))]


def capital(rng: random.Random, projects: list[str]) -> list[Line]:
    own = [Line("project", name, draw(rng, 300), "", name) for name in projects]
    return [*own, Line("total", "Anlæg i alt", summed(own))]


def printed(value: Decimal) -> str:
    """A figure of one decimal, a point between thousands, a true minus."""
    text = f"{abs(value):,.1f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if value < 0 else text


class Mark(Paragraph):
    """A label that tells the report where it is drawn."""

    def __init__(
        self, text: str, style: ParagraphStyle, key: tuple[str, int], pages: dict[tuple[str, int], int]
    ) -> None:
        super().__init__(text, style)
        self.key, self.pages = key, pages

    def split(self, *_: float) -> list[Paragraph]:
        return []

    def draw(self) -> None:
        self.pages[self.key] = self.canv.getPageNumber()
        super().draw()


BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=26)
SECTION = ParagraphStyle("section", fontName="Helvetica-Bold", fontSize=14, leading=20, spaceBefore=10, spaceAfter=4)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=10)
HEAD = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=8, leading=9.5, alignment=2)
LEFT = ParagraphStyle("left", parent=HEAD, alignment=0)
ITEM = ParagraphStyle("item", fontName="Helvetica", fontSize=8.5, leading=10, leftIndent=9)
PROJECT = ParagraphStyle("project", parent=ITEM, leftIndent=0)
STRONG = ParagraphStyle("strong", fontName="Helvetica-Bold", fontSize=8.5, leading=10)
STYLES = {"item": ITEM, "project": PROJECT, "appropriation": STRONG, "total": STRONG}


def set_table(name: str, corner: str, lines: list[Line], pages: dict[tuple[str, int], int]) -> Table:
    head = [Paragraph(corner, LEFT), *(Paragraph(text, HEAD) for text in HEADS)]
    body = [
        [Mark(line.label, STYLES[line.level], (name, i), pages), *map(printed, line.figures)]
        for i, line in enumerate(lines)
    ]
    table = Table([head, *body], colWidths=[225, *[72] * 7], repeatRows=1)
    style = [("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTSIZE", (1, 1), (-1, -1), 8.5),
             ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black), ("LINEABOVE", (0, -1), (-1, -1), 0.6, colors.black),
             ("LINEBELOW", (0, -1), (-1, -1), 0.6, colors.black), ("TOPPADDING", (0, 1), (-1, -1), 2.2),
             ("BOTTOMPADDING", (0, 1), (-1, -1), 2.2), ("FONTNAME", (1, 1), (-1, -1), "Helvetica"),
             ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dde7ee"))]  # fmt: skip
    style += [
        ("FONTNAME", (1, i), (-1, i), "Helvetica-Bold")
        for i, line in enumerate(lines, 1)
        if STYLES[line.level] is STRONG
    ]
    table.setStyle(TableStyle(style))
    return table


PROSE = (
    "Forventningerne bygger på forbruget til og med august og på de aftaler, der er indgået siden. Bevillingsansøgningerne "
    "forelægges særskilt. Overførsler er uforbrugte midler fra året før, som Byrådet har givet lov til at bruge i år."
)


def answers(name: str, committee: str, lines: list[Line], pages: dict[tuple[str, int], int]) -> Iterator[list[str]]:
    for row, line in enumerate(lines):
        for measure, value in zip(MEASURES, line.figures, strict=True):
            place = [
                name,
                committee,
                str(row),
                str(pages[name, row]),
                line.level,
                line.label,
                line.appropriation,
                line.item,
            ]
            yield [*place, measure, printed(value), str(value * MILLION)]


def main(out: Path) -> None:
    rng = random.Random(20250831)  # noqa: S311 (figures, no secrets)
    tables = [("service", f"Tabel {n}. Service på {c}s område", "Service (mio. kr.)", c, operating(rng, areas, 2400))
              for n, (c, areas) in enumerate(SERVICE.items(), 1)]  # fmt: skip
    tables += [("transfers", f"Tabel 3. Overførselsudgifter på {c}s område", "Overførselsudgifter (mio. kr.)", c,
                operating(rng, areas, 1500)) for c, areas in TRANSFERS.items()]  # fmt: skip
    tables += [
        ("capital", f"Tabel 4. Anlæg på {c}s område", "Anlæg (mio. kr.)", c, capital(rng, p))
        for c, p in CAPITAL.items()
    ]
    # Two misprints: a sum of items, and an expected result.
    tables[1][4][5].figures[1] += Decimal("9.0")
    tables[2][4][2].figures[4] = -tables[2][4][2].figures[4]
    pages: dict[tuple[str, int], int] = {}
    story = [
        Paragraph("Budgetopfølgning pr. 31. august 2025", TITLE),
        Paragraph("Strandby Kommune", SECTION),
        Paragraph(PROSE, BODY),
    ]
    names = []
    for number, (kind, caption, corner, committee, lines) in enumerate(tables, 1):
        names.append((f"{kind}-{number}", committee, lines))
        story += [Paragraph(committee, SECTION), Paragraph(PROSE.split(". ")[number % 3] + ".", BODY), Spacer(1, 6),
                  Paragraph(f"<b>{caption}</b>", SMALL), Spacer(1, 3), set_table(names[-1][0], corner, lines, pages), Spacer(1, 3),
                  Paragraph("Note: Et negativt resultat er et forventet mindreforbrug.", SMALL)]  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    size = landscape(A4)
    frame = Frame(40, 40, size[0] - 80, size[1] - 80)
    document = BaseDocTemplate(
        str(out / "report.pdf"), pagesize=size, invariant=1, title="Strandby Kommune · Budgetopfølgning 2025"
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=footer))
    document.build(story)
    write(out, names, pages)


def footer(canvas: object, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
    canvas.drawRightString(800, 22, f"Side {document.page}")  # type: ignore[attr-defined]


def write(out: Path, names: list[tuple[str, str, list[Line]]], pages: dict[tuple[str, int], int]) -> None:
    head = [
        "table",
        "committee",
        "row",
        "page",
        "level",
        "label",
        "appropriation",
        "item",
        "measure",
        "published",
        "amount_dkk",
    ]
    for file, kinds in (("operating.csv", ("service", "transfers")), ("capital.csv", ("capital",))):
        rows = [
            row
            for name, committee, lines in names
            if name.startswith(kinds)
            for row in answers(name, committee, lines, pages)
        ]
        with (out / file).open("w", newline="", encoding="utf-8") as target:
            csv.writer(target, lineterminator="\n").writerows([head, *rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
