"""What every part of a profile is made of: frozen values that hold no other keys, and patterns that compile."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


class ProfilePart(BaseModel):
    """A table of a profile's file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def compiles(pattern: str) -> str:
    """The regular expression. Raises ValueError where it is none."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression ({error})") from error
    return pattern


Pattern = Annotated[str, AfterValidator(compiles)]
