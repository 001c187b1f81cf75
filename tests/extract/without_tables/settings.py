"""Prose that is set apart: in boxes, around pictures, in verse, in questions and answers."""

from __future__ import annotations

from without_tables.sheet import GREY, Pages, Sheet

PAGES = Pages()
page = PAGES.page


@page(("da", "Times", 10), ("en", "Helvetica", 9))
def two_columns_with_a_figure(s: Sheet) -> None:
    left, right, width = 60.0, s.width / 2 + 10, s.width / 2 - 70
    s.fill(left, 80, width, s.height - 80, justify=True)
    s.rect(right, 75, width, 150, grey=0.9)
    for i in range(6):
        s.canvas.circle(right + 30 + 35 * i, s.height - 150, 12 + 2 * i, stroke=1, fill=0)
    y = s.paragraph(right, 240, width, f"{s.say('Figur', 'Figure')} 3: {s.sentences(1)}", size=s.size - 1.5)
    s.fill(right, y + 12, width, s.height - 80, justify=True)


@page(("en", "Times", 11), ("da", "Vera", 9))
def quotation_between_rules(s: Sheet) -> None:
    s.fill(70, 90, s.width - 140, 300)
    s.line(110, 325, s.width - 110, 325, 1)
    y = s.paragraph(120, 348, s.width - 240, s.sentences(3), size=s.size + 4, style="italic")
    s.line(110, y, s.width - 110, y, 1)
    s.fill(70, y + 35, s.width - 140, s.height - 90)


@page(("da", "Helvetica", 10), ("en", "Times", 10))
def fact_box_with_shading(s: Sheet) -> None:
    s.fill(60, 90, s.width - 120, 260)
    s.rect(60, 280, s.width - 120, 190, grey=GREY, border=0)
    y = s.heading(75, 305, s.say("Fakta", "Key facts"), 2)
    s.paragraph(75, y, s.width - 150, s.sentences(7))
    s.fill(60, 495, s.width - 120, s.height - 90)


@page(("en", "Helvetica", 9.5), ("da", "Times", 10.5))
def two_boxes_of_prose_side_by_side(s: Sheet) -> None:
    s.fill(60, 90, s.width - 120, 250)
    for x, title in zip((60, s.width / 2 + 8), s.titles(2), strict=True):
        width = s.width / 2 - 68
        s.rect(x, 270, width, 300)
        y = s.heading(x + 10, 292, title, 2)
        s.paragraph(x + 10, y, width - 20, s.sentences(8), bottom=560)
    s.fill(60, 600, s.width - 120, s.height - 80)


@page(("da", "Helvetica", 9), ("en", "Vera", 8))
def four_photographs_with_captions(s: Sheet) -> None:
    s.heading(60, 70, s.titles(1)[0])
    for x in (60, s.width / 2 + 10):
        for y in (100, 430):
            s.rect(x, y, s.width / 2 - 70, 230, grey=0.7, border=0)
            s.canvas.circle(x + 90, s.height - y - 100, 40, stroke=0, fill=1)
            s.paragraph(x, y + 246, s.width / 2 - 70, s.sentences(2))


@page(("en", "Times", 11), ("da", "Times", 11))
def interview(s: Sheet) -> None:
    y = s.heading(80, 90, s.titles(1)[0])
    for turn in range(10):
        who = s.say(*(("Borgmesteren:", "The mayor:"), ("Avisen:", "The paper:"))[turn % 2])
        s.text(80, y, who, style="bold")
        y = s.paragraph(80, y + s.leading, s.width - 160, s.sentences(2 + turn % 3)) + 6


@page(("da", "Times", 12), ("en", "Times", 12))
def poem(s: Sheet) -> None:
    s.text(s.width / 2, 110, s.titles(1)[0], 16, "bold", "centre")
    y = 150.0
    for _ in range(6):
        for line in s.split(s.sentences(3), 220)[:4]:
            s.text(180 + 12 * s.rng.randint(0, 2), y, line)
            y += s.leading
        y += s.leading


@page(("en", "Times", 11))
def poem_with_every_fifth_line_numbered(s: Sheet) -> None:
    y = 120.0
    for number, line in enumerate(s.split(s.sentences(20), 230)[:40], start=1):
        s.text(140, y, line)
        if number % 5 == 0:
            s.text(430, y, str(number), 9, align="right")
        y += s.leading + (s.leading if number % 10 == 0 else 0)


@page(("da", "Times", 12), ("en", "Helvetica", 12))
def title_page(s: Sheet) -> None:
    s.text(s.width / 2, 240, s.titles(1)[0], 30, "bold", "centre")
    s.text(s.width / 2, 285, s.say("Årsrapport 2024", "Annual report 2024"), 18, align="centre")
    s.line(180, 310, s.width - 180, 310, 1)
    s.text(s.width / 2, 340, s.say("Vedtaget af byrådet den 29. april 2025", "Adopted 29 April 2025"), align="centre")
    s.text(s.width / 2, 700, s.say("Sønderby Kommune", "The Borough of Northwick"), 14, align="centre")
    s.text(s.width / 2, 720, "ISBN 978-87-12345-67-8", 9, align="centre")


@page(("da", "Helvetica", 9), ("en", "Times", 9))
def colophon(s: Sheet) -> None:
    y = 520.0
    for line in (
        s.say("Udgivet af Sønderby Kommune, Rådhuspladsen 1, 5999 Sønderby", "Published by Northwick Borough Council"),
        s.say("Telefon 12 34 56 78", "Telephone 01234 567890"),
        "www.example.org",
        s.say("Oplag: 1.200", "Print run: 1,200"),
        s.say("Foto: Byarkivet", "Photographs: the town archive"),
        s.say("Tryk: Havnens Bogtryk A/S", "Printed by Harbour Press Ltd"),
        "© 2025",
    ):
        s.text(70, y, line)
        y += s.leading * 1.2


@page(("en", "Helvetica", 20), ("da", "Helvetica", 18), paper=(842, 595))
def slide(s: Sheet) -> None:
    s.rect(0, 0, s.width, 90, grey=0.2, border=0)
    s.canvas.setFillGray(1)
    s.text(50, 60, s.titles(1)[0], 32, "bold")
    s.canvas.setFillGray(0)
    y = 150.0
    for _ in range(4):
        s.text(60, y, "•")
        y = s.paragraph(85, y, s.width - 170, s.sentences(1)) + 14
    s.text(s.width - 40, s.height - 25, "7", 10, align="right")


@page(("da", "Times", 11), ("en", "Helvetica", 10))
def watermark_across_prose(s: Sheet) -> None:
    s.fill(70, 90, s.width - 140, s.height - 90, justify=True)
    s.canvas.saveState()
    s.canvas.setFillGray(0.8)
    s.canvas.translate(150, 250)
    s.canvas.rotate(50)
    s.canvas.setFont("Helvetica-Bold", 90)
    s.canvas.drawString(0, 0, s.say("UDKAST", "DRAFT"))
    s.canvas.restoreState()


@page(("da", "Times", 10))
def nothing_but_a_picture(s: Sheet) -> None:
    s.rect(0, 0, s.width, s.height, grey=0.6, border=0)
    for i in range(20):
        s.line(30 * i, 0, s.width - 30 * i, s.height, 2, 0.4)


@page(("en", "Times", 10))
def blank(s: Sheet) -> None:
    s.line(0, 0, 0, 0)
