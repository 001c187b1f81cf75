"""Which datasets are published for people: as CSV and Excel, and with an entry of their own in a catalogue.

All of them are in the package, as Parquet and in the database, whatever is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from regnskab.errors import PublishError
from schemas.datasets import EVERY

# The datasets that people ask for: figures by what they mean. How they were read is for those who want to see for
# themselves.
BY_DEFAULT = frozenset(name for name, dataset in EVERY.items() if not dataset.technical)
ALL = "all"


def chosen(names: Sequence[str]) -> frozenset[str]:
    """The datasets of these names; "all" stands for every one, none for those that people ask for.

    Raises PublishError for a name that no dataset has.
    """
    if not names:
        return BY_DEFAULT
    if ALL in names:
        return frozenset(EVERY)
    for name in names:
        if name not in EVERY:
            near = get_close_matches(name, EVERY, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(EVERY)}, or all of them: {ALL}"
            raise PublishError(f"--datasets: there is no dataset {name!r}", remedy=remedy)
    return frozenset(names)
