"""Forms to fill in: labels with lines, boxes and squares."""

from __future__ import annotations

from without_tables.sheet import Pages, Sheet

PAGES = Pages()
page = PAGES.page

FIELDS_DA = "Navn|Adresse|Postnummer og by|Telefon|E-mail|Fødselsdato|Stilling|Arbejdsgiver|Barnets navn|Skole"
FIELDS_EN = "Full name|Address|Town|Telephone|E-mail|Date of birth|Occupation|Employer|Name of child|School"


def fields(s: Sheet) -> list[str]:
    return s.say(FIELDS_DA, FIELDS_EN).split("|")


@page(("da", "Helvetica", 10), ("en", "Times", 11))
def lines_to_write_on(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Ansøgning om tilskud", "Application for a grant")) + 15
    for field in fields(s):
        s.text(70, y, field)
        s.line(190, y + 2, s.width - 70, y + 2)
        y += 30
    s.paragraph(70, y + 20, s.width - 140, s.sentences(3))


@page(("da", "Helvetica", 10), ("en", "Courier", 10))
def typed_underscores(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Tilmelding", "Registration")) + 10
    for field in fields(s):
        start = f"{field}: "
        n = int((s.width - 140 - s.text_width(start)) / s.text_width("_"))
        s.text(70, y, start + "_" * n)
        y += 28


@page(("da", "Vera", 8), ("en", "Helvetica", 9))
def dots_to_write_on(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Fuldmagt", "Power of attorney")) + 10
    for field in fields(s)[:7]:
        n = int((s.width - 145 - s.text_width(field)) / s.text_width("."))
        s.text(70, y, field)
        s.text(75 + s.text_width(field), y, "." * n)
        y += 30
    s.paragraph(70, y, s.width - 140, s.sentences(4))


@page(("en", "Helvetica", 8), ("da", "Helvetica", 8))
def boxes_under_their_labels(s: Sheet) -> None:
    y = s.heading(60, 80, s.say("Skema A", "Form A")) + 15
    names = fields(s)
    for i in range(0, len(names), 2):
        for x, name in zip((60, 310), names[i : i + 2], strict=True):
            s.text(x, y, name)
            s.rect(x, y + 5, 225, 22)
        y += 48
    s.text(60, y + 10, s.say("Begrundelse", "Reasons"))
    s.rect(60, y + 15, 475, 120)
    s.paragraph(60, y + 160, 475, s.sentences(3))


@page(("da", "Helvetica", 10), ("en", "Helvetica", 10))
def questions_with_squares(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Spørgeskema", "Questionnaire")) + 5
    for number in range(1, 8):
        y = s.paragraph(70, y, s.width - 140, f"{number}. {s.sentences(1).rstrip('.')}?") + 4
        for i, answer in enumerate(s.say("Ja|Nej|Ved ikke", "Yes|No|Do not know").split("|")):
            s.rect(90 + 110 * i, y - 8, 9, 9)
            s.text(104 + 110 * i, y, answer)
        y += 28


@page(("en", "Helvetica", 9), ("da", "Times", 10))
def one_box_per_letter(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Udfyldes med blokbogstaver", "Complete in block capitals"), 2) + 15
    for field in fields(s)[:6]:
        s.text(70, y, field)
        for i in range(20):
            s.rect(70 + 16 * i, y + 6, 16, 18)
        y += 52
    s.paragraph(70, y + 10, s.width - 140, s.sentences(4))


@page(("da", "Times", 11), ("en", "Times", 11))
def contract_with_gaps(s: Sheet) -> None:
    y = s.heading(80, 90, s.say("Lejekontrakt", "Lease"))
    for number in range(1, 7):
        y = s.paragraph(80, y, s.width - 160, f"{number}. {s.sentences(2)}") + 6
        s.line(80, y + 2, 260, y + 2)
        s.text(266, y, s.say("(beløb)", "(amount)"), s.size - 2)
        y += 26
