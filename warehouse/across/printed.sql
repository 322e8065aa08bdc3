-- Everything the documents of a shard print, with what of it another document may print again.  The table of a form is a statement too
-- where its document has no row of the form; of several forms in one table each may be printed again by itself.
WITH of_form AS (
    SELECT document_id, part_no, table_no, if(source = 'performance_form', 'performance', source) AS item,
        if(source = 'performance_form', project_name, '') AS name,
        source = 'performance_form' OR line_role IS NOT DISTINCT FROM 'total' AS is_total
    FROM core.fact_project
    UNION ALL
    SELECT document_id, part_no, table_no, 'performance', project_name, true FROM core.fact_indicator
    UNION ALL
    SELECT document_id, part_no, table_no, if(kind = 'purchase_of_services', kind, 'procurement'), '', is_total FROM core.fact_procurement
    UNION ALL
    SELECT document_id, part_no, table_no, if(source = 'text', 'staffing_text', 'staffing'), '', is_total FROM core.fact_staffing
    UNION ALL
    SELECT document_id, part_no, table_no, if(source = 'text', 'state_asset_text', 'state_asset'), '', is_total FROM core.fact_state_asset
    UNION ALL
    SELECT document_id, part_no, 0, 'narrative', '', false FROM core.fact_claim
    UNION ALL
    SELECT document_id, part_no, 0, 'profile', '', false FROM core.department_profile
),
form AS (
    SELECT document_id, part_no, coalesce(table_no, 0) AS table_no, item, coalesce(name, '') AS name, count(*) AS lines, true AS is_loaded,
        bool_or(coalesce(is_total, false)) AS is_whole
    FROM of_form GROUP BY ALL
),
total AS (
    SELECT DISTINCT document_id, part_no, table_no FROM (
        SELECT document_id, part_no, table_no, is_total FROM core.fact_budget
        UNION ALL SELECT document_id, part_no, table_no, is_total FROM quarantine.fact_budget
    ) WHERE is_total
)
SELECT f.*, s.correction AS side
FROM form f LEFT JOIN core.statement s USING (document_id, part_no, table_no)
UNION ALL
SELECT s.document_id, s.part_no, s.table_no, s.statement, '', coalesce(s.lines, 0), coalesce(s.status <> 'quarantined', false),
    t.table_no IS NOT NULL, s.correction
FROM core.statement s LEFT JOIN total t USING (document_id, part_no, table_no)
WHERE s.lines > 0 OR NOT EXISTS (
    FROM form f WHERE (f.document_id, f.part_no, f.table_no) = (s.document_id, s.part_no, s.table_no))
ORDER BY ALL
