"""Lines are known again over the years, once each, by code, place and wording."""

from __future__ import annotations

from pathlib import Path

import pytest

from regnskab.errors import DecisionError
from regnskab.report.conversion import Conversion
from regnskab.years.compare import DECISIONS, Tracked, track
from regnskab.years.match_rules import likeness
from tests.regnskab.yearly import TOTAL, Row, appropriation, frame, item, project, report

ROADS = (TOTAL, appropriation("Veje", "10.30"))


def tracked(out: Path, *reports: Conversion) -> Tracked:
    for one in reports:
        one.write(out)
    (found,) = track(out)
    return found


def matches(found: Tracked) -> dict[str, list[tuple[int, str, str | None]]]:
    """Per line, its years with wordings and by what it was known again."""
    return {
        one.line_id.removeprefix("strandby/"): [(p.line.year, p.line.wording, p.matched) for p in one.places]
        for one in found.identities
    }


def test_the_same_words_in_the_same_place_and_a_new_wording_of_the_one_that_is_left(tmp_path: Path) -> None:
    found = matches(
        tracked(
            tmp_path,
            report(2023, [*ROADS, item("Sygedagpenge mv.", "10.30"), item("Parker", "10.30")]),
            report(2024, [*ROADS, item("Parker", "10.30"), item("Sygedagpenge", "10.30")]),
        )
    )
    assert found["operating/10.30/parker"] == [(2023, "Parker", None), (2024, "Parker", "same")]
    assert found["operating/10.30/sygedagpenge-mv"] == [
        (2023, "Sygedagpenge mv.", None),
        (2024, "Sygedagpenge", "wording"),
    ]
    assert found["operating/vejudvalget/total"][1] == (2024, "Årets resultat", "same")
    assert len(found) == 4


def test_a_code_decides_whatever_the_words(tmp_path: Path) -> None:
    found = matches(
        tracked(
            tmp_path,
            report(2023, [TOTAL, appropriation("Veje", "10.30")], [project("Sti 2023", "A1"), project("Mur", "A2")]),
            report(2024, [TOTAL, appropriation("Veje og stier", "10.30")], [project("Mur", "A3"), project("Sø", "A1")]),
        )
    )
    assert found["operating/10.30"][1] == (2024, "Veje og stier", "code")
    assert found["capital/a1"] == [(2023, "Sti 2023", None), (2024, "Sø", "code")]
    # Two codes are two projects, however alike their names are.
    assert found["capital/a2"] == [(2023, "Mur", None)]
    assert found["capital/a3"] == [(2024, "Mur", None)]


def test_equal_words_under_other_appropriations_and_frames_stay_apart(tmp_path: Path) -> None:
    def rows(actual: str) -> list[Row]:
        return [
            TOTAL,
            appropriation("Veje", "10.30"), frame("10.30", "inside"), item("Øvrige områder", "10.30", "inside", actual),
            frame("10.30", "outside"), item("Øvrige områder", "10.30", "outside", actual),
            appropriation("Parker", "10.31"), item("Øvrige områder", "10.31", None, actual),
        ]  # fmt: skip

    found = matches(tracked(tmp_path, report(2023, rows("1")), report(2024, rows("2"))))
    assert {name for name in found if name.endswith("oevrige-omraader")} == {
        "operating/10.30/inside/oevrige-omraader",
        "operating/10.30/outside/oevrige-omraader",
        "operating/10.31/oevrige-omraader",
    }
    assert all([matched for _, _, matched in places] == [None, "same"] for places in found.values())


def test_lines_that_are_printed_twice_are_matched_in_their_order(tmp_path: Path) -> None:
    rows = [*ROADS, item("Andet", "10.30", None, "1"), item("Andet", "10.30", None, "2")]
    found = tracked(tmp_path, report(2023, rows), report(2024, rows))
    assert {name: [p.line.row for p in one.places] for one in found.identities if "andet" in (name := one.line_id)} == {
        "strandby/operating/10.30/andet": [2, 2],
        "strandby/operating/10.30/andet-2": [3, 3],
    }


