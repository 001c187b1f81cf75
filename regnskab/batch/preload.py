"""What every worker needs, loaded once in the process that they are all forked from."""

from __future__ import annotations

import regnskab.batch.watch
import regnskab.batch.work
import regnskab.pipeline  # noqa: F401
from regnskab.batch.recipe import code_sha256
from schemas.profile import available, load_profile

code_sha256()
for _name in available():
    load_profile(_name)
