from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas.profile.identities import Term, identity_of
from schemas.profile.kinds import Kind, StatementWords
from schemas.profile.load import load_profile
from schemas.profile.problems import problems_of

PAGE = Path(__file__).parents[3] / "docs" / "profiles.md"
OWN = 'extends = "dansk-kommune"\nname = "eksempel"\n\n[[kinds]]\n'


def test_an_identity_names_lines_kinds_measures_and_signs() -> None:
    stated = identity_of("a = b - kind.c@closing + d? + ±e")
    assert stated.result == Term("a", 1)
    assert stated.parts == (
        Term("b", 1),
        Term("c", -1, kind="kind", measure="closing"),
        Term("d", 1, optional=True),
        Term("e", 1, either_sign=True),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a", "needs one ="),
        ("a = b = c", "needs one ="),
        ("a = b +", "a sign without a line"),
        ("a = b c", '"b c" is no line'),
        ("a = B", '"B" is no line'),
        ("a = ", "a sign without a line"),
        (" = a", '"" is no line'),
    ],
)
def test_a_text_that_is_no_identity_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        identity_of(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kind = 'operatin'\ncaption = ['x']\n", 'line 5: kinds.*did you mean "operating"'),
        ("kind = 'operating'\ntotal = 'x'\n", "line 4: kinds.*total is for kinds of statement"),
        ("kind = 'ratios'\n", "line 4: kinds.*give caption, head or lines"),
        ("kind = 'Ratios'\ncaption = ['x']\n", "line 5: kinds"),
        ("kind = 'ratios'\ncaption = ['(']\n", "line 6: kinds.*is no regular expression"),
        ("kind = 'ratios'\ncaption = ['x']\nidentities = ['a + b']\n", "line 7: kinds.*needs one ="),
        ("kind = 'ratios'\ncaption = ['x']\ncolor = 1\n", "line 7: kinds.*is not known here; allowed: kind, caption"),
        ("kind = 'ratios'\ncaption = ['x']\nquantity = 'kroner'\n", "line 7: kinds.*'money', 'count' or 'number'"),
    ],
)
def test_what_is_wrong_with_a_kind_has_its_line_and_its_key(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "eksempel.toml"
    path.write_text(OWN + text, encoding="utf-8")
    found = [str(one) for one in problems_of(path)]
    assert any(re.search(problem, one) for one in found), found


def test_a_kind_that_the_base_has_is_added_to(tmp_path: Path) -> None:
    path = tmp_path / "eksempel.toml"
    path.write_text(OWN + "kind = 'debt'\ncaption = ['lån']\n[kinds.lines]\nbanks = ['banklån']\n", encoding="utf-8")
    own = next(kind for kind in load_profile(path).statement_kinds if kind.kind == "debt")
    base = next(kind for kind in load_profile("dansk-kommune").statement_kinds if kind.kind == "debt")
    assert own.caption == ("lån", *base.caption)
    assert own.lines["banks"] == ("banklån", *base.lines["banks"])
    assert own.years == base.years == "closing"


def test_every_identity_names_lines_that_its_kinds_have() -> None:
    kinds = {kind.kind: kind for kind in load_profile("dansk-kommune").statement_kinds}
    for kind in kinds.values():
        for identity in kind.parsed_identities:
            for term in identity.terms:
                owner = kinds[term.kind or kind.kind]
                assert term.code in {*owner.lines, owner.total}, identity.rule
        for codes in kind.sides.values():
            assert set(codes) <= {*kind.lines}


def test_the_page_about_profiles_names_every_key() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in (*Kind.model_fields, *StatementWords.model_fields):
        assert f"| `{name}` |" in page, name
    for kind in load_profile("dansk-kommune").statement_kinds:
        assert f"`{kind.kind}`" in page, kind.kind
