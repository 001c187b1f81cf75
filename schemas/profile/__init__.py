"""Publishers' profiles: what one may hold, how it is loaded over its base, and what is wrong with one.

Come here for a key of ``schemas/profiles/*.toml``. Nothing here knows what is done with the words.
"""

from __future__ import annotations

from typing import Final

# The words that every Danish municipality shares, for a report whose publisher no profile knows.
SHARED_PROFILE: Final = "dansk-kommune"
# Asked for by this name, no profile is recognised: the report is read as that of an unknown publisher.
NO_PROFILE: Final = "none"
