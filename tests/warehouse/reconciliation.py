"""What a plain SUM over a mart gives against what the statement it came from prints, disclosure by disclosure.

Written from core alone, without the steps the marts are built by, so that both can be wrong only apart.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import duckdb

# The printed total of a table: 本年支出合计 before 合计 before 总计, which can hold what is carried over as well.
_PRINTED = """
own AS (
    SELECT f.* FROM core.fact_budget f JOIN core.dim_document d USING (document_id, part_no)
    WHERE d.is_current AND f.fiscal_year = d.fiscal_year AND f.stage = d.stage
),
printed AS (
    SELECT document_id, part_no, statement, table_no, max(rounding_step) AS step,
        arg_min(amount, (CASE line_role WHEN 'current_total' THEN 1 WHEN 'total' THEN 2 ELSE 3 END, -amount)) AS amount
    FROM own WHERE is_total AND measure = 'total' AND flow = 'expenditure' GROUP BY ALL
)
"""

# Each query gives: document, part, statement, sum, printed, how far rounding of the printed figures can part the two.
QUERIES = {
    "expenditure": f"""
WITH {_PRINTED},
spent AS (
    SELECT m.document_id, m.part_no, f.statement, f.table_no, sum(m.amount) AS amount, sum(f.rounding_step) AS steps
    FROM mart.expenditure m JOIN core.fact_budget f USING (line_id) GROUP BY ALL
)
SELECT document_id, part_no, statement, s.amount, p.amount, (steps + step) / 2
FROM spent s LEFT JOIN printed p USING (document_id, part_no, statement, table_no)
""",
    "expenditure_by_function": """
WITH e AS (SELECT department_id, fiscal_year, stage, sum(amount) AS amount FROM mart.expenditure GROUP BY ALL),
f AS (SELECT department_id, fiscal_year, stage, sum(amount) AS amount FROM mart.expenditure_by_function GROUP BY ALL)
SELECT department_id, fiscal_year, stage, f.amount, e.amount, 0
FROM e FULL JOIN f USING (department_id, fiscal_year, stage)
""",
    "expenditure_by_economic": f"""
WITH {_PRINTED},
whole AS (  -- final accounts print 人员经费合计 and 公用经费合计 and no sum of the two
    SELECT document_id, part_no, statement, table_no, step, amount FROM printed
    UNION ALL
    SELECT document_id, part_no, statement, table_no, sum(rounding_step), sum(amount)
    FROM (
        SELECT document_id, part_no, statement, table_no, rounding_step, amount FROM own
        ANTI JOIN printed USING (document_id, part_no, statement, table_no)
        WHERE statement = 'basic_economic' AND line_role = 'subtotal' AND measure IN ('personnel', 'public')
    )
    GROUP BY ALL
)
SELECT d.document_id, d.part_no, m.statement, sum(m.amount), any_value(w.amount),
    -- at most as many figures as the statement prints were rounded
    (SELECT sum(rounding_step) FROM own o
     WHERE (o.document_id, o.part_no, o.statement) = (d.document_id, d.part_no, m.statement)) / 2
FROM mart.expenditure_by_economic m
JOIN core.dim_document d ON d.is_current
    AND (d.department_id, d.fiscal_year, d.stage) = (m.department_id, m.fiscal_year, m.stage)
JOIN mart.coverage c ON c.subject = 'economic' AND c.is_counted
    AND (c.document_id, c.part_no) = (d.document_id, d.part_no)
LEFT JOIN (SELECT document_id, part_no, statement, max(amount) AS amount FROM whole GROUP BY ALL) w
    ON (w.document_id, w.part_no, w.statement) = (d.document_id, d.part_no, m.statement)
GROUP BY d.document_id, d.part_no, m.statement
""",
    "revenue_by_source": f"""
WITH {_PRINTED}
SELECT m.document_id, m.part_no, m.statement, any_value(m.total),
    -- with what was carried over or without: the printed total the sum is nearest to
    arg_min(o.amount, abs(o.amount - m.total)), (any_value(m.sources) + 1) * max(o.rounding_step) / 2
