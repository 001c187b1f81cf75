"""What every worker needs, loaded once in the process that they are all forked from."""

from __future__ import annotations

import gc

import regnskab.batch.worker
import regnskab.pipeline  # noqa: F401
from regnskab.batch.recipe import code_sha256
from schemas.profile import available, load_profile

code_sha256()
for _name in available():
    load_profile(_name)

# No worker looks through all this again for what nobody needs, which would also give it a copy of its own.
gc.collect()
gc.freeze()
