-- Income by source, from the source mart.coverage names for the subject 'revenue'.
SELECT
    b.fiscal_year, b.stage, b.region_code, b.region_name, b.department_id, b.department_name, b.domain,
    r.source, n.name_zh AS source_name, r.amount::DECIMAL(20,2) AS amount, r.statement, r.document_id, r.part_no
FROM revenue_cell r
SEMI JOIN counted_table t ON t.subject = 'revenue' AND t.source = r.statement
    AND (t.document_id, t.part_no, t.table_no) = (r.document_id, r.part_no, r.table_no)
JOIN body b USING (document_id, part_no)
LEFT JOIN fund_source_label n ON n.fund_source = r.source;
