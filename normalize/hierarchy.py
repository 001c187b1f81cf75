"""The lines of operating, financing and capital tables: what each is, and which lines it stands under."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from normalize.grid import Row
from normalize.lines import Grid
from normalize.model import Line
from normalize.roles import Roles, label_of
from normalize.spelling import Spelling
from normalize.words import Words


def lines_of(grid: Grid, roles: Roles, words: Words, spelling: Spelling) -> list[tuple[Line, Row]]:
    """Return each line of a table of figures with the row that prints its figures (the first that has any)."""
    labelled = []
    for number, marked in enumerate(grid.lines):
        rows = [part.row for part in marked]
        label = spelling.mended(spelling.published([label_of(row, roles.measures) for row in rows]))
        figures = next((row for row in rows if any(row.text(column) for column in roles.measures)), rows[0])
        labelled.append((number, label, figures))
    lines = [Line(number, "item", label) for number, label, _ in labelled]
    told = _projects(lines, words) if roles.kind == "capital" else _appropriations(lines, words)
    return [(line, row) for line, (_, _, row) in zip(told, labelled, strict=True)]


def _appropriations(lines: Sequence[Line], words: Words) -> Iterable[Line]:
    """Tell totals, appropriations, service frames and items; each carries the codes of those it stands under."""
    at = Line(-1, "total", "")
    for line in lines:
        coded, frame = words.appropriation(line.label), words.frame(line.label)
        if coded is not None:
            at = replace(at, appropriation_code=coded.code, appropriation=coded.label, service_frame=None)
            yield _under(at, replace(line, level="appropriation"))
        elif frame is not None:
            at = replace(at, service_frame=frame)
            yield _under(at, replace(line, level="service_frame"))
        elif words.is_total(line.label):
            if line.row == lines[-1].row:
                at = Line(-1, "total", "")
            yield _under(replace(at, service_frame=None), replace(line, level="total"))
        else:
            yield _under(at, replace(line, item=line.label))


def _under(at: Line, line: Line) -> Line:
    return replace(
        line,
        appropriation_code=at.appropriation_code,
        appropriation=at.appropriation,
        service_frame=at.service_frame,
    )


def _projects(lines: Sequence[Line], words: Words) -> Iterable[Line]:
    """Tell the total from the projects, and a project's code from its name."""
    for line in lines:
        coded = words.project(line.label)
        if coded is not None:
            yield replace(line, level="project", project_code=coded.code, project=coded.label)
        elif words.is_total(line.label):
            yield replace(line, level="total", project=line.label, account_closed=None)
        else:
            yield replace(line, level="project", project=line.label)
