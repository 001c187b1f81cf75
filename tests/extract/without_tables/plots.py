"""Charts of lines, points and slices."""

from __future__ import annotations

import math

from without_tables.charts import SHADES, Frame, axes, legend, number
from without_tables.sheet import Pages, Sheet

PAGES = Pages()
page = PAGES.page


def _curve(s: Sheet, f: Frame, n: int, width: float, grey: float) -> None:
    value = s.rng.uniform(0.3, 0.7)
    before: tuple[float, float] | None = None
    for i in range(n):
        value = min(0.95, max(0.05, value + s.rng.uniform(-0.1, 0.1)))
        here = (f.x + f.width * i / (n - 1), f.level(value * f.top_value))
        if before:
            s.line(*before, *here, width, grey)
        before = here


@page(("da", "Helvetica", 10), ("en", "Times", 10), ("en", "Vera", 8))
def lines_with_grid(s: Sheet) -> None:
    s.text(80, 100, s.say("Figur 2. Ledighed i procent", "Figure 2. Unemployment, per cent"), 11, "bold")
    f = Frame(100, 130, 420, 260, 12)
    axes(s, f, 6)
    for i in range(13):
        x = f.x + f.width * i / 12
        s.line(x, f.y, x, f.y + f.height, 0.3, 0.8)
        s.text(x, f.y + f.height + 13, str(2012 + i), 8, align="centre")
    for k in range(3):
        _curve(s, f, 49, 1.5, SHADES[k])
    legend(s, 150, 430, s.say("Kommunen|Regionen|Hele landet", "Town|Region|Country").split("|"))
    s.fill(70, 470, s.width - 140, s.height - 80)


@page(("en", "Helvetica", 10), ("da", "Times", 10))
def curve_with_two_scales(s: Sheet) -> None:
    f = Frame(110, 150, 380, 240, 500)
    axes(s, f, 5, ticks=True)
    for i in range(6):
        s.text(f.x + f.width + 7, f.level(100 * i) + 3, number(s, 0.8 * i, 1), 8)
    s.line(f.x + f.width, f.y, f.x + f.width, f.y + f.height)
    _curve(s, f, 40, 1.5, 0)
    _curve(s, f, 40, 1.5, 0.6)
    for i, name in enumerate(("1.", "2.", "3.", "4.") * 2):
        s.text(f.x + 25 + 47 * i, f.y + f.height + 13, f"{name} {s.say('kv.', 'qtr')}", 8, align="centre")
    s.text(f.x - 30, f.y - 15, s.say("Mio. kr.", "Millions"), 8)
    s.text(f.x + f.width - 10, f.y - 15, s.say("Procent", "Per cent"), 8)


@page(("da", "Helvetica", 10), ("en", "Helvetica", 10))
def pie_with_labels(s: Sheet) -> None:
    s.text(80, 100, s.say("Sådan bruges 100 kr.", "Where 100 pounds go"), 12, "bold")
    start, x, y = 0.0, 300.0, 300.0
    for k, (title, share) in enumerate(zip(s.titles(7), (31, 22, 15, 12, 9, 7, 4), strict=True)):
        s.canvas.setFillGray(0.3 + 0.09 * k)
        box = (x - 110, s.height - y - 110, x + 110, s.height - y + 110)
        s.canvas.wedge(*box, start, share * 3.6, stroke=1, fill=1)
        s.canvas.setFillGray(0)
        angle = math.radians(start + share * 1.8)
        align = "left" if math.cos(angle) > 0 else "right"
        s.text(x + 120 * math.cos(angle), y - 120 * math.sin(angle), f"{title} {share} %", 8, align=align)
        start += share * 3.6
    s.fill(70, 470, s.width - 140, s.height - 80)


@page(("en", "Helvetica", 10), ("da", "Vera", 9))
def pie_with_a_legend(s: Sheet) -> None:
    start = 90.0
    for k, share in enumerate((40, 30, 20, 10)):
        s.canvas.setFillGray(SHADES[k])
        s.canvas.wedge(90, s.height - 360, 290, s.height - 160, start, share * 3.6, stroke=0, fill=1)
        s.canvas.setFillGray(0)
        start += share * 3.6
    legend(s, 330, 220, s.titles(4), upright=True)
    s.fill(70, 420, s.width - 140, s.height - 80)


@page(("en", "Times", 10), ("da", "Helvetica", 10))
def points(s: Sheet) -> None:
    f = Frame(110, 130, 400, 300, 40)
    axes(s, f, 8, grid=s.language == "en")
    for i in range(9):
        s.text(f.x + 50 * i, f.y + f.height + 13, number(s, 25 * i), 8, align="centre")
    for i in range(120):
        x, value = s.rng.random(), s.rng.gauss(0.5, 0.12)
        at = (f.x + f.width * x, f.level(f.top_value * min(0.98, max(0.02, value))))
        s.canvas.circle(at[0], s.height - at[1], 2, stroke=0, fill=1)
        if i % 17 == 0:
            s.text(at[0] + 4, at[1] - 3, s.titles(1)[0].split()[0], 7)
    s.text(310, 465, s.say("Indbyggere (1.000)", "Inhabitants (thousands)"), 8, align="centre")


@page(("da", "Times", 10), ("en", "Helvetica", 10))
def two_line_charts_side_by_side(s: Sheet) -> None:
    for x, title in zip((85, 335), s.titles(2), strict=True):
        s.text(x - 20, 110, title, 9, "bold")
        f = Frame(x, 125, 200, 160, 100)
        axes(s, f, 5)
        _curve(s, f, 30, 1.2, 0.2)
        _curve(s, f, 30, 1.2, 0.6)
        for i in range(5):
            s.text(x + 50 * i, 298, str(2020 + i), 7, align="centre")
    s.fill(60, 340, s.width - 120, s.height - 80)
