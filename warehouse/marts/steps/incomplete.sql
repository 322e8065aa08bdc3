-- Tables of which not all loads: a part is held back, or the publisher withholds rows its totals hold.  Their sums are taken for what
-- the body spends only up to the total they print.
CREATE TEMP TABLE incomplete_table AS
SELECT document_id, part_no, table_no, bool_or(is_partly) AS is_partly
FROM (
    SELECT q.document_id, q.part_no, q.table_no, true AS is_partly
    FROM quarantine.fact_budget q SEMI JOIN core.fact_budget f USING (document_id, part_no, table_no)
    UNION ALL
    SELECT document_id, part_no, table_no, false FROM quality.result WHERE verdict = 'rows_withheld' AND table_no IS NOT NULL
)
GROUP BY ALL;
