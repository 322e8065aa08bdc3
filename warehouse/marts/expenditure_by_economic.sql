-- Spending by economic code, from the source mart.coverage names for the subject 'economic'.
WITH line AS (
    SELECT s.*,
        CASE WHEN s.economic_code IS NOT NULL THEN 'department' WHEN s.government_economic_code IS NOT NULL THEN 'government' END AS scheme,
        coalesce(s.economic_code, s.government_economic_code) AS code
    FROM spending_line s
    SEMI JOIN counted_table t USING (subject, document_id, part_no, table_no)
    WHERE s.subject = 'economic'
)
SELECT
    s.fiscal_year, s.stage, b.region_code, b.region_name, b.department_id, b.department_name, b.domain,
    s.scheme, min(e.class_code) AS class_code, min(e.class_name) AS class_name, s.code,
    coalesce(min(e.name), min(s.line_name) FILTER (s.functional_code IS NULL)) AS name,
    s.government_economic_code, min(g.name) AS government_economic_name,
    sum(s.amount)::DECIMAL(20,2) AS amount, s.coverage, s.statement
FROM line s
JOIN body b USING (document_id, part_no)
LEFT JOIN economic_label e ON (e.document_id, e.scheme, e.code, e.fiscal_year) = (s.document_id, s.scheme, s.code, s.fiscal_year)
LEFT JOIN economic_label g ON (g.document_id, g.scheme, g.code, g.fiscal_year) = (s.document_id, 'government', s.government_economic_code, s.fiscal_year)
GROUP BY s.fiscal_year, s.stage, b.region_code, b.region_name, b.department_id, b.department_name, b.domain, s.scheme, s.code,
    s.government_economic_code, s.coverage, s.statement;
