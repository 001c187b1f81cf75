"""The lines of operating, financing and capital tables: what each is, and which lines it stands under."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from normalize.danish.spelling import Spelling
from normalize.model import Line
from normalize.table.column_roles import Roles, label_of
from normalize.table.logical_table import PrintedTable
from normalize.table.rows import Row, indent_of, indents
from normalize.wording.table_words import Words
from schemas.contract.vocabulary import LineLevel


def lines_of(grid: PrintedTable, roles: Roles, words: Words, spelling: Spelling) -> list[tuple[Line, Row]]:
    """Each line of a table of figures with the row that prints its figures (the first that has any).

    Figures without a label are no line's.
    """
    labelled = []
    for number, marked in enumerate(grid.lines):
        rows = [part.row for part in marked]
        label = spelling.mended(spelling.published([label_of(row, roles.labels) for row in rows]))
        figures = next((row for row in rows if any(row.text(column) for column in roles.measures)), rows[0])
        if label:
            labelled.append((number, label, figures))
    lines = [Line(number, "item", label) for number, label, _ in labelled]
    levels = _levels(grid, [(label, row) for _, label, row in labelled], words)
    told = _projects(lines, levels, words) if roles.kind == "capital" else _appropriations(lines, levels, words)
    return [(line, row) for line, (_, _, row) in zip(told, labelled, strict=True)]


def grand_total(lines: Sequence[Line]) -> Line | None:
    """The line that sums the table up: the first, or else the last, of those that stand under no other."""
    totals = [line for line in lines if line.level == "total" and line.appropriation is None]
    if not totals:
        return None
    return totals[0] if totals[0].row == lines[0].row else totals[-1]


def _levels(grid: PrintedTable, labelled: Sequence[tuple[str, Row]], words: Words) -> list[LineLevel | None]:
    """The level of each line by how it is printed, as the profile says, else by its words; None for others."""
    firsts = [next(iter(row.filled), None) for _, row in labelled]
    lefts = [grid.joined.pieces[row.fragment].table.box.x0 for _, row in labelled]
    places = [first.cell.box.x0 - left if first else 0.0 for first, left in zip(firsts, lefts, strict=True)]
    starts = indents(places)
    out: list[LineLevel | None] = []
    for (label, _), first, place in zip(labelled, firsts, places, strict=True):
        bold = first is not None and first.cell.bold
        level = words.level(label, bold=bold, indent=indent_of(place, starts))
        out.append(level or _level_by_words(label, words))
    return out


def _level_by_words(label: str, words: Words) -> LineLevel | None:
    if words.appropriation(label) is not None:
        return "appropriation"
    if words.frame(label) is not None:
        return "service_frame"
    return "total" if words.is_total(label) else None


def _appropriations(lines: Sequence[Line], levels: Sequence[LineLevel | None], words: Words) -> Iterable[Line]:
    """Tell totals, appropriations, service frames and items; each carries the codes of those it stands under."""
    at = Line(-1, "total", "")
    for line, level in zip(lines, levels, strict=True):
        coded, frame = words.appropriation(line.label), words.frame(line.label)
        if level == "appropriation":
            code, name = coded if coded is not None else (None, line.label)
            at = at._replace(appropriation_code=code, appropriation=name, service_frame=None)
            yield _under(at, line._replace(level="appropriation"))
        elif level == "service_frame" and frame is not None:
            at = at._replace(service_frame=frame)
            yield _under(at, line._replace(level="service_frame"))
        elif level == "total":
            if line.row == lines[-1].row:
                at = Line(-1, "total", "")
            yield _under(at._replace(service_frame=None), line._replace(level="total"))
        else:
            yield _under(at, line._replace(item=line.label))


def _under(at: Line, line: Line) -> Line:
    return line._replace(
        appropriation_code=at.appropriation_code,
        appropriation=at.appropriation,
        service_frame=at.service_frame,
    )


def _projects(lines: Sequence[Line], levels: Sequence[LineLevel | None], words: Words) -> Iterable[Line]:
    """Tell the total from the projects, and a project's code from its name."""
    for line, level in zip(lines, levels, strict=True):
        coded = words.project(line.label)
        if coded is not None:
            yield line._replace(level="project", project_code=coded.code, project=coded.label)
        elif level == "total":
            yield line._replace(level="total", project=line.label, account_closed=None)
        else:
            yield line._replace(level="project", project=line.label)
