-- The place each line was printed at.  A view: looking up one line touches one document's cells.
WITH line AS (
    SELECT line_id, 'core.fact_budget' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage, statement,
        line_name, column_title, amount, amount_published, unit, page, grid_no, row_no, col_no, NULL::BIGINT AS paragraph_no
    FROM core.fact_budget
    UNION ALL BY NAME
    SELECT line_id, 'quarantine.fact_budget' AS fact, 'quarantined' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        statement, line_name, column_title, amount, amount_published, unit, page, grid_no, row_no, col_no
    FROM quarantine.fact_budget
    UNION ALL BY NAME
    SELECT line_id, 'core.fact_project' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        'project' AS statement, project_name AS line_name, amount, amount_published, unit, page, grid_no, row_no, col_no
    FROM core.fact_project
    UNION ALL BY NAME
    SELECT line_id, 'quarantine.fact_project' AS fact, 'quarantined' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        'project' AS statement, project_name AS line_name, amount, amount_published, unit, page, grid_no, row_no, col_no
    FROM quarantine.fact_project
    UNION ALL BY NAME
    SELECT line_id, 'core.fact_indicator' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        level_3 AS line_name, target_text AS amount_published, page, grid_no, row_no, col_no
    FROM core.fact_indicator
    UNION ALL BY NAME
    SELECT line_id, 'quarantine.fact_indicator' AS fact, 'quarantined' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        level_3 AS line_name, target_text AS amount_published, page, grid_no, row_no, col_no
    FROM quarantine.fact_indicator
    UNION ALL BY NAME
    SELECT line_id, 'core.fact_procurement' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        'procurement' AS statement, line_name, amount, amount_published, unit, page, grid_no, row_no, col_no
    FROM core.fact_procurement
    UNION ALL BY NAME
    SELECT line_id, 'quarantine.fact_procurement' AS fact, 'quarantined' AS status, shard, document_id, part_no, department_id, fiscal_year,
        stage, 'procurement' AS statement, line_name, amount, amount_published, unit, page, grid_no, row_no, col_no
    FROM quarantine.fact_procurement
    UNION ALL BY NAME
    SELECT line_id, 'core.fact_state_asset' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        'state_asset' AS statement, line_name, amount, amount_published, unit, page, grid_no, row_no, col_no, paragraph_no
    FROM core.fact_state_asset
    UNION ALL BY NAME
    SELECT line_id, 'quarantine.fact_state_asset' AS fact, 'quarantined' AS status, shard, document_id, part_no, department_id, fiscal_year,
        stage, 'state_asset' AS statement, line_name, amount, amount_published, unit, page, grid_no, row_no, col_no, paragraph_no
    FROM quarantine.fact_state_asset
    UNION ALL BY NAME
    SELECT line_id, 'core.fact_staffing' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        'organisation' AS statement, unit_name AS line_name, page, grid_no, row_no, col_no, paragraph_no
    FROM core.fact_staffing
    UNION ALL BY NAME
    SELECT line_id, 'quarantine.fact_staffing' AS fact, 'quarantined' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        'organisation' AS statement, unit_name AS line_name, page, grid_no, row_no, col_no, paragraph_no
    FROM quarantine.fact_staffing
    UNION ALL BY NAME
    -- a profile row stands in a table, or in the text: then its grid is 0 and its row the paragraph
    SELECT line_id, 'core.department_profile' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        item AS line_name, amount, amount_published, unit, page, grid_no, row_no, col_no,
        CASE WHEN coalesce(grid_no, 0) = 0 THEN row_no END AS paragraph_no
    FROM core.department_profile
    UNION ALL BY NAME
    SELECT line_id, 'core.fact_claim' AS fact, 'loaded' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        subject AS line_name, amount, amount_published, unit, page, paragraph_no, grid_no, row_no, col_no
    FROM core.fact_claim
    UNION ALL BY NAME
    SELECT line_id, 'quarantine.fact_claim' AS fact, 'quarantined' AS status, shard, document_id, part_no, department_id, fiscal_year, stage,
        subject AS line_name, amount, amount_published, unit, page, paragraph_no, grid_no, row_no, col_no
    FROM quarantine.fact_claim
    UNION ALL BY NAME
    -- figures of pictures that nothing settled
    SELECT r.line_id, 'raw.line' AS fact, 'in_doubt' AS status, r.shard, r.document_id, r.part_no, r.statement, r.line_name, r.column_title,
        r.amount_published, r.unit, r.page, r.grid_no, r.row_no, r.col_no
    FROM raw.line r
    WHERE r.candidates IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM core.fact_budget b WHERE b.shard = r.shard AND b.document_id = r.document_id AND b.line_id = r.line_id)
        AND NOT EXISTS (SELECT 1 FROM quarantine.fact_budget b WHERE b.shard = r.shard AND b.document_id = r.document_id AND b.line_id = r.line_id)
)
SELECT
    l.line_id, l.fact, l.status, l.document_id, l.part_no, d.file_name, d.source_uri, d.media_type,
    p.region_code, coalesce(r.full_name, r.name) AS region_name, r.level AS region_level, r.province_name,
    CASE WHEN contains(r.full_name, r.city_name) THEN r.city_name END AS city_name,
    CASE WHEN r.level = 'county' THEN r.name END AS county_name,
    l.department_id, p.name AS department_name, p.kind, p.parent_department_id, a.name AS parent_department_name,
    l.fiscal_year, l.stage, l.statement, l.line_name, l.column_title, l.amount, l.amount_published, l.unit,
    CASE WHEN k.line_id IS NOT NULL THEN concat(k.printed, ' -> ', k.corrected, ': ', k.reason, ' (', k.owner, ', ', k.accepted, ')') END
        AS correction,
    o.is_withdrawn,
    l.page, l.grid_no, l.row_no, l.col_no, l.paragraph_no,
    coalesce(c.text, t.text) AS cell_text, c.candidates, coalesce(c.x0, t.x0) AS x0, coalesce(c.top, t.top) AS top, coalesce(c.x1, t.x1) AS x1,
    coalesce(c.bottom, t.bottom) AS bottom, l.shard
FROM line l
LEFT JOIN quality.correction k ON k.line_id = l.line_id AND k.document_id = l.document_id AND k.shard = l.shard AND k.status = 'applied'
LEFT JOIN raw.document d ON d.document_id = l.document_id AND d.shard = l.shard
LEFT JOIN core.dim_document o ON o.document_id = l.document_id AND o.part_no = l.part_no AND o.shard = l.shard
LEFT JOIN core.dim_department p ON p.department_id = l.department_id
LEFT JOIN core.dim_department a ON a.department_id = p.parent_department_id
LEFT JOIN core.dim_region r ON r.region_code = p.region_code
LEFT JOIN raw.cell c ON c.shard = l.shard AND c.document_id = l.document_id AND c.grid_no = l.grid_no AND c.row_no = l.row_no AND c.col_no = l.col_no
LEFT JOIN raw.paragraph t ON t.shard = l.shard AND t.document_id = l.document_id AND t.paragraph_no = l.paragraph_no
