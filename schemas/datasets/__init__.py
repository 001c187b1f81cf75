"""Every dataset of the contract, by name, in the order in which they are written and listed; one module for each.

Come here to add a column or a dataset. Nothing here knows how its rows are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemas.contract.model import Dataset
from schemas.datasets.budget_agreement_status import BUDGET_AGREEMENT_STATUS
from schemas.datasets.capital_projects import CAPITAL_PROJECTS
from schemas.datasets.cells import CELLS
from schemas.datasets.checks import CHECKS
from schemas.datasets.figures import FIGURES
from schemas.datasets.financing import FINANCING
from schemas.datasets.key_figures import KEY_FIGURES
from schemas.datasets.lines import LINES
from schemas.datasets.operating_expenditure import OPERATING_EXPENDITURE
from schemas.datasets.sources import SOURCES
from schemas.datasets.statements import STATEMENTS
from schemas.datasets.tables import TABLES

DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {
        dataset.name: dataset
        for dataset in (
            SOURCES,
            TABLES,
            CELLS,
            OPERATING_EXPENDITURE,
            FINANCING,
            CAPITAL_PROJECTS,
            BUDGET_AGREEMENT_STATUS,
            KEY_FIGURES,
            STATEMENTS,
            FIGURES,
            CHECKS,
        )
    }
)

# Datasets that span reports: made of the datasets above, a file per municipality.
SPANNING: Mapping[str, Dataset] = MappingProxyType({LINES.name: LINES})

# All that an output folder may hold, and that can be shown and explained.
EVERY: Mapping[str, Dataset] = MappingProxyType({**DATASETS, **SPANNING})
