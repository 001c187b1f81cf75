"""What every worker needs, loaded once in the process that they are all forked from."""

from __future__ import annotations

import gc

import numpy.ma  # noqa: F401 (pandas loads it with the first frame)

import regnskab.batch.pool
import regnskab.report.pipeline  # noqa: F401
from normalize.wording.prose_words import ProseWords
from normalize.wording.table_words import Words
from regnskab.batch.recipe import code_sha256
from schemas.profile.load import available, load_profile
from schemas.profile.municipalities import named_in

code_sha256()
named_in("")
# Python keeps what was compiled: no worker compiles the profiles' patterns again.
for _name in available():
    _profile = load_profile(_name)
    Words(_profile)
    ProseWords(_profile.prose)

# No worker looks through all this again for what nobody needs, which would also give it a copy of its own.
gc.collect()
gc.freeze()
