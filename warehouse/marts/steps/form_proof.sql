-- Whether the projects and purchases a disclosure prints add up to the total it prints with them: proven, withheld (short of it, and it says
-- that rows are left out), unproven (no total is printed) or does_not_add_up.  Tables of one source are taken together first: the total of
-- all can stand in the last of them.
CREATE TEMP TABLE form_proof AS
WITH printed AS (
    SELECT 'project' AS subject, document_id, part_no, source AS statement, table_no, amount, rounding_step,
        is_leaf IS NOT FALSE AS is_leaf, line_role IS NOT DISTINCT FROM 'total' AS is_total
    FROM core.fact_project
    UNION ALL
    SELECT 'procurement', document_id, part_no, 'procurement', table_no, amount, rounding_step, is_leaf, is_total
    FROM core.fact_procurement WHERE kind IS DISTINCT FROM 'purchase_of_services'
),
one AS (
    SELECT subject, document_id, part_no, statement, table_no,
        sum(amount) FILTER (is_leaf) AS counted, sum(amount) FILTER (is_total) AS total, sum(rounding_step) / 2 AS tolerance
    FROM printed GROUP BY ALL
),
together AS (
    SELECT subject, document_id, part_no, statement,
        sum(amount) FILTER (is_leaf) AS counted, sum(amount) FILTER (is_total) AS total, sum(rounding_step) / 2 AS tolerance
    FROM printed GROUP BY ALL
),
says_withheld AS (SELECT DISTINCT document_id, part_no FROM core.department_profile WHERE item = 'withheld')
SELECT o.subject, o.document_id, o.part_no, o.statement, o.table_no,
    CASE
        WHEN abs(t.counted - t.total) <= t.tolerance OR abs(o.counted - o.total) <= o.tolerance THEN 'proven'
        WHEN o.total IS NULL AND o.counted IS NOT NULL THEN 'unproven'
        WHEN coalesce(o.counted, 0) < o.total AND w.document_id IS NOT NULL THEN 'withheld'
        ELSE 'does_not_add_up'
    END AS proof
FROM one o
JOIN together t USING (subject, document_id, part_no, statement)
LEFT JOIN says_withheld w USING (document_id, part_no);
