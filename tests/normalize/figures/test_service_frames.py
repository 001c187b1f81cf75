"""Inside and outside of the service frame, where a table lets one infer it."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.model import Figure
from schemas.profile.load import Profile
from tests.normalize.layouts import OPERATING_HEAD, captioned, page, read_report


def frames(rows: Sequence[Sequence[str]], profile: Profile) -> dict[str, tuple[str | None, bool]]:
    """The frame of each line, and whether it is inferred."""
    pages = [page(1, *captioned("Tabel 1. Driftsudgifter i 2024", [OPERATING_HEAD, *rows], head=1))]
    figures: Sequence[Figure] = read_report(pages, profile, title="Årsrapport 2024").operating
    return {f.line.label: (f.line.service_frame, "service_frame_inferred" in f.flags) for f in figures}


def test_an_appropriation_whose_name_says_so_frames_its_items(profile: Profile) -> None:
    rows = [
        ["Årets resultat", "500", "500", "510", "10"],
        ["20.05 Forsørgelse - uden for servicerammen", "300", "300", "305", "5"],
        ["Kontanthjælp", "300", "300", "305", "5"],
        ["20.07 Beskæftigelse (inden for servicerammen)", "200", "200", "205", "5"],
    ]
    assert frames(rows, profile) == {
        "Årets resultat": (None, False),
        "20.05 Forsørgelse - uden for servicerammen": (None, False),
        "Kontanthjælp": ("outside", True),
        "20.07 Beskæftigelse (inden for servicerammen)": ("inside", True),
    }


SPLIT = [
    ["Årets resultat", "900", "905", "910", "5"],
    ["Inden for servicerammen", "600", "604", "607", "3"],
    ["Uden for servicerammen", "300", "301", "303", "2"],
    ["10.10 Veje", "400", "402", "403", "1"],
    ["Inden for servicerammen", "400", "402", "403", "1"],
    ["Drift af veje", "400", "402", "403", "1"],
    ["10.20 Parker", "200", "202", "204", "2"],
    ["Grønne områder", "200", "202", "204", "2"],
]


def test_the_only_way_to_share_out_the_whole_frames_what_is_left(profile: Profile) -> None:
    rows = [*SPLIT, ["10.30 Renovation", "300", "301", "303", "2"], ["Dagrenovation", "300", "301", "303", "2"]]
    found = frames(rows, profile)
    assert (found["Grønne områder"], found["Dagrenovation"]) == (("inside", True), ("outside", True))
    assert found["Drift af veje"] == ("inside", False)


def test_a_side_that_is_not_printed_is_the_rest_of_the_whole(profile: Profile) -> None:
    rows = [row for row in SPLIT if row[0] != "Uden for servicerammen"]
    found = frames([*rows, ["10.30 Renovation", "300", "301", "303", "2"]], profile)
    assert (found["Grønne områder"], found["10.30 Renovation"]) == (("inside", True), ("outside", True))


def test_nothing_is_inferred_where_two_ways_come_out(profile: Profile) -> None:
    rows = [*SPLIT[:-2], *(row for n in (2, 3) for row in ([f"10.{n}0 Parker {n}", "100", "101", "102", "1"],))]
    rows.append(["10.40 Renovation", "300", "301", "303", "2"])
    found = frames(rows, profile)
    assert (found["10.20 Parker 2"], found["10.30 Parker 3"]) == (("inside", True), ("inside", True))
    alike = [*SPLIT[:-2], ["10.20 Parker", "250", "251", "253", "2"], ["10.30 Affald", "250", "251", "253", "2"]]
    found = frames(alike, profile)
    assert (found["10.20 Parker"], found["10.30 Affald"]) == ((None, False), (None, False))


def test_nothing_is_inferred_where_the_whole_is_not_split_or_does_not_come_out(profile: Profile) -> None:
    unsplit = [SPLIT[0], *SPLIT[6:], ["10.30 Renovation", "700", "703", "706", "3"]]
    assert frames(unsplit, profile)["Grønne områder"] == (None, False)
    wrong = [*SPLIT, ["10.30 Renovation", "390", "301", "303", "2"]]
    assert frames(wrong, profile)["Grønne områder"] == (None, False)
