from __future__ import annotations

import pytest

from normalize.danish.accounts import account_code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("03.22.01 Folkeskoler", "03.22.01"),
        ("3.22.01 Folkeskoler", "03.22.01"),
        ("03.22.01", "03.22.01"),
        ("3 22 01 Folkeskoler", "03.22.01"),
        ("05.25.14- Dagpleje", "05.25.14"),
        ("(3.22.01) Folkeskoler", "03.22.01"),
        ("10.26 Renovation mv.", None),
        ("03.22 Folkeskolen mm.", None),
        ("3.22.01.1 Løn", None),
        ("12.22.01 Ukendt", None),
        ("31.12.2024", None),
        ("Folkeskoler", None),
    ],
)
def test_functions_have_one_form(label: str, code: str | None) -> None:
    assert account_code(label) == code