def test_a_line_that_moves_to_the_other_frame_is_known_by_its_words(tmp_path: Path) -> None:
    found = matches(
        tracked(
            tmp_path,
            report(2023, [*ROADS, item("Havne", "10.30", "inside")]),
            report(2024, [*ROADS, item("Havne", "10.30", "outside")]),
        )
    )
    assert found["operating/10.30/inside/havne"][1] == (2024, "Havne", "moved")


def test_nothing_alike_is_a_new_line_and_a_vanished_one(tmp_path: Path) -> None:
    found = matches(
        tracked(
            tmp_path,
            report(2023, [*ROADS, item("Havne", "10.30")]),
            report(2024, [*ROADS, item("Biblioteker", "10.30")]),
        )
    )
    assert len(found["operating/10.30/havne"]) == len(found["operating/10.30/biblioteker"]) == 1


def test_a_committee_with_a_new_name_is_known_by_its_codes(tmp_path: Path) -> None:
    found = matches(
        tracked(
            tmp_path,
            report(2023, [*ROADS], committee="Vejudvalget"),
            report(2024, [*ROADS], committee="Udvalget for Teknik"),
        )
    )
    assert [year for year, _, _ in found["operating/vejudvalget/total"]] == [2023, 2024]


def test_a_year_between_is_no_end(tmp_path: Path) -> None:
    years = [(2022, "Havne"), (2023, "Noget andet"), (2024, "Havne")]
    reports = [report(year, [*ROADS, item(words, "10.30")]) for year, words in years]
    assert [year for year, _, _ in matches(tracked(tmp_path, *reports))["operating/10.30/havne"]] == [2022, 2024]


def test_no_line_is_lost_and_none_has_two_identities(tmp_path: Path) -> None:
    rows = [[*ROADS, *(item(f"Post {n % 3}", "10.30") for n in range(count))] for count in (5, 7, 4)]
    found = tracked(tmp_path, *(report(2022 + i, one) for i, one in enumerate(rows)))
    places = [place.line.place for one in found.identities for place in one.places]
    assert len(places) == len(set(places)) == sum(len(one) for one in rows)
    assert len({one.line_id for one in found.identities}) == len(found.identities)


def test_the_file_is_the_same_whatever_the_order_of_conversion(tmp_path: Path) -> None:
    made = [report(2023, [*ROADS, item("Havn", "10.30")]), report(2024, [*ROADS, item("Havne", "10.30")])]
    first = tracked(tmp_path / "a", *made).file.read_bytes()
    second = tracked(tmp_path / "b", *made[::-1]).file
    assert second == tmp_path / "b" / "lines" / "strandby.parquet"
    assert second.read_bytes() == first
    track(tmp_path / "b")
    assert second.read_bytes() == first


DECISION = """
[[lines]]
municipality = "Strandby"
kind = "operating"
years = [2023, 2024]
expect = ["{older}", "{newer}"]
same = {same}
reason = "The budget notes say so."
"""


def decide(out: Path, older: str, newer: str, *, same: bool) -> None:
    out.mkdir(exist_ok=True)
    text = DECISION.format(older=older, newer=newer, same=str(same).lower())
    (out / DECISIONS).write_text(text, encoding="utf-8")


def test_a_person_may_join_lines(tmp_path: Path) -> None:
    decide(tmp_path, "Havne", "Biblioteker", same=True)
    made = report(2023, [*ROADS, item("Havne", "10.30")]), report(2024, [*ROADS, item("Biblioteker", "10.30")])
    assert matches(tracked(tmp_path, *made))["operating/10.30/havne"][1] == (2024, "Biblioteker", "decision")


def test_a_person_may_part_lines(tmp_path: Path) -> None:
    decide(tmp_path, "Havn", "Havne", same=False)
    made = report(2023, [*ROADS, item("Havn", "10.30")]), report(2024, [*ROADS, item("Havne", "10.30")])
    found = matches(tracked(tmp_path, *made))
    assert len(found["operating/10.30/havn"]) == len(found["operating/10.30/havne"]) == 1


