"""Charts of bars, drawn with lines and rectangles as spreadsheets draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from without_tables.sheet import Pages, Sheet

PAGES = Pages()
page = PAGES.page

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
SHADES = (0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Frame:
    """The area of a chart and its scale from 0 to ``top_value``."""

    x: float
    y: float
    width: float
    height: float
    top_value: float

    def level(self, value: float) -> float:
        return self.y + self.height * (1 - value / self.top_value)


def number(s: Sheet, value: float, digits: int = 0) -> str:
    printed = f"{value:,.{digits}f}"
    return printed.translate(str.maketrans(",.", ".,")) if s.language == "da" else printed


def axes(s: Sheet, f: Frame, steps: int, *, grid: bool = True, ticks: bool = False) -> None:
    """The scale at the left with a line across for each step, and the two axes."""
    for i in range(steps + 1):
        value = f.top_value * i / steps
        if grid and i:
            s.line(f.x, f.level(value), f.x + f.width, f.level(value), 0.4, 0.7)
        if ticks:
            s.line(f.x - 4, f.level(value), f.x, f.level(value))
        s.text(f.x - 7, f.level(value) + 3, number(s, value), 8, align="right")
    s.line(f.x, f.y, f.x, f.y + f.height)
    s.line(f.x, f.y + f.height, f.x + f.width, f.y + f.height)


def legend(s: Sheet, x: float, y: float, names: Sequence[str], *, upright: bool = False) -> None:
    for name, shade in zip(names, SHADES, strict=False):
        s.rect(x, y - 7, 8, 8, grey=shade, border=0)
        s.text(x + 12, y, name, 8)
        x, y = (x, y + 13) if upright else (x + s.text_width(name, 8) + 35, y)


def bars(s: Sheet, f: Frame, names: Sequence[str], series: int, *, printed: bool = False) -> None:
    """Upright bars in groups; ``printed`` puts each value above its bar."""
    step = f.width / len(names)
    each = step * 0.7 / series
    for i, name in enumerate(names):
        for k in range(series):
            value = s.rng.uniform(0.2, 0.95) * f.top_value
            x = f.x + i * step + 0.15 * step + k * each
            s.rect(x, f.level(value), each, f.y + f.height - f.level(value), grey=SHADES[k], border=0)
            if printed:
                s.text(x + each / 2, f.level(value) - 3, number(s, value), 7, align="centre")
        s.text(f.x + (i + 0.5) * step, f.y + f.height + 13, name, 8, align="centre")


@page(("da", "Helvetica", 10), ("en", "Vera", 9), ("en", "Times", 10))
def bars_with_grid_lines(s: Sheet) -> None:
    s.text(80, 110, s.titles(1)[0], 12, "bold")
    f = Frame(110, 140, 400, 260, 1000)
    axes(s, f, 5)
    bars(s, f, [str(year) for year in range(2015, 2025)], 1)
    s.text(90, 445, s.say("Kilde: Danmarks Statistik.", "Source: national accounts."), 8)


@page(("en", "Helvetica", 10), ("da", "Times", 10))
def grouped_bars_with_legend(s: Sheet) -> None:
    s.fill(70, 80, s.width - 140, 200)
    f = Frame(110, 240, 400, 230, 60)
    axes(s, f, 6, ticks=True)
    bars(s, f, ["Nord", "Syd", "Øst", "Vest", "Midt"], 3)
    legend(s, 150, 505, ("2022", "2023", "2024"))
    s.fill(70, 540, s.width - 140, s.height - 80)


@page(("da", "Helvetica", 10), ("en", "Helvetica", 10))
def bars_with_values_above(s: Sheet) -> None:
    s.text(80, 100, s.say("Figur 4. Antal sager", "Figure 4. Number of cases"), 11, "bold")
    f = Frame(90, 130, 430, 220, 250)
    s.line(f.x, f.y + f.height, f.x + f.width, f.y + f.height)
    bars(s, f, MONTHS, 1, printed=True)
    s.fill(70, 420, s.width - 140, s.height - 80)


@page(("da", "Vera", 9), ("en", "Helvetica", 10))
def lying_bars(s: Sheet) -> None:
    s.text(80, 100, s.say("Udgifter i mio. kr.", "Spending, millions"), 11, "bold")
    x, y, width = 230.0, 130.0, 300.0
    for title in s.titles(9):
        value = s.rng.uniform(20, 290)
        s.text(x - 8, y + 11, title, 8, align="right")
        s.rect(x, y, width * value / 300, 15, grey=0.4, border=0)
        y += 26
    for i in range(7):
        s.line(x + i * 50, 122, x + i * 50, y, 0.3, 0.7)
        s.text(x + i * 50, y + 12, number(s, 50 * i), 8, align="centre")


@page(("en", "Helvetica", 10), ("da", "Helvetica", 9))
def stacked_bars_with_values_inside(s: Sheet) -> None:
    f = Frame(100, 120, 400, 280, 100)
    axes(s, f, 5)
    for i, year in enumerate(range(2018, 2025)):
        level, x = 0.0, f.x + 20 + 54 * i
        for k in range(4):
            part = s.rng.uniform(12, 22)
            s.rect(x, f.level(level + part), 34, f.level(level) - f.level(level + part), grey=SHADES[k], border=0.2)
            s.canvas.setFillGray(1 if k < 2 else 0)
            s.text(x + 17, f.level(level + part / 2) + 3, number(s, part), 7, align="centre")
            s.canvas.setFillGray(0)
            level += part
        s.text(x + 17, f.y + f.height + 13, str(year), 8, align="centre")
    legend(s, 130, 440, s.titles(4)[:3])
    s.fill(70, 480, s.width - 140, s.height - 80)


@page(("da", "Helvetica", 9), ("en", "Times", 9))
def four_small_charts(s: Sheet) -> None:
    s.heading(60, 70, s.titles(1)[0])
    for i, title in enumerate(s.titles(4)):
        x, y = (90, 330)[i % 2], (130, 440)[i // 2]
        s.text(x - 20, y - 15, title, 9, "bold")
        f = Frame(x, y, 190, 180, 40)
        axes(s, f, 4)
        bars(s, f, ["2021", "2022", "2023", "2024"], 2)
        legend(s, x + 20, y + 215, s.say("Plan|Faktisk", "Plan|Actual").split("|"))


@page(("en", "Times", 10), ("da", "Times", 10))
def chart_in_two_column_prose(s: Sheet) -> None:
    left, right, width = 60.0, s.width / 2 + 10, s.width / 2 - 70
    s.fill(left, 80, width, s.height - 80, justify=True)
    s.text(right, 85, s.titles(1)[0], 9, "bold")
    f = Frame(right + 25, 100, width - 30, 150, 80)
    axes(s, f, 4)
    bars(s, f, ["A", "B", "C", "D", "E", "F"], 2)
    s.fill(right, 300, width, s.height - 80, justify=True)
