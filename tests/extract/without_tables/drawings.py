"""Maps, plans, diagrams and timelines: words scattered over a drawing."""

from __future__ import annotations

from without_tables.sheet import GREY, Pages, Sheet

PAGES = Pages()
page = PAGES.page

PLACES_DA = "Nørreby Sønderby Havnen Lillemark Skovlunde Hedegård Egebjerg Strandby Måløv Vinge Kirkeby Østerå"
PLACES_EN = "Northwick Oakley Harbour Marsh Eastfield Thorpe Hillside Brook Wenham Sandy Kirkby Milton"


def places(s: Sheet) -> list[str]:
    names = s.say(PLACES_DA, PLACES_EN).split()
    return s.rng.sample(names, len(names))


@page(("da", "Helvetica", 9), ("en", "Times", 9), ("da", "Vera", 7))
def map_with_names(s: Sheet) -> None:
    s.text(70, 90, s.say("Kommunens byer og sogne", "Parishes of the borough"), 13, "bold")
    s.rect(70, 110, 455, 560)
    for _ in range(9):
        path = s.canvas.beginPath()
        x, y = s.rng.uniform(90, 500), s.rng.uniform(200, 700)
        path.moveTo(x, y)
        for _ in range(6):
            x, y = min(520, max(75, x + s.rng.uniform(-70, 70))), min(725, max(180, y + s.rng.uniform(-70, 70)))
            path.lineTo(x, y)
        s.canvas.setStrokeGray(0.5)
        s.canvas.drawPath(path, stroke=1, fill=0)
    for i, name in enumerate(places(s)):
        x, y = 95 + 130 * (i % 3) + s.rng.uniform(0, 60), 160 + 120 * (i // 3) + s.rng.uniform(0, 80)
        s.canvas.circle(x, s.height - y, 2, stroke=0, fill=1)
        s.text(x + 5, y + 3, name)
    s.line(90, 650, 190, 650, 1)
    s.text(90, 645, "0")
    s.text(190, 645, "5 km", align="centre")


@page(("da", "Helvetica", 9), ("en", "Helvetica", 9))
def chart_of_the_organisation(s: Sheet) -> None:
    s.heading(70, 90, s.say("Organisation", "Organisation"))
    names = s.titles(9)
    spots = [(240, 130), (80, 240), (240, 240), (400, 240), (80, 350), (240, 350), (400, 350), (160, 450), (320, 450)]
    links = [(0, 1), (0, 2), (0, 3), (1, 4), (2, 5), (3, 6), (4, 7), (6, 8)]
    for a, b in links:
        middle = (spots[a][1] + 50 + spots[b][1]) / 2
        s.line(spots[a][0] + 60, spots[a][1] + 50, spots[a][0] + 60, middle)
        s.line(spots[a][0] + 60, middle, spots[b][0] + 60, middle)
        s.line(spots[b][0] + 60, middle, spots[b][0] + 60, spots[b][1])
    for name, (x, y) in zip(names, spots, strict=True):
        s.rect(x, y, 120, 50, grey=GREY)
        for i, line in enumerate(s.split(name, 110)):
            s.text(x + 60, y + 22 + 12 * i, line, align="centre")
    s.fill(70, 560, s.width - 140, s.height - 80)


@page(("en", "Helvetica", 9), ("da", "Times", 10))
def flow_chart(s: Sheet) -> None:
    y = 120.0
    for i in range(5):
        x = (200, 230, 180, 210, 200)[i]
        s.rect(x, y, 180, 62)
        s.paragraph(x + 8, y + 16, 164, s.sentences(1), bottom=y + 58)
        if i < 4:
            s.line(290, y + 62, 290, y + 100, 1)
            s.line(286, y + 94, 290, y + 100, 1)
            s.line(294, y + 94, 290, y + 100, 1)
            s.text(298, y + 84, s.say("ja", "yes"), 8)
        y += 100


@page(("da", "Helvetica", 9), ("en", "Vera", 8))
def timeline(s: Sheet) -> None:
    s.heading(70, 90, s.say("Fra idé til indvielse", "From idea to opening"))
    s.line(70, 300, s.width - 70, 300, 2)
    for i, name in enumerate(s.titles(6)):
        x = 90 + 78 * i
        s.line(x, 292, x, 308, 1)
        up = i % 2 == 0
        s.text(x, 284 if up else 322, str(2016 + i), 9, "bold", "centre")
        s.paragraph(x - 35, 230 if up else 340, 72, name, size=8)
    s.fill(70, 420, s.width - 140, s.height - 80)


@page(("en", "Helvetica", 8), ("da", "Helvetica", 8))
def plan_of_a_house(s: Sheet) -> None:
    s.rect(100, 150, 400, 300, border=3)
    left = ((250, 150, 250, 230), (250, 275, 250, 330), (100, 330, 200, 330))
    right = ((290, 300, 420, 300), (460, 300, 500, 300), (370, 340, 370, 450))
    for x0, y0, x1, y1 in (*left, *right):  # with gaps for the doors
        s.line(x0, y0, x1, y1, 2)
    rooms = s.say(
        "Køkken 14,2 m²|Stue 31,5 m²|Bad 6,0 m²|Soveværelse 16,8 m²|Entré", "Kitchen|Living room|Bath|Bedroom|Hall"
    ).split("|")
    for room, (x, y) in zip(rooms, ((140, 240), (330, 220), (290, 380), (400, 390), (140, 400)), strict=True):
        s.text(x, y, room)
    s.line(100, 470, 500, 470)
    s.text(300, 482, "9,60 m" if s.language == "da" else "31 ft 6 in", align="centre")
    s.fill(70, 540, s.width - 140, s.height - 80)


@page(("da", "Times", 11), ("en", "Times", 11))
def formulas(s: Sheet) -> None:
    y = 90.0
    for number, formula in enumerate(("a = b + c", "y = k x + m", "S = (n + 1) n / 2", "v = s / t"), start=1):
        y = s.paragraph(80, y, s.width - 160, s.sentences(3), justify=True) + 10
        s.text(s.width / 2, y, formula, style="italic", align="centre")
        s.text(s.width - 80, y, f"({number})", align="right")
        y += 25
