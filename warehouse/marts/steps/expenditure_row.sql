-- Spending, one row per cell of each source that counts, or would if a department did not include it.
CREATE TEMP TABLE expenditure_row AS
SELECT
    b.*, s.unit_code, s.unit_name,
    left(s.functional_code, 3) AS functional_class_code, f.class_name AS functional_class_name,
    s.functional_code, coalesce(f.name, CASE WHEN s.economic_code IS NULL AND s.government_economic_code IS NULL THEN s.line_name END) AS functional_name,
    s.economic_code, e.name AS economic_name, s.government_economic_code, g.name AS government_economic_name,
    s.expenditure_type,
    is_transfer('functional', s.functional_code, s.fiscal_year) OR is_transfer('department', s.economic_code, s.fiscal_year)
        OR is_transfer('government', s.government_economic_code, s.fiscal_year) AS is_transfer,
    s.amount, s.coverage, s.statement, s.assurance, s.line_name, s.line_id, s.page
FROM spending_line s
JOIN chosen_source t ON t.subject = 'spending' AND (t.document_id, t.part_no) = (s.document_id, s.part_no) AND list_contains(t.table_nos, s.table_no)
    AND t.reason IN ('counted', 'covered_by_department')
JOIN imprint b ON (b.document_id, b.part_no) = (s.document_id, s.part_no)
LEFT JOIN functional_label f ON (f.document_id, f.functional_code) = (s.document_id, s.functional_code)
LEFT JOIN economic_label e ON (e.document_id, e.scheme, e.code, e.fiscal_year) = (s.document_id, 'department', s.economic_code, s.fiscal_year)
LEFT JOIN economic_label g ON (g.document_id, g.scheme, g.code, g.fiscal_year) = (s.document_id, 'government', s.government_economic_code, s.fiscal_year)
WHERE s.subject = 'spending';
