-- The figures of what several documents print, by the column they stand in.
WITH figure AS (
    SELECT document_id, part_no, table_no, statement AS item, '' AS name, concat_ws('/', fiscal_year, stage, flow, measure) AS key,
        amount, rounding_step AS step
    FROM core.fact_budget
    UNION ALL
    SELECT document_id, part_no, table_no, statement, '', concat_ws('/', fiscal_year, stage, flow, measure), amount, rounding_step
    FROM quarantine.fact_budget
    UNION ALL
    SELECT document_id, part_no, table_no, if(source = 'performance_form', 'performance', source),
        if(source = 'performance_form', project_name, ''), '', amount, rounding_step
    FROM core.fact_project
    UNION ALL
    SELECT document_id, part_no, table_no, if(kind = 'purchase_of_services', kind, 'procurement'), '', '', amount, rounding_step
    FROM core.fact_procurement
    UNION ALL
    SELECT document_id, part_no, table_no, 'state_asset', '', '', amount, rounding_step FROM core.fact_state_asset
    UNION ALL
    SELECT document_id, part_no, table_no, 'staffing', '', '', posts, 0 FROM core.fact_staffing
    UNION ALL
    SELECT document_id, part_no, 0, 'narrative', '', concat_ws('/', subject, fiscal_year, stage), amount, rounding_step
    FROM core.fact_claim
)
SELECT document_id, part_no, coalesce(table_no, 0) AS table_no, item, coalesce(name, '') AS name, key,
    amount::DECIMAL(20, 2) AS amount, step::DECIMAL(20, 6) AS step
FROM figure SEMI JOIN contested USING (document_id)
WHERE amount <> 0 ORDER BY ALL
