"""``statements``: the statements that every municipality publishes, a row for each line and column."""

from __future__ import annotations

from schemas.contract.model import AMOUNT, INT32, NUMBER, STRING, TERM, Column, Dataset
from schemas.contract.rules import PLACE_RULES, REPORT_RULES, SUM_RULES, at_least, matches
from schemas.contract.vocabulary import FLOWS, POSITIVES, QUANTITIES, SIDES
from schemas.datasets.common import CELL, COMMITTEE, FLAGS, LABEL, PLACE, REPORT, REPORT_ID, ROW, SUMS, TABLE_ID

NAME = "^[a-z][a-z0-9_]*$"

STATEMENTS = Dataset(
    name="statements",
    title_en="Statements",
    title_da="Opgørelser",
    row_en="one line and one column of a statement; `is_leaf` tells the lines that may be added up",
    row_da="én linje og én kolonne i en opgørelse; `is_leaf` viser de linjer, der må lægges sammen",
    key=("table_id", "cell_row", "cell_column"),
    columns=(
        REPORT_ID,
        TABLE_ID,
        *REPORT,
        Column(
            "statement",
            STRING,
            "The kind of statement, as profiles declare it: income_statement, balance_sheet, cash_flow, ...",
            "Opgørelsens slags, som profiler angiver den: regnskabsopgørelse, balance, finansieringsoversigt, ...",
        ),
        COMMITTEE,
        ROW,
        Column(
            "line_code",
            STRING,
            "What the line is, the same word in every report; null where no wording of the profile matches",
            "Hvad linjen er, med samme ord i alle rapporter; null hvor ingen ordlyd i profilen passer",
            nullable=True,
        ),
        LABEL,
        *SUMS,
        Column(
            "side",
            TERM,
            "Assets or liabilities, in a balance sheet",
            "Aktiver eller passiver, i en balance",
            nullable=True,
            vocabulary=SIDES,
        ),
        Column(
            "measure",
            STRING,
            "What the column measures: adopted_budget, revised_budget, actual, prior_actual, opening, closing, ...; "
            "null where its head does not tell",
            "Hvad kolonnen måler; null hvor dens hoved ikke siger det",
            nullable=True,
        ),
        Column(
            "flow",
            TERM,
            "Expenditure, income or net, where the column's head says so",
            "Udgifter, indtægter eller netto, hvor kolonnens hoved siger det",
            nullable=True,
            vocabulary=FLOWS,
        ),
        Column("heading", STRING, "The column's head as printed, top down", "Kolonnens hoved, som det er trykt"),
        Column("year", INT32, "The column's year", "Kolonnens år", unit="year", nullable=True),
        Column("published", STRING, "The cell's text as printed", "Cellens tekst, som den er trykt"),
        Column(
            "quantity",
            TERM,
            "What it counts, as in `figures`",
            "Hvad det tæller, som i `figures`",
            vocabulary=QUANTITIES,
        ),
        Column(
            "number",
            NUMBER,
            "The number as printed, in its own unit; null where it has more digits than fit",
            "Tallet, som det er trykt, i dets egen enhed",
            unit="as printed",
            nullable=True,
        ),
        Column("unit", STRING, "The unit that `published` is in", "Enheden, som `published` er i", nullable=True),
        Column(
            "amount_dkk",
            AMOUNT,
            "The amount; null where the number is no money or its unit is not known",
            "Beløbet; null hvor tallet ikke er penge, eller enheden er ukendt",
            unit="kr.",
            nullable=True,
        ),
        Column(
            "note_ref",
            STRING,
            "The note that the line refers to, as printed",
            "Noten, som linjen henviser til, som den er trykt",
            nullable=True,
        ),
        FLAGS,
        *PLACE,
        *CELL,
        Column(
            "account_code",
            STRING,
            'Function of the authorised chart of accounts that the label begins with, two digits each ("03.22.01")',
            "Funktionen i den autoriserede kontoplan, som linjens tekst begynder med, med to cifre i hver del",
            nullable=True,
        ),
        Column(
            "positive",
            TERM,
            "What the table prints as positive amounts, costs or income, as its lines of income tell",
            "Hvad tabellen trykker som positive beløb, udgifter eller indtægter, efter dens indtægtslinjer",
            nullable=True,
            vocabulary=POSITIVES,
        ),
    ),
    rules=(
        *REPORT_RULES,
        *PLACE_RULES,
        at_least("row", 0),
        *SUM_RULES,
        matches("statement", NAME),
        matches("line_code", NAME),
        matches("measure", NAME),
        matches("account_code", r"^0\d\.\d{2}\.\d{2}$"),
    ),
)