def test_a_decision_whose_words_are_gone_fails_loudly_and_writes_nothing(tmp_path: Path) -> None:
    decide(tmp_path, "Havne", "Biblioteker", same=True)
    made = report(2023, [*ROADS, item("Havne", "10.30")]), report(2024, [*ROADS, item("Bogbusser", "10.30")])
    with pytest.raises(DecisionError, match=r"expects 'Biblioteker' in the report for 2024, which prints it no longer"):
        tracked(tmp_path, *made)
    assert not (tmp_path / "lines").exists()


def test_a_decision_that_fits_two_lines_asks_which(tmp_path: Path) -> None:
    decide(tmp_path, "Andet", "Andet", same=False)
    rows = [*ROADS, item("Andet", "10.30"), appropriation("Parker", "10.31"), item("Andet", "10.31")]
    with pytest.raises(DecisionError, match=r"fits 2 lines .* one of 10\.30, 10\.31"):
        tracked(tmp_path, report(2023, rows), report(2024, rows))


def test_a_decision_about_a_year_that_is_not_there_is_left_aside(tmp_path: Path) -> None:
    decide(tmp_path, "Havne", "Biblioteker", same=True)
    assert len(tracked(tmp_path, report(2024, [*ROADS, item("Biblioteker", "10.30")])).aside) == 1


@pytest.mark.parametrize("broken", ["lines = 3", "[[lines]]\nkind = 'operating'", "[[lines"])
def test_a_file_of_decisions_that_is_none_is_refused(tmp_path: Path, broken: str) -> None:
    (tmp_path / DECISIONS).write_text(broken, encoding="utf-8")
    with pytest.raises(DecisionError, match=r"line-decisions\.toml"):
        tracked(tmp_path, report(2024, ROADS))


@pytest.mark.parametrize(
    ("left", "right", "least", "most"),
    [
        ("Parker", "PARKER.", 100, 100),
        ("Sygedagpenge mv.", "Sygedagpenge", 85, 99),
        ("BFO-institutioner", "BFO", 85, 99),
        ("Klimaindsatsen 2023", "Klimaindsatsen 2024", 0, 50),
        ("Tilbud efter § 85", "Tilbud efter § 107", 0, 50),
        ("Havne", "Biblioteker", 0, 59),
    ],
)
def test_likeness(left: str, right: str, least: float, most: float) -> None:
    assert least <= likeness(left, right) <= most
    assert likeness(left, right) == likeness(right, left)


def test_a_name_that_differs_only_by_its_year_is_the_same_name(tmp_path: Path) -> None:
    found = tracked(
        tmp_path,
        report(
            2023,
            [*ROADS, item("Parker 2023", "10.30"), item("Sti 2022-2025", "10.30")],
            [project("Naturplan 2022", "A1"), project("Mure - 2023", "A2"), project("Skur 2022"), project("Skur 2023")],
        ),
        report(
            2024,
            [*ROADS, item("Parker 2024", "10.30"), item("Sti 2022-2025", "10.30")],
            [project("Naturplan 2024", "A1"), project("Mur 2024", "A2"), project("Skur 2023"), project("Skur 2024")],
        ),
    )
    told = matches(found)
    assert told["operating/10.30/parker-2023"] == [(2023, "Parker 2023", None), (2024, "Parker 2024", "same")]
    assert told["capital/a1"] == [(2023, "Naturplan 2022", None), (2024, "Naturplan 2024", "same")]
    assert told["capital/a2"] == [(2023, "Mure - 2023", None), (2024, "Mur 2024", "code")]
    # The same words come first: a year's plan is not the next year's where both are printed.
    assert told["capital/vejudvalget/skur-2023"] == [(2023, "Skur 2023", None), (2024, "Skur 2023", "same")]
    assert told["capital/vejudvalget/skur-2022"] == [(2023, "Skur 2022", None)]
    scores = {one.line_id: one.score for one in found.identities}
    assert scores["strandby/capital/a1"] == 100.0
    doubts = [place.line.wording for one in found.identities for place in one.places if not place.exact]
    assert doubts == ["Mur 2024"]
