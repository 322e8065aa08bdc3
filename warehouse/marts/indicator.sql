-- Performance indicators of the counted disclosures, with the project they belong to.
SELECT
    b.*,
    p.project_code, i.project_name, p.amount AS project_amount, i.activity, i.level_1, i.level_2, i.level_3, i.description,
    i.operator, i.target_value, i.target_unit, i.target_text, i.actual_text, i.basis, i.weight, i.score,
    i.project_line_id, i.line_id, i.page
FROM core.fact_indicator i
SEMI JOIN counted_table t ON t.subject = 'indicator' AND (t.document_id, t.part_no) = (i.document_id, i.part_no)
ANTI JOIN superseded_form s
    ON (s.document_id, s.part_no, s.table_no, s.project_name) = (i.document_id, i.part_no, i.table_no, coalesce(i.project_name, ''))
JOIN imprint b USING (document_id, part_no)
LEFT JOIN core.fact_project p ON p.line_id = i.project_line_id;
