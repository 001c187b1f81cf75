"""Names of profiles with a meaning of their own; apart, so that knowing them loads nothing."""

from __future__ import annotations

from typing import Final

# The words that every Danish municipality shares, for a report whose publisher no profile knows.
SHARED_PROFILE: Final = "dansk-kommune"
# Asked for by this name, no profile is recognised: the report is read as that of an unknown publisher.
NO_PROFILE: Final = "none"
