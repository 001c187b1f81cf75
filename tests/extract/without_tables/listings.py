"""Program listings and other text in a fixed pitch."""

from __future__ import annotations

from without_tables.sheet import GREY, Pages, Sheet

PAGES = Pages()
page = PAGES.page

PROGRAM = """\
def mean(values):
    # the sum first, then the number
    total = 0
    for value in values:
        total = total + value
    return total / len(values)


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount

    def report(self):
        print(self.owner, self.balance)


accounts = [Account("a", 10), Account("b", 25)]
for account in accounts:
    account.deposit(100)
    account.report()
print(mean([account.balance for account in accounts]))
""".splitlines()

SESSION = """\
$ ls reports
ballot.pdf  budget.pdf  minutes.pdf
$ wc -w minutes.txt
4183 minutes.txt
$ grep -c "unanimous" minutes.txt
7
$ python -m http.server
Serving HTTP on 0.0.0.0 port 8000
""".splitlines()


def _listing(s: Sheet, x: float, y: float, lines: list[str], *, numbered: bool = False) -> float:
    family, s.family = s.family, "Courier"
    for number, line in enumerate(lines, start=1):
        if numbered:
            s.text(x - 8, y, str(number), 8, align="right")
        indent = len(line) - len(line.lstrip())
        s.text(x + indent * s.text_width(" ", 9), y, line.lstrip(), 9)
        y += 11.5
    s.family = family
    return y


@page(("en", "Times", 10), ("da", "Helvetica", 10))
def program(s: Sheet) -> None:
    y = s.paragraph(70, 90, s.width - 140, s.sentences(3)) + 15
    y = _listing(s, 90, y, PROGRAM) + 15
    s.fill(70, y, s.width - 140, s.height - 90)


@page(("en", "Helvetica", 10), ("da", "Times", 10))
def program_with_numbered_lines_between_rules(s: Sheet) -> None:
    s.fill(70, 80, s.width - 140, 150)
    s.line(70, 185, s.width - 70, 185)
    y = _listing(s, 100, 200, PROGRAM, numbered=True)
    s.line(70, y, s.width - 70, y)
    s.fill(70, y + 30, s.width - 140, s.height - 90)


@page(("en", "Vera", 9))
def program_on_a_shaded_ground(s: Sheet) -> None:
    s.fill(70, 80, s.width - 140, 150)
    s.rect(70, 180, s.width - 140, 12 * len(PROGRAM), grey=GREY, border=0)
    _listing(s, 82, 197, PROGRAM)
    s.fill(70, 545, s.width - 140, s.height - 90)


@page(("en", "Times", 11))
def session_at_a_prompt(s: Sheet) -> None:
    y = s.paragraph(70, 90, s.width - 140, s.sentences(4)) + 15
    y = _listing(s, 85, y, SESSION) + 15
    y = s.paragraph(70, y, s.width - 140, s.sentences(4)) + 15
    y = _listing(s, 85, y, SESSION[:4]) + 15
    s.fill(70, y, s.width - 140, s.height - 90)


@page(("en", "Courier", 10), ("da", "Courier", 9))
def typewritten_prose(s: Sheet) -> None:
    y = s.heading(70, 90, s.titles(1)[0].upper(), 3)
    s.fill(70, y, s.width - 140, s.height - 90, gap=1)
