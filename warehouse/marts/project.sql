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
ANTI JOIN superseded_form s ON p.source = 'performance_form'
    AND (s.document_id, s.part_no, s.table_no, s.project_name) = (p.document_id, p.part_no, p.table_no, p.project_name)
JOIN imprint b USING (document_id, part_no)
JOIN body d USING (document_id, part_no)
LEFT JOIN core.dim_region r ON r.region_code = p.project_region_code
LEFT JOIN functional_label f ON (f.document_id, f.functional_code) = (p.document_id, p.functional_code)
LEFT JOIN economic_label e
    ON (e.document_id, e.scheme, e.code) = (p.document_id, 'department', p.economic_code) AND e.fiscal_year IS NULL
LEFT JOIN (  -- a project table has no indicators of its own: those of the form of the same name
    SELECT disclosure_id, project_name, count(*) AS indicators
    FROM core.fact_indicator JOIN body USING (document_id, part_no)
    ANTI JOIN superseded_form s USING (document_id, part_no, table_no, project_name)
    GROUP BY ALL
) i ON (i.disclosure_id, i.project_name) = (d.disclosure_id, p.project_name)
WHERE p.is_leaf IS NOT FALSE;
