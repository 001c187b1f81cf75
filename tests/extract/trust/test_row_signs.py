"""What a table's own cells show of rows and columns read amiss."""

from __future__ import annotations

import pytest

from extract.model import Box, Cell, RawTable, Word
from extract.trust.confidence import confidence
from extract.trust.row_signs import RowSigns, row_signs

SIZE, PITCH, WIDTH = 9.0, 14.0, 80.0

SERVICES = """
Service    | Budget | Actual
Roads      | 1.200  | 1.350
Parks      | 400    | 380
Schools    | 12.000 | 12.100
Libraries  | 700    | 710
Total      | 14.300 | 14.540
"""


def _table(text: str, *, header_rows: int = 1, gaps: dict[int, float] | None = None) -> RawTable:
    """A grid with the lines' texts in its cells, each word after a space, figures ending at their column's edge.

    ``gaps`` gives the white space in points between a column and the one before it, where it is narrow.
    """
    lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    n = max(map(len, lines))
    cells = []
    for row, line in enumerate(lines):
        edge = 0.0
        for column in range(n):
            part = line[column] if column < len(line) else ""
            x = edge + gaps[column] if gaps and column in gaps else 60.0 + WIDTH * column
            words = []
            for word in part.split():
                top = 100.0 + PITCH * row
                words.append(Word(word, x, top, x + 5.0 * len(word), top + SIZE, top + 7.0, SIZE))
                x = edge = words[-1].x1 + 2.5
            box = Box(60.0 + WIDTH * column, 100.0 + PITCH * row, 60.0 + WIDTH * (column + 1), 112.0 + PITCH * row)
            texts = (part,) if part else ()
            cells.append(Cell(row, column, box, texts, tuple(words), header=row < header_rows))
    box = Box(60.0, 100.0, 60.0 + WIDTH * n, 100.0 + PITCH * len(lines))
    return RawTable(1, box, len(lines), n, tuple(cells), header_rows)


def _signs(text: str, **options: int) -> RowSigns:
    return row_signs(_table(text, **options))


def _with(line: str, after: str) -> str:
    return SERVICES.replace(after, f"{after}\n{line}", 1)


def test_a_plain_table_shows_nothing() -> None:
    signs = _signs(SERVICES)
    assert not any(signs), signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (_with("1) Figures are not final.", "Total      | 14.300 | 14.540"), "alone_last"),
        (_with("Halls and other", "Parks      | 400    | 380"), "plain_alone"),
        (_with(" | DKK 1,000 | DKK 1,000", "Service    | Budget | Actual"), "bare_first"),
        (_with(" | DKK 1,000 | DKK 1,000", "Parks      | 400    | 380"), "head_inside"),
        (_with(" | 3 | 4", "Parks      | 400    | 380"), "unlabelled"),
        (_with("buildings | 3 | 4", "Parks      | 400    | 380"), "lower"),
        (_with("Halls | 3", "Parks      | 400    | 380"), "fewer"),
        (_with(" | 2023 | 2024", "Parks      | 400    | 380"), "years_inside"),
        (SERVICES.replace("|", "| |").replace("| |", "| kr. |", 1), "no_body"),
        (SERVICES.replace("| 380", "| 380 12.000"), "several"),
        (SERVICES.replace("Parks      |", "Parks 12 |"), "label_figures"),
        (SERVICES.replace("| Budget |", "| 12.450 |"), "head_figures"),
        (SERVICES.replace("| Actual", "|"), "unheaded"),
        ("\n".join(SERVICES.splitlines()[:4]), "short"),
        ("\n".join(line.rsplit("|", 1)[0] for line in SERVICES.splitlines()), "two_columns"),
    ],
)
def test_what_a_table_read_amiss_shows(text: str, sign: str) -> None:
    assert getattr(_signs(text), sign) > 0
    assert confidence(_table(text)) <= confidence(_table(SERVICES))


def test_years_over_columns_are_no_figures_in_the_head() -> None:
    assert not _signs(SERVICES.replace("Budget", "2023").replace("Actual", "2024")).head_figures


def test_without_a_head_and_without_labels() -> None:
    body = "\n".join(line.split("|", 1)[1] for line in SERVICES.strip().splitlines()[1:])
    signs = _signs(body, header_rows=0)
    assert signs.no_head
    assert signs.figures_first


def test_labels_between_figures() -> None:
    beside = "\n".join(f"{line} | {line}" for line in SERVICES.strip().splitlines())
    assert _signs(beside).second_labels
    assert confidence(_table(beside)) < confidence(_table(SERVICES))


def test_halves_of_a_number_in_two_cells() -> None:
    text = "Service | Budget | \nRoads | 1 | 200\nParks | 12 | 400\nSchools | 12 | 000\nTotal | 25 | 600"
    near, apart = _table(text, gaps={2: 0.0}), _table(text)
    assert row_signs(near).split == 3
    assert row_signs(apart).split == 0
    assert confidence(near) < confidence(apart)


def test_the_groups_of_one_number_are_not_several() -> None:
    assert not _signs(SERVICES.replace("12.000", "12 000").replace("14.540", "14 540")).several


def test_labels_in_either_of_two_columns_are_one_column_with_an_indent() -> None:
    lines = SERVICES.strip().splitlines()
    indented = "\n".join(
        [
            lines[0].replace("|", "| |", 1),
            *(f" | {x}" for x in lines[1:4]),
            *(line.replace("|", "| |", 1) for line in lines[4:]),
        ]
    )
    codes = "\n".join([lines[0].replace("|", "| |", 1), *(f"A{k} | {line}" for k, line in enumerate(lines[1:]))])
    assert _signs(indented).either_label
    assert not _signs(codes).either_label
    assert confidence(_table(indented)) < confidence(_table(codes))
