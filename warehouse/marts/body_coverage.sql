-- What each body says for a year and stage, subject by subject and statement by statement, over all its current disclosures.
WITH body_year AS (
    SELECT department_id, fiscal_year, stage, min({'document_id': document_id, 'part_no': part_no}) AS first, count(*) AS disclosures
    FROM body
    WHERE is_current AND fiscal_year IS NOT NULL AND stage IS NOT NULL
    GROUP BY ALL
),
printed_in(subject, statement) AS (  -- the statements a subject can be taken from
    FROM (VALUES
        ('spending', 'expenditure'), ('spending', 'summary'), ('spending', 'appropriation'), ('spending', 'general_budget'),
        ('spending', 'government_fund'), ('spending', 'state_capital'), ('economic', 'general_budget_economic'), ('economic', 'basic_economic'),
        ('revenue', 'revenue'), ('revenue', 'summary'), ('three_public', 'three_public'), ('operating_expenses', 'operating_expenses'),
        ('meeting', 'meeting_training_detail'), ('training', 'meeting_training_detail'), ('project', 'project'), ('project', 'performance_project'),
        ('indicator', 'performance_project'), ('indicator', 'performance_department'), ('procurement', 'procurement'),
        ('staffing', 'organisation'), ('state_asset', 'state_asset'))
),
line AS (
    SELECT document_id, part_no, table_no, true AS is_loaded FROM core.fact_budget
    UNION ALL SELECT document_id, part_no, table_no, true FROM core.fact_project
    UNION ALL SELECT document_id, part_no, table_no, true FROM core.fact_indicator
    UNION ALL SELECT document_id, part_no, table_no, true FROM core.fact_procurement
    UNION ALL SELECT document_id, part_no, table_no, true FROM core.fact_staffing
    UNION ALL SELECT document_id, part_no, table_no, true FROM core.fact_state_asset
    UNION ALL SELECT document_id, part_no, table_no, true FROM core.department_profile
    UNION ALL SELECT document_id, part_no, table_no, false FROM quarantine.fact_budget
    UNION ALL SELECT document_id, part_no, table_no, false FROM quarantine.fact_project
    UNION ALL SELECT document_id, part_no, table_no, false FROM quarantine.fact_indicator
    UNION ALL SELECT document_id, part_no, table_no, false FROM quarantine.fact_procurement
    UNION ALL SELECT document_id, part_no, table_no, false FROM quarantine.fact_staffing
    UNION ALL SELECT document_id, part_no, table_no, false FROM quarantine.fact_state_asset
),
of_table AS (
    SELECT document_id, part_no, table_no, count(*) FILTER (is_loaded) AS loaded, count(*) FILTER (NOT is_loaded) AS held_back
    FROM line GROUP BY ALL
),
total AS (  -- what a table prints as its total, for its own year and stage
    SELECT f.document_id, f.part_no, f.table_no, max(f.amount) AS loaded, NULL::DECIMAL(20,2) AS held_back
    FROM own f WHERE f.is_total AND f.measure = 'total'
    GROUP BY ALL
    UNION ALL
    SELECT q.document_id, q.part_no, q.table_no, NULL, max(q.amount)
    FROM quarantine.fact_budget q JOIN body b USING (document_id, part_no)
    WHERE q.is_total AND q.measure = 'total' AND (q.fiscal_year, q.stage) = (b.fiscal_year, b.stage)
    GROUP BY ALL
),
total_of AS (SELECT document_id, part_no, table_no, max(loaded) AS loaded, max(held_back) AS held_back FROM total GROUP BY ALL),
statement_of AS (
    SELECT b.department_id, b.fiscal_year, b.stage, s.statement,
        count(*) AS tables, count(*) FILTER (s.is_empty) AS empty_tables,
        sum(coalesce(n.loaded, 0)) AS loaded, sum(coalesce(n.held_back, 0)) AS held_back,
        max(a.loaded) AS loaded_amount, max(a.held_back) AS held_back_amount
    FROM core.statement s
    JOIN body b USING (document_id, part_no)
    LEFT JOIN of_table n USING (document_id, part_no, table_no)
    LEFT JOIN total_of a USING (document_id, part_no, table_no)
    WHERE b.is_current AND s.is_current IS NOT FALSE
    GROUP BY b.department_id, b.fiscal_year, b.stage, s.statement
),
behind AS (  -- of a subject: what its statements print
    SELECT p.subject, s.department_id, s.fiscal_year, s.stage, sum(s.tables) AS tables, sum(s.empty_tables) AS empty_tables,
        sum(s.held_back) AS held_back, max(s.held_back_amount) AS held_back_amount
    FROM statement_of s JOIN printed_in p USING (statement)
    GROUP BY ALL
),
said_of AS (
    SELECT if(f.subject = 'running_costs', f.item, f.subject) AS subject, b.department_id, b.fiscal_year, b.stage, count(*) AS figures, sum(f.amount) AS amount
    FROM stated_figure f JOIN body b USING (document_id, part_no)
    WHERE f.source = 'text'
    GROUP BY ALL
),
subject_of AS (
    SELECT c.subject, c.department_id, c.fiscal_year, c.stage, bool_or(c.is_counted) AS is_counted,
        arg_min(c.reason, (NOT c.is_counted, c.lines = 0, c.document_id, c.part_no)) AS reason,
        bool_or(c.is_partial AND c.is_counted) AS is_partial, bool_or(c.lines > 0) AS has_lines,
        coalesce(bool_and(c.source = 'text') FILTER (c.lines > 0), false) AS is_text,
        coalesce(sum(c.lines) FILTER (c.is_counted), 0) AS lines,
        sum(c.counted_amount) FILTER (c.is_counted) AS amount
    FROM mart.coverage c
    WHERE c.reason <> 'superseded' AND c.fiscal_year IS NOT NULL AND c.stage IS NOT NULL
    GROUP BY ALL
),
covered AS (
    SELECT 'subject' AS scope, u.subject, u.department_id, u.fiscal_year, u.stage, u.is_counted, u.reason,
        coalesce(t.tables, 0) AS tables, coalesce(t.empty_tables, 0) AS empty_tables,
        if(u.is_text, 0, u.lines) AS loaded, coalesce(t.held_back, 0) AS held_back, coalesce(s.figures, if(u.is_text, u.lines, 0)) AS stated,
        if(u.is_text, NULL, u.amount) AS loaded_amount, t.held_back_amount, s.amount AS stated_amount,
        CASE
            WHEN u.has_lines AND NOT u.is_text THEN if(u.is_partial, 'partly', 'loaded')
            WHEN t.held_back > 0 THEN 'held_back'
            WHEN u.has_lines OR s.figures > 0 THEN 'stated'
            WHEN t.tables > 0 THEN if(t.empty_tables = t.tables, 'empty', 'unread')
            ELSE 'not_printed'
        END AS status
    FROM subject_of u
    LEFT JOIN behind t USING (subject, department_id, fiscal_year, stage)
    LEFT JOIN said_of s USING (subject, department_id, fiscal_year, stage)
    UNION ALL
    SELECT 'statement' AS scope, d.statement AS subject, y.department_id, y.fiscal_year, y.stage, NULL AS is_counted, NULL AS reason,
        coalesce(s.tables, 0) AS tables, coalesce(s.empty_tables, 0) AS empty_tables,
        coalesce(s.loaded, 0) AS loaded, coalesce(s.held_back, 0) AS held_back, 0 AS stated, s.loaded_amount, s.held_back_amount,
        NULL AS stated_amount,
        CASE
            WHEN s.tables IS NULL THEN 'not_printed'
            WHEN s.loaded > 0 THEN if(s.held_back > 0, 'partly', 'loaded')
            WHEN s.held_back > 0 THEN 'held_back'
            WHEN s.empty_tables = s.tables THEN 'empty'
            ELSE 'unread'
        END AS status
    FROM body_year y
    CROSS JOIN core.dim_statement d
    LEFT JOIN statement_of s USING (department_id, fiscal_year, stage, statement)
)
SELECT
    b.* EXCLUDE (document_id, part_no, file_name, fiscal_year, stage), c.* EXCLUDE (department_id, loaded, held_back, stated, tables, empty_tables),
    y.disclosures, c.tables::BIGINT AS printed_tables, c.empty_tables::BIGINT AS empty_tables, c.loaded::BIGINT AS loaded_lines,
    c.held_back::BIGINT AS held_back_lines, c.stated::BIGINT AS stated_figures
FROM covered c
JOIN body_year y USING (department_id, fiscal_year, stage)
JOIN imprint b ON (b.document_id, b.part_no) = (y.first.document_id, y.first.part_no);
