"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# The first example pays for imports, and machines differ: time limits per example only make tests fail by chance.
settings.register_profile("regnskab", deadline=None)
settings.load_profile("regnskab")
