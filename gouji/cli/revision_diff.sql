-- Each figure that one document prints otherwise than the document that takes its place, or not at all.
WITH pair AS (
    SELECT o.item, o.name, o.document_id AS old_id, o.part_no AS old_part, o.table_no AS old_table,
        n.document_id AS new_id, n.part_no AS new_part, n.table_no AS new_table
    FROM core.bridge_disclosure o
    JOIN core.bridge_disclosure n ON n.document_id = o.superseded_by AND n.is_current
        AND (n.disclosure_id, n.item, n.name) = (o.disclosure_id, o.item, o.name)
    WHERE starts_with(o.document_id, {id}) OR starts_with(o.superseded_by, {id})
),
wanted AS (
    SELECT DISTINCT item, name, old_id AS document_id, old_part AS part_no, old_table AS table_no FROM pair
    UNION SELECT DISTINCT item, name, new_id, new_part, new_table FROM pair
),
printed AS (
    SELECT document_id, part_no, table_no, statement AS item, '' AS name, line_no, coalesce(functional_code, economic_code,
            government_economic_code, regexp_replace(line_name, '\s', '', 'g')) AS key,
        concat_ws(' ', functional_code, economic_code, government_economic_code, unit_name, line_name) AS row,
        concat_ws('/', fiscal_year, stage, flow, measure, fund_source) AS place, measure, fiscal_year, stage, amount, line_id
    FROM (
        SELECT * EXCLUDE (shard) FROM core.fact_budget
        UNION ALL BY NAME SELECT * EXCLUDE (shard, rules_failed) FROM quarantine.fact_budget
    )
    UNION ALL
    SELECT document_id, part_no, table_no, if(source = 'performance_form', 'performance', source),
        if(source = 'performance_form', project_name, ''), row_no, project_name, project_name, '', 'amount', fiscal_year, stage, amount, line_id
    FROM core.fact_project
    UNION ALL
    SELECT document_id, part_no, table_no, if(kind = 'purchase_of_services', kind, 'procurement'), '', row_no,
        line_name, line_name, '', 'amount', fiscal_year, stage, amount, line_id
    FROM core.fact_procurement
),
figure AS (
    SELECT p.*, row_number() OVER (
        PARTITION BY p.document_id, p.part_no, p.item, p.name, p.key, p.place ORDER BY p.table_no, p.line_no, p.line_id) AS nth
    FROM printed p SEMI JOIN wanted w USING (document_id, part_no, table_no, item, name)
),
sides AS (SELECT DISTINCT item, name, old_id, old_part, new_id, new_part FROM pair),
old AS (SELECT s.*, f.* EXCLUDE (item, name) FROM sides s JOIN figure f ON (f.document_id, f.part_no, f.item, f.name)
    = (s.old_id, s.old_part, s.item, s.name)
    JOIN (SELECT DISTINCT old_id, old_part, old_table FROM pair) t ON (t.old_id, t.old_part, t.old_table) = (s.old_id, s.old_part, f.table_no)),
new AS (SELECT s.*, f.* EXCLUDE (item, name) FROM sides s JOIN figure f ON (f.document_id, f.part_no, f.item, f.name)
    = (s.new_id, s.new_part, s.item, s.name)
    JOIN (SELECT DISTINCT new_id, new_part, new_table FROM pair) t ON (t.new_id, t.new_part, t.new_table) = (s.new_id, s.new_part, f.table_no))
SELECT concat_ws(' ', item, nullif(name, '')) AS statement, coalesce(n.row, o.row) AS row, coalesce(n.fiscal_year, o.fiscal_year) AS year,
    coalesce(n.stage, o.stage) AS stage, coalesce(n.measure, o.measure) AS measure, o.amount AS before, n.amount AS after,
    n.amount - o.amount AS difference, o.line_id AS before_line_id, n.line_id AS after_line_id
FROM old o FULL JOIN new n USING (item, name, old_id, old_part, new_id, new_part, key, place, nth)
WHERE o.amount IS DISTINCT FROM n.amount AND coalesce(o.amount, 0) <> coalesce(n.amount, 0)
ORDER BY statement, coalesce(n.line_no, o.line_no), row, year, stage, measure, before_line_id, after_line_id