FROM (
    SELECT document_id, part_no, statement, sum(amount) AS total, count(*) AS sources
    FROM mart.revenue_by_source GROUP BY ALL
) m
LEFT JOIN own o ON (o.document_id, o.part_no, o.statement) = (m.document_id, m.part_no, m.statement)
    AND o.is_total AND o.flow = 'revenue' AND o.measure IN ('total', 'current_year', 'subtotal')
GROUP BY ALL
""",
    "three_public": f"""
WITH {_PRINTED}
SELECT m.document_id, m.part_no, 'three_public', m.total,
    arg_min(o.amount, abs(o.amount - m.total)), 2 * max(o.rounding_step)
FROM (SELECT document_id, part_no, sum(amount) AS total FROM mart.three_public WHERE source = 'table' GROUP BY ALL) m
LEFT JOIN own o ON (o.document_id, o.part_no) = (m.document_id, m.part_no)
    AND o.statement = 'three_public' AND o.measure = 'total'
    AND (o.is_total OR NOT EXISTS (
        FROM own t
        WHERE t.is_total AND (t.document_id, t.part_no, t.statement) = (o.document_id, o.part_no, o.statement)))
GROUP BY ALL
""",
    "execution": """
SELECT x.department_id, x.fiscal_year, x.coverage, x.final, e.amount, 0
FROM (
    SELECT department_id, fiscal_year, coverage, sum(final_amount) AS final FROM mart.execution GROUP BY ALL
    UNION ALL
    SELECT department_id, fiscal_year, coverage, sum(budget_amount) FROM mart.execution GROUP BY ALL
) x
LEFT JOIN (
    SELECT department_id, fiscal_year, stage, coverage, sum(amount) AS amount FROM mart.expenditure GROUP BY ALL
) e
    ON (e.department_id, e.fiscal_year, e.coverage, e.amount) = (x.department_id, x.fiscal_year, x.coverage, x.final)
""",
    "year_over_year": """
SELECT y.department_id, y.fiscal_year, y.stage, y.amount, e.amount, 0
FROM (
    SELECT department_id, fiscal_year, stage, coverage, sum(amount) AS amount FROM mart.year_over_year
    WHERE basis = 'two_disclosures' GROUP BY ALL
    UNION ALL
    SELECT department_id, fiscal_year - 1, stage, coverage, sum(previous_amount) FROM mart.year_over_year
    WHERE basis = 'two_disclosures' GROUP BY ALL
) y
LEFT JOIN (
    SELECT department_id, fiscal_year, stage, coverage, sum(amount) AS amount FROM mart.expenditure GROUP BY ALL
) e
    ON (e.department_id, e.fiscal_year, e.stage, e.coverage) = (y.department_id, y.fiscal_year, y.stage, y.coverage)
""",
    "county_comparison": """
SELECT c.fiscal_year, c.stage, c.region_code, c.amount, e.amount, 0
FROM (SELECT fiscal_year, stage, region_code, sum(amount) AS amount FROM mart.county_comparison GROUP BY ALL) c
FULL JOIN (SELECT fiscal_year, stage, region_code, sum(amount) AS amount FROM mart.expenditure GROUP BY ALL) e
    ON (e.fiscal_year, e.stage) = (c.fiscal_year, c.stage) AND e.region_code IS NOT DISTINCT FROM c.region_code
""",
}


class Row(NamedTuple):
    """One sum of a mart beside what is printed; ``where`` names the disclosure."""

    mart: str
    where: tuple[object, ...]
    counted: Decimal | None
    printed: Decimal | None
    tolerance: Decimal | None

    @property
    def is_equal(self) -> bool:
        """The two are the same but for rounding of the printed figures."""
        if self.counted is None or self.printed is None or self.tolerance is None:
            return False
        return abs(self.counted - self.printed) <= self.tolerance


def compare(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every sum of every money mart."""
    return [
        Row(mart, tuple(row[:3]), *row[3:])
        for mart, sql in QUERIES.items()
        for row in connection.execute(sql).fetchall()
    ]
