"""Notes on empty tables: a table is empty exactly where a note or the text says so.

That the text says nothing where a table prints amounts is checked with the narrative (N11-EMPTY); here the other way
round, and only in disclosures that do print such notes.
"""

from __future__ import annotations

import polars as pl

from pipelines.model.statements import Statement
from pipelines.reconcile.forms.frames import Known, equations
from pipelines.reconcile.keys import PART

_FUNDS = {Statement.GOVERNMENT_FUND: "基金", Statement.STATE_CAPITAL: "国有资本"}
_SAYS_NONE = r"无|没有|未"


def empty_tables(known: Known) -> pl.DataFrame:
    """An empty table of a fund has a note, or a sentence of the text, that says there is none.

    Left side: 1, the empty table; right side: 1 where it is said.  Where neither table of a disclosure has a note, the
    disclosure prints none and the rule does not apply.
    """
    said = known.claims.filter(pl.col("kind") == "none")
    amounts = known.facts.filter(pl.col("amount") != 0).select(*PART, "table_no").unique()
    tables = known.statements.filter(pl.col("statement").is_in(list(_FUNDS)))
    empty = tables.join(amounts, on=[*PART, "table_no"], how="anti")
    found = []
    for statement, words in _FUNDS.items():
        naming = said.filter((pl.col("subject") == statement) | pl.col("sentence").str.contains(words))
        lines = naming.group_by(PART, maintain_order=True).agg(rhs_lines=pl.col("line_id"))
        own = empty.filter(pl.col("statement") == statement).join(lines, on=PART, how="left")
        noted = pl.col("note").fill_null("").str.contains(_SAYS_NONE) | pl.col("rhs_lines").is_not_null()
        found.append(own.with_columns(noted=noted))
    rows = pl.concat(found).with_columns(prints_notes=pl.col("noted").any().over(PART))
    return equations(
        rows.with_columns(
            node="statement",
            lhs=pl.lit(1),
            rhs=pl.col("noted").cast(pl.Int64),
            applies="prints_notes",
            tolerance=pl.lit(0),
            lhs_lines=pl.lit([], dtype=pl.List(pl.String)),
        )
    )
