"""Every message that a broken profile can give, each by a profile that gives it; none may be missing here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from regnskab.errors import ProfileError
from schemas.profile.load import load_profile
from schemas.profile.problems import problems_of

FOLDER = Path(__file__).parents[3] / "schemas" / "profile"
OWN = 'extends = "dansk-kommune"\nname = "x"\n'
KIND = OWN + '[[kinds]]\nkind = "own"\ncaption = ["x"]\n'
IDENTITY = KIND + "identities = ['{}']\n"

# Profiles with one mistake each, and what is said of it.
BROKEN = [
    (OWN + "[lines]\nproject = '^x$'\n", "needs a group (?P<code>...)"),
    (OWN + "[recognise]\npatterns = ['(']\n", "is no regular expression (missing ), unterminated subpattern"),
    (
        KIND.replace('"own"', '"operatin"'),
        '"operatin" is nearly a kind with a dataset of its own; did you mean "operating"?',
    ),
    (
        KIND.replace('"own"', '"capital"') + 'total = "x"\n',
        "total is for kinds of statement; capital has a dataset with lines of its own",
    ),
    (OWN + '[[kinds]]\nkind = "own"\n', "has no words that tell it: give caption, head or lines"),
    (IDENTITY.format("a + b"), '"a + b" needs one =, as in "assets_total = liabilities_total"'),
    (IDENTITY.format("a = b +"), '"a = b +" has a sign without a line, or a line without a sign'),
    (IDENTITY.format("a = B"), '"B" is no line: write code, kind.code, code@measure, code? or ±kind.code'),
    (OWN + "[[prose.measures]]\nmeasure = []\nbefore = ['x']\n", "measure: names none"),
    (OWN + "[[prose.measures]]\nmeasure = ['actual']\n", "has no words: give before, behind or around"),
    (OWN + 'colour = "red"\n', "is not known here; allowed: name, municipality"),
    (OWN + "[columns.measures]\nactuall = ['x']\n", 'did you mean "actual"?'),
    (OWN + "[prose]\nvage = ['x']\n", 'did you mean "vague"?'),
    ('name = "x"\n', 'is missing; add it, or extend a profile that has it (extends = "dansk-kommune")'),
    (OWN + "municipality = 'Odense'\nmunicipality_code = '462'\n", "462 is not the code of Odense, which is 461"),
    (OWN + "x = \n", "is not valid TOML"),
    (KIND + 'quantity = "kroner"\n', "Input should be 'money', 'count' or 'number'"),
    (OWN + "[[lines.levels]]\nlevel = 'item'\nindent = -1\n", "Input should be greater than or equal to 0"),
    (OWN + 'municipality_code = "99"\n', "String should match pattern '^\\d{3}$'"),
    (OWN + "[[identities]]\nkinds = ['operating']\nresult = 'actual'\nplus = []\n", "at least 1 item"),
    (OWN + "[units]\ndefault = 3\n", "Input should be a valid string"),
]
# Files that cannot be a profile at all.
UNREADABLE = [
    ("there is no such profile file", "missing.toml", None),
    ("there is no profile named 'findes-ikke'", "x.toml", 'extends = "findes-ikke"\nname = "x"\n'),
    ("key extends: profiles extend each other", "x.toml", 'extends = "x.toml"\nname = "x"\n'),
    ("key extends: is no name", "x.toml", 'extends = 3\nname = "x"\n'),
    ("is not valid TOML", "x.toml", "name = \n"),
    ("key units.default", "x.toml", OWN + "[units]\ndefault = 3\n"),
]


@pytest.mark.parametrize(("text", "says"), BROKEN, ids=[says[:40] for _, says in BROKEN])
def test_a_mistake_is_said_with_its_line_and_key(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    found = [str(problem) for problem in problems_of(path)]
    assert any(says in one for one in found), found
    lines = [one for one in found if says in one]
    assert all(re.match(r"line \d+: ", one) or "is missing" in one for one in lines), lines


@pytest.mark.parametrize(("says", "name", "text"), UNREADABLE, ids=[says[:40] for says, _, _ in UNREADABLE])
def test_a_file_that_is_no_profile_is_refused_with_a_remedy(
    tmp_path: Path, says: str, name: str, text: str | None
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=re.escape(says)) as caught:
        load_profile(path)
    assert caught.value.remedy


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read: Is a directory; check the path"):
        problems_of(tmp_path)
    (tmp_path / "x.toml").mkdir()
    with pytest.raises(ProfileError, match="there is no such profile file"):
        load_profile(tmp_path / "x.toml")


def test_no_message_of_the_code_is_untested() -> None:
    """Each message that is raised, or said of a problem, has a piece that is told of above."""
    told = " ".join([*(says for _, says in BROKEN), *(says for says, _, _ in UNREADABLE), "cannot be read: "])
    missing = [piece for path in sorted(FOLDER.glob("*.py")) for piece in _messages(path) if piece not in told]
    assert missing == []


def _messages(path: Path) -> list[str]:
    """The longest constant piece of each message that a module raises."""
    out = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if path.stem == "reference" or not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
            continue
        texts = [part for part in node.exc.args[:1] for part in ast.walk(part) if isinstance(part, ast.Constant)]
        pieces = [str(text.value) for text in texts if isinstance(text.value, str)]
        if pieces:
            out.append(max(pieces, key=len).strip(": "))
    return out
