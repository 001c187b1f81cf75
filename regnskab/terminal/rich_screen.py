"""What a person at a terminal sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich import markup
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from regnskab.batch.outcome import Done, Outcome, Unchanged
from regnskab.errors import RegnskabError
from regnskab.phrases import counted, scans, visible
from regnskab.query.datasets import Selection
from regnskab.report.findings import Finding
from regnskab.store.places import base_name
from regnskab.terminal.plain import FAILURES_SHOWN, PlainListener, brief, closing, error_line

# Less of a text than this says nothing.
_NARROWEST = 8


def escape(text: str) -> str:
    """``text`` as rich prints it: no markup of its own, and nothing that a terminal would obey."""
    return markup.escape(visible(text))


class Screen(PlainListener):
    """Tells in colour, with tables."""

    def finished(self, done: Done) -> None:
        """Print the summary, or, of many, a line."""
        summary = done.summary
        console = Console()
        if self.many:
            console.print(escape(brief(done)), highlight=False, soft_wrap=True)
            return
        console.print(
            f"[bold]{escape(summary.report_id)}[/bold]  {escape(summary.publisher)}, "
            f"{counted(summary.pages, 'page')}, {counted(summary.n_tables, 'table')}"
        )
        grid = Table(box=SIMPLE_HEAD, pad_edge=False)
        grid.add_column("dataset")
        grid.add_column("rows", justify="right")
        for count in summary.rows:
            grid.add_row(count.name, str(count.n), style=None if count.n else "dim")
        console.print(grid)
        colour = "red" if summary.failures else "green"
        console.print(f"[{colour}]{escape(summary.verdict())}[/{colour}]", highlight=False)
        _print_failures(console, summary.failures[:FAILURES_SHOWN])
        if len(summary.failures) > FAILURES_SHOWN:
            console.print(f"  and {len(summary.failures) - FAILURES_SHOWN} more")
        if summary.unplaced:
            console.print(
                f"[yellow]{len(summary.unplaced)} numbers of known tables are in cells only[/yellow], such as "
                + escape(summary.unplaced[0]),
                highlight=False,
            )
        if summary.raw:
            console.print(
                f"[yellow]{counted(len(summary.raw), 'table')} kept as it stands[/yellow], such as "
                + escape(summary.raw[0]),
                highlight=False,
            )
        if summary.unread:
            console.print(f"[yellow]{scans(summary.unread)}[/yellow]: nothing of them was read", highlight=False)

    def failed(self, error: RegnskabError) -> None:
        """Print the error in red on standard error."""
        Console(stderr=True, soft_wrap=True).print(
            f"[bold red]error:[/bold red] {escape(error_line(error))}", highlight=False
        )

    def ended(self, outcome: Outcome, code: int) -> None:
        """Where everything went."""
        if outcome.done or outcome.unchanged:
            Console(soft_wrap=True).print(escape(closing(outcome)), highlight=False)


class _WithProgress(PlainListener):
    """Shows a bar below what another listener tells: of one report its pages, of several the reports."""

    def __init__(self, inner: PlainListener, progress: Progress) -> None:
        super().__init__()
        self._inner = inner
        self._progress = progress
        self._task: TaskID | None = None
        self._todo = 0
        self._failures = 0

    def planned(self, total: int, todo: int) -> None:
        self._todo = todo
        self._inner.planned(total, todo)

    def started(self, place: str) -> None:
        if self._task is None:
            name = base_name(place) if self._todo == 1 else ""
            total = None if self._todo == 1 else self._todo
            self._task = self._progress.add_task(escape(name), total=total, failures="")
            self._progress.start()
        self._inner.started(place)

    def page(self, done: int, total: int) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total)
        self._inner.page(done, total)

    def finished(self, done: Done) -> None:
        self._step()
        self._inner.finished(done)
        self._resume()

    def same(self, unchanged: Unchanged) -> None:
        self._inner.same(unchanged)

    def duplicate(self, place: str, of: str) -> None:
        self._step()
        self._inner.duplicate(place, of)
        self._resume()

    def failed(self, error: RegnskabError) -> None:
        self._step(failed=True)
        self._inner.failed(error)
        self._resume()

    def ended(self, outcome: Outcome, code: int) -> None:
        self._progress.stop()
        self._inner.ended(outcome, code)

    def _step(self, *, failed: bool = False) -> None:
        """Take the bar away, so that what follows starts on a clean line, and move it on."""
        self._failures += failed
        self._progress.stop()
        if self._task is not None and self._todo > 1:
            failures = f"[red]{self._failures} failed[/red]" if self._failures else ""
            self._progress.update(self._task, advance=1, failures=failures)

    def _resume(self) -> None:
        if self._task is not None and self._todo > 1:
            self._progress.start()


@contextmanager
def with_progress(inner: PlainListener) -> Iterator[PlainListener]:
    """Give ``inner`` with a progress bar on standard error; on a terminal only, elsewhere it draws nothing."""
    console = Console(stderr=True)
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("elapsed,"),
        TimeRemainingColumn(),
        TextColumn("left"),
        TextColumn("{task.fields[failures]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        speed_estimate_period=300,
    )
    try:
        yield _WithProgress(inner, progress)
    finally:
        progress.stop()


class _Rate(ProgressColumn):
    """How many are done in a minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed * 60:.0f}/min" if task.speed else "")


def print_findings(failed: Sequence[Finding], held: Sequence[Finding]) -> None:
    """Print failed checks with their amounts, then those that hold, a line each."""
    console = Console(soft_wrap=True)
    _print_failures(console, failed)
    for finding in held:
        console.print(f"[green]ok[/green] {escape(finding.headline())}", highlight=False)


def print_rows(selection: Selection, rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table, a line each: numbers whole and to the right, long texts cut off."""
    console = Console()
    names = selection.table.column_names
    columns = list(zip(names, *rows, strict=True))
    numeric = [all(value.replace(".", "").lstrip("-").isdigit() for value in values[1:] if value) for values in columns]
    natural = [max(map(len, values)) for values in columns]
    # A column takes two characters of padding and one that parts it from the next.
    widths = _widths(natural, numeric, console.width - 3 * len(names))
    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, number, width in zip(names, numeric, widths, strict=True):
        grid.add_column(name, justify="right" if number else "left", width=width, no_wrap=True, overflow="ellipsis")
    for row in rows:
        grid.add_row(*(escape(value) for value in row))
    console.print(grid, crop=False, soft_wrap=sum(widths) + 3 * len(names) > console.width)


def _widths(natural: Sequence[int], fixed: Sequence[bool], room: int) -> list[int]:
    """Narrow the widest texts until all columns fit into ``room``, or texts are at their narrowest."""
    widths = list(natural)
    texts = [place for place, kept in enumerate(fixed) if not kept]
    while sum(widths) > room and texts:
        widest = max(texts, key=lambda place: widths[place])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _print_failures(console: Console, failures: Sequence[Finding]) -> None:
    for finding in failures:
        console.print(f"  [red]✗[/red] {escape(finding.headline())}", highlight=False)
        for line in finding.details():
            console.print(f"    {escape(line)}", highlight=False)
