"""Shaded cells side by side: which of their joints are lines to the eye."""

from __future__ import annotations

from extract.pdf.drawing.shading_joints import Tile, joints

DARK, LIGHT, COLUMN = 0xE1EDF4, 0xF0F2F4, 0xE6F0F6
HIGH, WIDE = 15.0, 80.0


def _tile(row: int, column: int, color: int) -> Tile:
    return Tile(column * WIDE, row * HIGH, (column + 1) * WIDE, (row + 1) * HIGH, color)


def test_cells_in_two_shades_have_lines_between_their_rows() -> None:
    flat, upright = joints([_tile(r, c, (DARK, LIGHT)[r % 2]) for r in range(4) for c in range(3)])
    assert {round(stroke.position) for stroke in flat} == {15, 30, 45}
    assert len(flat) == 9
    assert not upright


def test_a_shaded_column_over_every_second_row_has_none() -> None:
    """The rows of the other columns end there as well, but nothing parts them: no line would go with the column's."""
    head = [_tile(0, c, DARK) for c in range(3)]
    shaded = [_tile(r, c, LIGHT) for r in (1, 3, 5) for c in range(3)]
    column = [_tile(r, 2, COLUMN) for r in (2, 4)]
    flat, _ = joints([*head, *shaded, *column])
    assert {round(stroke.position) for stroke in flat} == {15}  # below the head, in all columns
