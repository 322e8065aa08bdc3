-- Spending by economic code, from the source mart.coverage names for the subject 'economic'.
WITH line AS (
    SELECT s.*, b.department_id,
        CASE WHEN s.economic_code IS NOT NULL THEN 'department' WHEN s.government_economic_code IS NOT NULL THEN 'government' END AS scheme,
        coalesce(s.economic_code, s.government_economic_code) AS code,
        is_transfer('functional', s.functional_code, s.fiscal_year) OR is_transfer('department', s.economic_code, s.fiscal_year)
            OR is_transfer('government', s.government_economic_code, s.fiscal_year) AS is_transfer
    FROM spending_line s
    SEMI JOIN counted_table t USING (subject, document_id, part_no, table_no)
    JOIN imprint b USING (document_id, part_no)
    WHERE s.subject = 'economic'
),
summed AS (
    SELECT
        s.fiscal_year, s.stage, s.department_id, s.scheme, min(e.class_code) AS class_code, min(e.class_name) AS class_name, s.code,
        coalesce(min(e.name), min(s.line_name) FILTER (s.functional_code IS NULL)) AS name,
        s.government_economic_code, min(g.name) AS government_economic_name, s.is_transfer,
        sum(s.amount)::DECIMAL(20,2) AS amount, s.coverage, s.statement,
        list(s.line_id ORDER BY s.document_id, s.part_no, s.page, s.line_id) AS line_ids,
        min({'document_id': s.document_id, 'part_no': s.part_no, 'page': s.page}) AS place
    FROM line s
    LEFT JOIN economic_label e ON (e.document_id, e.scheme, e.code, e.fiscal_year) = (s.document_id, s.scheme, s.code, s.fiscal_year)
    LEFT JOIN economic_label g
        ON (g.document_id, g.scheme, g.code, g.fiscal_year) = (s.document_id, 'government', s.government_economic_code, s.fiscal_year)
    GROUP BY s.fiscal_year, s.stage, s.department_id, s.scheme, s.code, s.government_economic_code, s.is_transfer, s.coverage,
        s.statement
)
SELECT b.*, s.* EXCLUDE (fiscal_year, stage, department_id, line_ids, place), s.place.page AS page, in_cells('core.fact_budget', s.line_ids) AS found_in
FROM summed s
JOIN imprint b ON (b.document_id, b.part_no) = (s.place.document_id, s.place.part_no);
