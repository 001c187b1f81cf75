"""The measures of accuracy, on grids small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.accuracy import plain, shares
from bench.document import Floor, Section, table, update
from bench.grids import Grid, from_boxes, from_rows
from bench.icdar import Cell, Score, Table, compare, score
from bench.same import differences
from bench.truth import read_truths


def of(*rows: list[str]) -> Table:
    return Table(from_rows(rows).cells)


SMALL = of(["", "2023", "2024"], ["Skoler", "1.000", ""], ["I alt", "1.000", "7"])


def test_relations_skip_blank_slots_and_count_equal_texts_twice() -> None:
    assert dict(SMALL.relations) == {
        ("2023", "2024", "right"): 1,
        ("SKOLER", "1_000", "right"): 1,
        ("IALT", "1_000", "right"): 1,
        ("1_000", "7", "right"): 1,
        ("SKOLER", "IALT", "below"): 1,
        ("2023", "1_000", "below"): 1,
        ("1_000", "1_000", "below"): 1,
        ("2024", "7", "below"): 1,
    }
    assert of(["a", "x"], ["b", "x"], ["c", "x"]).relations["X", "X", "below"] == 2


def test_a_spanning_cell_is_joined_once_to_each_neighbour_and_never_to_itself() -> None:
    head = Table([Cell(0, 0, 0, 1, "Budget"), Cell(1, 0, 1, 0, "a"), Cell(1, 1, 1, 1, "b"), Cell(0, 2, 1, 2, "Note")])
    assert dict(head.relations) == {
        ("BUDGET", "NOTE", "right"): 1,
        ("A", "B", "right"): 1,
        ("B", "NOTE", "right"): 1,
        ("BUDGET", "A", "below"): 1,
        ("BUDGET", "B", "below"): 1,
    }


def test_a_table_read_right_is_right_in_everything() -> None:
    result = score({1: [SMALL]}, {1: [of(["", "2023", "2024"], ["Skoler", "1 .000", ""], ["I  alt", "1.000", "7"])]})
    assert result == Score(tables=1, found=1, spurious=0, exact=1, right=8, relations=8, predicted=8)
    assert result.f1 == 1


def test_a_merged_column_costs_relations_and_the_grid_but_the_table_is_found() -> None:
    result = score({1: [SMALL]}, {1: [of(["2023", "2024"], ["Skoler 1.000", ""], ["I alt 1.000", "7"])]})
    assert (result.found, result.spurious, result.exact) == (1, 0, 0)
    # Of its relations only "2023, 2024" and "2024 over 7" are the truth's; there are five.
    assert (result.right, result.relations, result.predicted) == (2, 8, 5)
    assert result.precision == pytest.approx(2 / 5)
    assert result.recall == pytest.approx(2 / 8)


def test_blank_rows_and_columns_change_no_grid() -> None:
    assert of(["a", "", "b"], ["", "", ""], ["c", "", "d"]).grid == of(["a", "b"], ["c", "d"]).grid
    assert of(["a", "b"], ["", "d"]).grid != of(["a", "b"], ["d", ""]).grid


def test_what_is_on_no_table_is_spurious_and_a_fragment_is_not() -> None:
    prose, fragment = of(["Vi har", "i året"], ["haft", "travlt"]), of(["Skoler", "1.000"])
    result = score({1: [SMALL]}, {1: [SMALL, prose, fragment], 2: [prose], 3: [of(["", " "])]})
    assert (result.tables, result.found, result.spurious) == (1, 1, 2)
    assert (result.right, result.predicted) == (8, 8 + 4 + 1 + 4)


def test_tables_are_paired_one_to_one_the_likest_first() -> None:
    left, right = of(["a", "b"], ["c", "d"]), of(["a", "b"], ["x", "y"])
    result = score({1: [left, right]}, {1: [right, left]})
    assert (result.found, result.exact, result.right) == (2, 2, 8)
    twice = score({1: [left, right]}, {1: [left, left]})
    assert (twice.exact, twice.right) == (1, 4 + 1)


def test_half_of_the_words_make_a_table_found() -> None:
    truth = of(["a", "b"], ["c", "d"])
    assert score({1: [truth]}, {1: [of(["a", "b"])]}).found == 1
    assert score({1: [truth]}, {1: [of(["a", "z"])]}).found == 0


def test_a_document_is_measured_by_the_better_truth_and_counts_when_not_read() -> None:
    other = of(["a", "b"], ["c", "d"])
    result = compare({"x": [{1: [other]}, {1: [SMALL]}], "y": [{1: [other]}]}, {"x": {1: [SMALL]}})
    assert (result.documents["x"].f1, result.documents["y"].f1) == (1, 0)
    assert result.total.tables == 2
    assert result.micro_f1 == pytest.approx(2 * 8 / (8 + 12))
    assert result.macro_f1 == pytest.approx(0.5)


def test_the_truth_puts_regions_together_and_mends_ends_before_starts(tmp_path: Path) -> None:
    cell = '<cell start-row="{}" start-col="{}" {}><content>{}</content></cell>'
    first = cell.format(0, 0, 'end-row="0" end-col="1"', "head") + cell.format(1, 0, 'end-row="0"', "a")
    second = cell.format(0, 0, "", "b")
    for rival in "ab":
        (tmp_path / f"us-035{rival}-str.xml").write_text(
            f'<document><table id="1"><region page="4">{first}</region>'
            f'<region page="4" col-increment="2" row-increment="0">{second}</region></table></document>'
        )
    truths = read_truths(tmp_path)
    assert list(truths) == ["us-035"]
    assert len(truths["us-035"]) == 2
    assert truths["us-035"][0][4][0].cells == (
        Cell(0, 0, 0, 1, "head"), Cell(1, 0, 1, 0, "a"), Cell(0, 2, 0, 2, "b"),
    )  # fmt: skip
    with pytest.raises(FileNotFoundError, match="--icdar"):
        read_truths(tmp_path / "nothing")


def test_boxes_become_a_grid_with_spans() -> None:
    grid = from_boxes([(0, 0, 20, 5, "head"), (0, 5, 10, 9, "a"), (10.4, 5.3, 20, 9, "b"), (20, 0, 30, 9, "note")])
    assert grid == Grid(
        2, 3, (Cell(0, 0, 0, 1, "head"), Cell(1, 0, 1, 0, "a"), Cell(1, 1, 1, 1, "b"), Cell(0, 2, 1, 2, "note"))
    )
    assert grid.rows() == [("head", "", "note"), ("a", "b", "")]


def test_rows_are_right_with_their_blanks_or_without() -> None:
    truth = [("Skoler", "", "1"), ("Veje", "2", "3")]
    assert shares(truth, [("Skoler", "", "1"), ("Veje", "2", "3"), ("more", "", "")]) == (1.0, 1.0)
    assert shares(truth, [("Skoler", "1"), ("Veje", "2", "4")]) == (0.0, 0.5)
    assert plain("genbrugs-  plads\n−5") == "genbrugsplads -5"
    assert plain("skole- og ældre") == "skole- og ældre"


def test_sections_go_between_their_markers_or_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "doc.md"
    path.write_text("# A\n<!-- x -->\nold\n<!-- /x -->\nend\n")
    update(path, [Section("x", table(["", "n"], [["a", "1"]]))])
    assert path.read_text() == "# A\n<!-- x -->\n\n|  | n |\n| --- | ---: |\n| a | 1 |\n\n<!-- /x -->\nend\n"
    before = path.read_text()
    with pytest.raises(ValueError, match="no place for y"):
        update(path, [Section("x", "new"), Section("y", "z")])
    assert path.read_text() == before


def test_a_floor_holds_from_its_bound_on() -> None:
    assert Floor("speed", 8.0, 8.0).holds
    assert not Floor("speed", 7.9, 8.0).holds
    assert Floor("peak", 150.0, 150.0, most=True).holds
    assert "MISSED" in str(Floor("peak", 151.0, 150.0, most=True))


def test_every_file_that_is_not_as_recorded_is_named() -> None:
    recorded = {"a": "1", "b": "2", "c": "3"}
    assert list(differences(recorded, recorded)) == []
    assert list(differences(recorded, {"a": "1", "b": "9", "d": "3"})) == ["changed: b", "gone:    c", "new:     d"]
