"""Lists: bulleted, numbered, nested, with items that wrap."""

from __future__ import annotations

from without_tables.sheet import Pages, Sheet

PAGES = Pages()
page = PAGES.page


@page(("da", "Helvetica", 10), ("en", "Times", 11), ("da", "Vera", 9))
def bulleted(s: Sheet) -> None:
    y = s.heading(70, 90, s.titles(1)[0])
    y = s.paragraph(70, y, s.width - 140, s.sentences(3)) + 8
    for _ in range(12):
        s.text(80, y, "•")
        y = s.paragraph(98, y, s.width - 170, s.sentences(s.rng.randint(1, 3))) + 4


@page(("en", "Helvetica", 10), ("da", "Times", 11))
def short_bullets(s: Sheet) -> None:
    y = s.heading(70, 90, s.titles(1)[0])
    for title in s.titles(14):
        s.text(80, y, "–" if s.language == "da" else "•")
        s.text(96, y, title)
        y += s.leading * 1.2


@page(("da", "Times", 11), ("en", "Vera", 9), ("en", "Times", 10))
def numbered(s: Sheet) -> None:
    y = s.heading(70, 90, s.titles(1)[0])
    for number in range(1, 13):
        s.text(90, y, f"{number}.", align="right")
        y = s.paragraph(100, y, s.width - 170, s.sentences(s.rng.randint(1, 3))) + 5


@page(("en", "Times", 11), ("da", "Helvetica", 9.5))
def nested(s: Sheet) -> None:
    y = 90.0
    for number, title in enumerate(s.titles(4), start=1):
        s.text(70, y, f"{number}.", style="bold")
        s.text(90, y, title, style="bold")
        y += s.leading * 1.3
        for letter in "abc":
            s.text(90, y, f"{letter})")
            y = s.paragraph(108, y, s.width - 178, s.sentences(2)) + 3
            s.text(112, y, "–")
            y = s.paragraph(126, y, s.width - 196, s.sentences(1)) + 3


@page(("da", "Times", 11), ("en", "Helvetica", 10))
def clauses_of_a_law(s: Sheet) -> None:
    y = 90.0
    for number in range(4, 11):
        y = s.paragraph(70, y, s.width - 140, f"{s.say('§', 'Section')} {number}. {s.sentences(2)}")
        for part in range(1, 4):
            s.text(84, y, f"({part})" if s.language == "en" else f"{part})")
            y = s.paragraph(104, y, s.width - 174, s.sentences(1))
        y += 6


@page(("en", "Helvetica", 9.5), ("da", "Times", 10))
def bullets_in_two_columns(s: Sheet) -> None:
    s.heading(60, 80, s.titles(1)[0])
    for x in (60, s.width / 2 + 10):
        y = 120.0
        while y < s.height - 120:
            s.text(x, y, "•")
            y = s.paragraph(x + 12, y, s.width / 2 - 85, s.sentences(s.rng.randint(1, 2))) + 4


@page(("da", "Helvetica", 10), ("en", "Times", 11))
def terms_and_what_they_mean(s: Sheet) -> None:
    y = 90.0
    for title in s.titles(8):
        s.text(70, y, title, style="bold")
        y = s.paragraph(95, y + s.leading, s.width - 165, s.sentences(2)) + 6


@page(("da", "Times", 10.5), ("en", "Helvetica", 9.5))
def numbered_headings(s: Sheet) -> None:
    y = 90.0
    for number, title in enumerate(s.titles(6), start=1):
        s.text(70, y, f"{number // 3 + 2}.{number % 3 + 1}", s.size * 1.2, "bold")
        s.text(105, y, title, s.size * 1.2, "bold")
        y = s.paragraph(70, y + s.leading * 1.5, s.width - 140, s.sentences(4), justify=True) + 12


@page(("en", "Helvetica", 10), ("da", "Vera", 9))
def boxes_to_tick(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Før mødet", "Before the meeting"), 2)
    for _ in range(14):
        s.rect(72, y - 8, 9, 9)
        y = s.paragraph(92, y, s.width - 170, s.sentences(1)) + 9


@page(("da", "Helvetica", 10), ("en", "Times", 11))
def amounts_in_bullets(s: Sheet) -> None:
    y = s.paragraph(70, 90, s.width - 140, s.sentences(3)) + 8
    for title in s.titles(9):
        amount = s.rng.randint(11, 99) / 10
        said = s.say(f"{amount} mio. kr. til".replace(".", ",", 1), f"{amount} million for")
        s.text(80, y, "•")
        y = s.paragraph(95, y, s.width - 180, f"{said} {title.lower()}. {s.sentences(1)}") + 3


@page(("en", "Times", 11), ("da", "Helvetica", 10))
def recipe(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Grovboller", "Oat rolls"))
    for line in s.say(
        "25 g gær|5 dl lunkent vand|2 tsk. salt|1 spsk. honning|100 g havregryn|ca. 600 g hvedemel",
        "25 g yeast|500 ml warm water|2 tsp salt|1 tbsp honey|100 g oats|about 600 g flour",
    ).split("|"):
        s.text(80, y, line)
        y += s.leading
    for number in range(1, 6):
        y = s.paragraph(70, y + 8, s.width - 140, f"{number}. {s.sentences(2)}")


@page(("da", "Times", 11), ("en", "Times", 11))
def minutes(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Referat af mødet den 12. marts", "Minutes of 12 March"))
    for number, title in enumerate(s.titles(5), start=1):
        s.text(70, y, s.say(f"Punkt {number}: {title}", f"Item {number}: {title}"), style="bold")
        y = s.paragraph(70, y + s.leading, s.width - 140, s.sentences(3))
        s.text(70, y, s.say("Beslutning: ", "Decided: "), style="italic")
        y = s.paragraph(130, y, s.width - 200, s.sentences(1)) + 10
