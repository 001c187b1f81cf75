"""Prose in columns."""

from __future__ import annotations

from without_tables.sheet import Pages, Sheet

PAGES = Pages()
page = PAGES.page


@page(("da", "Times", 11), ("en", "Vera", 9), ("da", "Helvetica", 12))
def one_column_justified(s: Sheet) -> None:
    y = s.heading(70, 90, s.titles(1)[0])
    s.fill(70, y, s.width - 140, s.height - 80, justify=True)


@page(("en", "Helvetica", 10), ("da", "Vera", 8.5))
def one_column_ragged_with_headings(s: Sheet) -> None:
    y = 90.0
    for title in s.titles(5):
        y = s.heading(70, y, title, 2)
        y = s.paragraph(70, y, s.width - 140, s.sentences(6)) + 14


@page(("en", "Times", 10), ("da", "Helvetica", 9), ("en", "Vera", 8), ("da", "Times", 10.5))
def two_columns_justified(s: Sheet) -> None:
    for x in (60, s.width / 2 + 10):
        s.fill(x, 80, s.width / 2 - 70, s.height - 80, justify=True)


@page(("da", "Helvetica", 10), ("en", "Times", 9.5))
def two_columns_ragged_tight_gutter(s: Sheet) -> None:
    y = s.heading(60, 80, s.titles(1)[0])
    width = (s.width - 132) / 2
    for x in (60, 60 + width + 12):
        s.fill(x, y, width, s.height - 80, gap=1)


@page(("da", "Times", 9.5), ("en", "Helvetica", 8.5))
def three_columns(s: Sheet) -> None:
    s.text(s.width / 2, 80, s.titles(1)[0], 22, "bold", "centre")
    for x in (50, 218, 386):
        s.fill(x, 120, 155, s.height - 70, justify=s.family == "Times")


@page(("en", "Times", 9), ("da", "Vera", 7.5))
def three_columns_with_rules_between(s: Sheet) -> None:
    s.line(50, 100, s.width - 50, 100, 1.5)
    for x in (50, 218, 386):
        s.fill(x, 120, 155, s.height - 80)
        if x > 50:
            s.line(x - 6.5, 108, x - 6.5, s.height - 75)
    s.line(50, s.height - 65, s.width - 50, s.height - 65)


@page(("da", "Times", 9), paper=(842, 595))
def four_columns_on_a_wide_page(s: Sheet) -> None:
    s.text(50, 70, s.titles(1)[0], 26, "bold")
    for i, title in enumerate(s.titles(4)):
        y = s.heading(50 + 190 * i, 110, title, 2)
        s.fill(50 + 190 * i, y, 172, s.height - 60, justify=True)


@page(("en", "Helvetica", 10), ("da", "Times", 11))
def side_heads_in_the_margin(s: Sheet) -> None:
    y = 90.0
    for title in s.titles(5):
        s.paragraph(50, y, 105, title, style="bold", size=s.size - 1)
        y = s.paragraph(175, y, s.width - 235, s.sentences(5)) + 14


@page(("da", "Helvetica", 10), ("en", "Times", 10))
def wide_column_with_marginal_notes(s: Sheet) -> None:
    s.fill(60, 90, 330, s.height - 90, justify=True)
    for y in (130, 330, 560):
        s.paragraph(410, y, 130, s.sentences(2), size=s.size - 2, style="italic")


@page(("da", "Times", 12), ("en", "Courier", 10))
def double_spaced_with_indents(s: Sheet) -> None:
    y = 90.0
    while y < s.height - 90:
        y = s.paragraph(100, y, s.width - 180, s.sentences(6), hang=-25, leading=s.size * 2, bottom=s.height - 90)


@page(("en", "Times", 11), ("da", "Times", 11))
def lines_numbered_in_the_margin(s: Sheet) -> None:
    y, number = 90.0, 1
    for line in s.split(s.sentences(36), s.width - 190):
        if y > s.height - 90:
            break
        s.text(92, y, str(number), s.size - 2, align="right")
        s.text(105, y, line)
        y, number = y + s.leading * 1.3, number + 1


@page(("da", "Vera", 9), ("en", "Helvetica", 10))
def running_head_and_foot_with_rules(s: Sheet) -> None:
    left, right = s.titles(2)
    s.text(60, 50, left, 8)
    s.text(s.width - 60, 50, right, 8, align="right")
    s.line(60, 56, s.width - 60, 56)
    s.fill(60, 90, s.width - 120, s.height - 90)
    s.line(60, s.height - 60, s.width - 60, s.height - 60)
    s.text(60, s.height - 48, s.say("Årsrapport 2024", "Annual report 2024"), 8)
    s.text(s.width - 60, s.height - 48, s.say("Side 17 af 49", "Page 17 of 49"), 8, align="right")


@page(("en", "Times", 10), ("da", "Helvetica", 9))
def footnotes_under_a_short_rule(s: Sheet) -> None:
    s.fill(70, 90, s.width - 140, s.height - 240, justify=True)
    s.line(70, s.height - 215, 190, s.height - 215)
    y = s.height - 200.0
    for number in range(12, 17):
        s.text(70, y - 2.5, str(number), s.size - 4)
        y = s.paragraph(80, y, s.width - 150, s.sentences(2), size=s.size - 2)
