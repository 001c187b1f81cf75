"""Letters with address blocks, and pages that people sign."""

from __future__ import annotations

from without_tables.sheet import Pages, Sheet

PAGES = Pages()
page = PAGES.page

PEOPLE_DA = ("Anne Holm", "Peter Krogh", "Mette Lindgård", "Søren Østergaard", "Karen Toft", "Jonas Bæk")
PEOPLE_EN = ("Ann Harper", "Peter Cole", "Margaret Lyle", "Simon Eastwood", "Karen Todd", "John Brook")
ROLES_DA = ("Borgmester", "Kommunaldirektør", "Formand", "Medlem", "Revisor", "Økonomichef")
ROLES_EN = ("Mayor", "Chief executive", "Chair", "Member", "Auditor", "Director of finance")


def _block(s: Sheet, x: float, y: float, lines: tuple[str, ...]) -> None:
    for i, line in enumerate(lines):
        s.text(x, y + i * s.leading, line)


def _signature(s: Sheet, x: float, y: float, i: int, width: float, *, ruled: bool = True) -> None:
    if ruled:
        s.line(x, y, x + width, y)
    s.text(x, y + 13, s.say(PEOPLE_DA[i], PEOPLE_EN[i]))
    s.text(x, y + 13 + s.leading, s.say(ROLES_DA[i], ROLES_EN[i]), s.size - 1)


@page(("da", "Helvetica", 10), ("da", "Times", 11))
def danish_letter(s: Sheet) -> None:
    _block(s, 70, 130, ("Grundejerforeningen Solbakken", "Att. formanden", "Engvej 14", "5999 Sønderby"))
    _block(s, 400, 90, ("Sønderby Kommune", "Teknik og Miljø", "Rådhuspladsen 1", "5999 Sønderby", "Tlf. 12 34 56 78"))
    s.text(400, 190, "12. marts 2024")
    y = s.heading(70, 250, s.titles(1)[0], 2)
    s.fill(70, y, s.width - 140, 600, gap=1)
    _block(s, 70, 650, ("Med venlig hilsen", "", "", "Anne Holm", "Ingeniør"))


@page(("en", "Times", 11), ("en", "Vera", 9))
def english_letter(s: Sheet) -> None:
    _block(s, 360, 90, ("Northwick Borough Council", "Town Hall", "High Street", "Northwick NW9 1AA"))
    _block(s, 70, 170, ("Mrs K. Todd", "14 Meadow Lane", "Northwick", "NW9 4QT"))
    s.text(70, 250, "12 March 2024")
    s.text(70, 285, "Dear Mrs Todd")
    s.fill(70, 310, s.width - 140, 600, gap=1)
    _block(s, 70, 650, ("Yours sincerely", "", "", "Peter Cole", "Head of Planning"))


@page(("da", "Times", 11), ("en", "Helvetica", 10))
def two_signatures(s: Sheet) -> None:
    s.fill(70, 90, s.width - 140, 500)
    s.text(70, 550, s.say("Sønderby, den 28. marts 2025", "Northwick, 28 March 2025"))
    for i, x in enumerate((70, 320)):
        _signature(s, x, 620, i, 190)


@page(("da", "Helvetica", 10), ("en", "Times", 11), ("da", "Vera", 8.5))
def statement_by_the_board(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Ledelsespåtegning", "Statement by the board"))
    s.fill(70, y, s.width - 140, 380)
    s.text(70, 430, s.say("Sønderby, den 28. marts 2025", "Northwick, 28 March 2025"))
    for i in range(6):
        _signature(s, 70 + 160 * (i % 3), 500 + 90 * (i // 3), i, 130, ruled=s.language == "da")


@page(("da", "Times", 11), ("en", "Times", 10.5))
def auditors_report(s: Sheet) -> None:
    y = s.heading(70, 80, s.say("Den uafhængige revisors erklæring", "Independent auditor's report"))
    for title in s.titles(3):
        s.text(70, y, title, style="italic")
        y = s.paragraph(70, y + s.leading, s.width - 140, s.sentences(5), justify=True) + 8
    _block(s, 70, 620, (s.say("Revision & Co.", "Audit & Co. LLP"), s.say("CVR 12 34 56 78", "London")))
    for i, x in enumerate((70, 320)):
        _signature(s, x, 700, i + 2, 180, ruled=False)


@page(("en", "Helvetica", 9), ("da", "Times", 10))
def invitation(s: Sheet) -> None:
    s.rect(60, 60, s.width - 120, s.height - 120, border=2)
    s.rect(68, 68, s.width - 136, s.height - 136)
    s.text(s.width / 2, 200, s.say("Indbydelse", "Invitation"), 28, "bold", "centre")
    y = 260.0
    for line in s.split(s.sentences(5), 300):
        s.text(s.width / 2, y, line, 13, align="centre")
        y += 24
    s.text(s.width / 2, y + 40, s.say("Svar inden den 1. maj", "Please reply by 1 May"), 11, "italic", "centre")
