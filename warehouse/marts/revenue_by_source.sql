-- Income by source, from the source mart.coverage names for the subject 'revenue'.
SELECT
    b.*, r.source, n.name_zh AS source_name, r.amount::DECIMAL(20,2) AS amount, r.statement, r.line_ids[1] AS line_id, o.page,
    in_cells('core.fact_budget', r.line_ids) AS found_in
FROM revenue_cell r
SEMI JOIN counted_table t ON t.subject = 'revenue' AND t.source = r.statement
    AND (t.document_id, t.part_no, t.table_no) = (r.document_id, r.part_no, r.table_no)
JOIN imprint b USING (document_id, part_no)
LEFT JOIN core.fact_budget o ON o.line_id = r.line_ids[1]
LEFT JOIN fund_source_label n ON n.fund_source = r.source;
