"""What a person sees at a terminal, drawn onto one that is none."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from regnskab.batch.outcome import Done, Outcome
from regnskab.errors import InputError
from regnskab.query.datasets import select
from regnskab.report.conversion import Conversion
from regnskab.report.findings import findings
from regnskab.terminal import rich_screen as richly
from regnskab.terminal.show import text_of

Make = Callable[..., Conversion]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """What has been printed so far, without colours."""
    buffer = io.StringIO()
    monkeypatch.setattr(richly, "Console", lambda **_: Console(file=buffer, force_terminal=True, width=160))
    return lambda: re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", buffer.getvalue())


def test_a_finished_report_is_summed_up(make_conversion: Make, screen: Callable[[], str]) -> None:
    done = Done(Path("a.pdf"), "ab", (), make_conversion().summary)
    outcome = Outcome(Path("out"), (done,), ())
    with richly.with_progress(richly.Screen()) as listener:
        listener.started(Path("a.pdf"))
        listener.page(1, 9)
        listener.finished(done)
        listener.ended(outcome, outcome.exit_code(strict=False))
    text = screen()
    assert "eksempel-2024  Eksempel 2024, 9 pages, 3 tables" in text
    assert re.search(r"operating_expenditure +6", text)
    assert "confirms 1 of 2 checks; these fail:" in text
    assert "suggested: 350.000 kr." in text
    assert '1 report written to out; "regnskab check out" shows every check' in text


def test_brackets_in_names_are_no_markup(screen: Callable[[], str]) -> None:
    with richly.with_progress(richly.Screen()) as listener:
        listener.started(Path("[red]a.pdf"))
        listener.failed(InputError("is [bold]torn[/bold]", source="[red]a.pdf", remedy="mend it"))
    assert "error: [red]a.pdf: is [bold]torn[/bold]; mend it" in screen()


def test_findings_and_rows(make_conversion: Make, tmp_path: Path, screen: Callable[[], str]) -> None:
    conversion = make_conversion()
    conversion.write(tmp_path)
    found = findings(conversion.checks, conversion.cells)
    richly.print_findings([one for one in found if one.failed], [one for one in found if not one.failed])
    selection = select(tmp_path, "operating_expenditure", columns=["label", "amount_dkk"], limit=1)
    richly.print_rows(selection, [["Drift i alt", "1250000"]])
    text = screen()
    assert "✗ page 3, eksempel-2024/drift/tabel-1, 0:total, actual: total = sum of appropriations" in text
    assert "printed 1.250.000 kr., its parts give 900.000 kr.: 350.000 kr. apart, rounding explains 1.500 kr." in text
    assert "one cell is left blank" in text
    assert "ok page 3" in text
    assert re.search(r"label +amount_dkk\s+─+\s+Drift i alt +1250000", text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (["a", "b"], "a, b"),
        ([{"row": 1, "column": 2}], "row=1 column=2"),
        (0.97000002, "0.97"),
        (True, "True"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert text_of(value) == text
