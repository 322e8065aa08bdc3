-- Projects of the counted disclosures, each once: the project table, else the performance forms, else the list of key projects.
SELECT
    b.*,
    p.project_code, p.project_name, p.project_region_code, r.full_name AS project_region_name, p.project_year,
    coalesce(p.project_year < b.fiscal_year, false) AS is_carried_over, p.project_category, p.unit_name,
    p.functional_code, f.name AS functional_name, p.economic_code, e.name AS economic_name,
    p.amount, p.fiscal_amount, p.other_amount, p.transfer_amount, p.executed_amount, p.purpose, p.source,
    coalesce(i.indicators, 0) AS indicators, p.assurance, p.line_id, p.page
FROM core.fact_project p
SEMI JOIN counted_table t
    ON t.subject = 'project' AND (t.document_id, t.part_no, t.table_no, t.source) = (p.document_id, p.part_no, p.table_no, p.source)
JOIN imprint b USING (document_id, part_no)
LEFT JOIN core.dim_region r ON r.region_code = p.project_region_code
LEFT JOIN functional_label f ON (f.document_id, f.functional_code) = (p.document_id, p.functional_code)
LEFT JOIN economic_label e
    ON (e.document_id, e.scheme, e.code) = (p.document_id, 'department', p.economic_code) AND e.fiscal_year IS NULL
LEFT JOIN (  -- a project table has no indicators of its own: those of the form of the same name
    SELECT document_id, part_no, project_name, count(*) AS indicators FROM core.fact_indicator GROUP BY ALL
) i ON (i.document_id, i.part_no, i.project_name) = (p.document_id, p.part_no, p.project_name)
WHERE p.is_leaf IS NOT FALSE;
