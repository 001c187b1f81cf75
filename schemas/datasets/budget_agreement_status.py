"""``budget_agreement_status``: how far the initiatives of the budget agreement have come."""

from __future__ import annotations

from schemas.contract.model import STRING, Column, Dataset
from schemas.contract.rules import PLACE_RULES, REPORT_RULES, at_least
from schemas.datasets.common import COMMITTEE, FLAGS, PLACE, REPORT, REPORT_ID, ROW, TABLE_ID

BUDGET_AGREEMENT_STATUS = Dataset(
    name="budget_agreement_status",
    title_en="Status of the budget agreement",
    title_da="Status på budgetaftalen",
    row_en="one initiative of the budget agreement; page and box are where it begins",
    row_da="én indsats i budgetaftalen; side og boks er, hvor den begynder",
    key=("table_id", "row"),
    columns=(
        REPORT_ID,
        TABLE_ID,
        *REPORT,
        COMMITTEE,
        ROW,
        Column("item_no", STRING, "Its number in the agreement", "Dens nummer i aftalen"),
        Column("topic", STRING, "What it is about", "Emnet"),
        Column("description", STRING, "The description as printed", "Beskrivelsen, som den er trykt"),
        Column("status", STRING, "Where it stands, as printed", "Status, som den er trykt"),
        FLAGS,
        *PLACE,
    ),
    rules=(*REPORT_RULES, *PLACE_RULES, at_least("row", 0)),
)
