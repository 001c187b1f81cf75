"""Contents lists, indexes, lists of figures, bibliographies."""

from __future__ import annotations

from without_tables.sheet import Pages, Sheet

PAGES = Pages()
page = PAGES.page

AUTHORS = ("Jensen, K.", "Sørensen, M. & Holm, P.", "Brown, A. R.", "Lindqvist, E.", "O'Neill, S., Wu, L. & Das, R.")
JOURNALS = ("Journal of Local Finance", "Nordisk Tidsskrift for Forvaltning", "Public Money", "Samfund og Økonomi")


def _entry(s: Sheet, x: float, y: float, title: str, number: int, right: float, leader: str) -> None:
    s.text(x, y, title)
    s.text(right, y, str(number), align="right")
    if leader:
        room = right - s.text_width(str(number)) - 4 - x - s.text_width(title) - 4
        dots = leader * int(room / s.text_width(leader))
        s.text(right - s.text_width(str(number)) - 4, y, dots, align="right")


def _flat(s: Sheet, leader: str) -> None:
    y = s.heading(70, 90, s.say("Indhold", "Contents")) + 10
    number = 3
    for title in s.titles(15):
        _entry(s, 70, y, title, number, s.width - 70, leader)
        number += s.rng.randint(1, 6)
        y += s.leading * 1.5


def _nested(s: Sheet, leader: str) -> None:
    y = s.heading(70, 90, s.say("Indholdsfortegnelse", "Table of contents")) + 10
    number = 4
    for chapter, title in enumerate(s.titles(6), start=1):
        _entry(s, 70, y, f"{chapter}  {title}", number, s.width - 70, leader)
        y += s.leading * 1.3
        for section, below in enumerate(s.titles(4), start=1):
            number += s.rng.randint(0, 3)
            _entry(s, 92, y, f"{chapter}.{section}  {below}", number, s.width - 70, leader)
            y += s.leading * 1.2
        number += 1
        y += 6


@page(("da", "Helvetica", 11), ("en", "Times", 12))
def contents_with_dots(s: Sheet) -> None:
    _flat(s, ".")


@page(("en", "Helvetica", 11), ("da", "Times", 12), ("da", "Vera", 10))
def contents_without_dots(s: Sheet) -> None:
    _flat(s, "")


@page(("da", "Times", 11), ("en", "Helvetica", 10))
def nested_contents_with_spaced_dots(s: Sheet) -> None:
    _nested(s, ". ")


@page(("en", "Times", 11), ("da", "Helvetica", 10))
def nested_contents_without_dots(s: Sheet) -> None:
    _nested(s, "")


@page(("en", "Helvetica", 11), ("da", "Vera", 10))
def contents_with_the_number_in_front(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Indhold", "Inside")) + 10
    number = 3
    for title in s.titles(12):
        s.text(70, y, f"{number:02d}", 14, "bold")
        s.text(105, y, title)
        number += s.rng.randint(1, 6)
        y += s.leading * 2


@page(("da", "Times", 11), ("en", "Times", 10))
def list_of_figures(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Figurer", "List of figures")) + 10
    for number, title in enumerate(s.titles(14), start=1):
        _entry(s, 70, y, f"{s.say('Figur', 'Figure')} {number}. {title}", 5 + 3 * number, s.width - 70, ".")
        y += s.leading * 1.3


@page(("en", "Times", 9), ("da", "Helvetica", 8.5))
def index_in_three_columns(s: Sheet) -> None:
    s.heading(50, 80, s.say("Stikord", "Index"))
    entries = sorted({w.strip(".,").lower() for w in s.sentences(40).split() if len(w) > 6})
    for x in (50, 220, 390):
        y = 120.0
        while y < s.height - 80 and entries:
            pages = sorted(s.rng.sample(range(3, 240), s.rng.randint(1, 4)))
            s.text(x, y, f"{entries.pop(0)}, {', '.join(map(str, pages))}")
            y += s.leading


@page(("en", "Times", 10), ("da", "Helvetica", 9))
def dictionary_in_two_columns(s: Sheet) -> None:
    entries = sorted({w.strip(".,").lower() for w in s.sentences(40).split() if len(w) > 6})
    for x in (60, s.width / 2 + 10):
        y = 80.0
        while y < s.height - 80:
            word = entries.pop(0)
            s.text(x, y, word, style="bold")
            gone = s.text_width(word + " ", style="bold")
            first = s.split(s.sentences(2), s.width / 2 - 70 - gone)
            s.text(x + gone, y, first[0])
            y = s.paragraph(x + 10, y + s.leading, s.width / 2 - 80, " ".join(first[1:])) + 2


def _reference(s: Sheet) -> str:
    year, volume, start = s.rng.randint(1985, 2024), s.rng.randint(2, 60), s.rng.randint(1, 400)
    pages = f"{start}–{start + s.rng.randint(5, 30)}"
    title = s.sentences(1).rstrip(".")
    return f"{s.rng.choice(AUTHORS)} ({year}). {title}. {s.rng.choice(JOURNALS)}, {volume}(2), {pages}."


@page(("en", "Times", 11), ("da", "Helvetica", 10))
def bibliography(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Litteratur", "References"))
    for _ in range(16):
        y = s.paragraph(70, y, s.width - 140, _reference(s), hang=20) + 4


@page(("da", "Times", 10), ("en", "Vera", 8.5))
def numbered_bibliography(s: Sheet) -> None:
    y = s.heading(70, 90, s.say("Kilder", "Bibliography"))
    for number in range(1, 17):
        s.text(92, y, f"[{number}]", align="right")
        y = s.paragraph(100, y, s.width - 170, _reference(s)) + 4


@page(("en", "Times", 9))
def bibliography_in_two_columns(s: Sheet) -> None:
    number = 1
    for x in (55, s.width / 2 + 8):
        y = 80.0
        while y < s.height - 110:
            s.text(x + 16, y, f"{number}.", align="right")
            y = s.paragraph(x + 20, y, s.width / 2 - 83, _reference(s)) + 2
            number += 1
