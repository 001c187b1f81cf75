"""Codes of the authorised chart of accounts (den autoriserede kontoplan) of Danish municipalities.

A function has three parts, hovedkonto (0 to 9), hovedfunktion and funktion; the first is printed with one digit or two.
"""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(r"\W?0?(?P<main>\d)[.\s](?P<group>\d{2})[.\s](?P<function>\d{2})(?![\d.,])\W*")


def account_code(label: str) -> str | None:
    """The code of the function that a label begins with, in two digits each ("03.22.01"); None for other labels."""
    found = _CODE.match(label)
    return None if found is None else f"0{found['main']}.{found['group']}.{found['function']}"
