-- The one source of each disclosure for each subject, and whether it counts: one disclosure per body, year and stage, no unit
-- beside the department that includes it, and no government, which includes every department.
CREATE TEMP TABLE source AS
SELECT subject, document_id, part_no, rank, any_value(coverage) AS coverage, list(table_no ORDER BY table_no) AS table_nos,
    string_agg(DISTINCT statement, '+' ORDER BY statement) AS source, sum(lines) AS lines
FROM candidate_table
GROUP BY subject, document_id, part_no, rank
QUALIFY row_number() OVER (PARTITION BY subject, document_id, part_no ORDER BY rank) = 1;

CREATE TEMP TABLE chosen AS
WITH served AS (
    SELECT s.*, b.department_id, b.including_department_id, b.region_code, b.canonical_name, b.fiscal_year, b.stage, b.kind
    FROM source s JOIN body b USING (document_id, part_no)
),
judged AS (
    SELECT u.*,
        is_part(u.kind) AND EXISTS (
            FROM served d
            WHERE d.kind = 'department' AND (d.subject, d.fiscal_year, d.stage) = (u.subject, u.fiscal_year, u.stage)
              AND (d.department_id = u.including_department_id OR d.department_id = u.department_id OR d.document_id = u.document_id
                   -- 本级: the department's own office disclosing by itself
                   OR d.canonical_name = u.canonical_name AND d.region_code IS NOT DISTINCT FROM u.region_code)
        ) AS is_covered
    FROM served u
)
SELECT *,
    CASE
        WHEN kind = 'government' THEN 'government'
        WHEN is_covered THEN 'covered_by_department'
        WHEN row_number() OVER (
            PARTITION BY subject, department_id, fiscal_year, stage, is_covered
            ORDER BY kind = 'department' DESC, rank, lines DESC, document_id, part_no) > 1 THEN 'duplicate'
        WHEN subject IN ('project', 'procurement') AND rank > 10 THEN 'does_not_add_up'
        ELSE 'counted'
    END AS reason
FROM judged;

CREATE TEMP TABLE counted_table AS
SELECT c.subject, c.document_id, c.part_no, unnest(c.table_nos) AS table_no, c.coverage, c.source
FROM chosen c WHERE c.reason = 'counted';

-- Rows of the chosen tables, whether or not their disclosure is counted (mart.coverage shows their sums).
CREATE TEMP TABLE spending_line AS
SELECT t.subject, s.*, t.coverage
FROM spending_cell s
JOIN (SELECT subject, document_id, part_no, unnest(table_nos) AS table_no, coverage FROM source) t USING (document_id, part_no, table_no)
WHERE t.subject IN ('spending', 'economic')
  AND (t.subject = 'economic' OR s.functional_code IS NOT NULL OR NOT is_two_sided(s.statement));

-- Of a table of which not all is loaded, what its rows lack of the total it prints: one row, which stands for that total's cell.
INSERT INTO spending_line BY NAME
WITH served AS (
    SELECT subject, document_id, part_no, unnest(table_nos) AS table_no, coverage FROM source WHERE subject IN ('spending', 'economic')
),
loaded AS (
    SELECT subject, document_id, part_no, table_no, sum(amount) AS amount, sum(rounding_step) AS steps FROM spending_line GROUP BY ALL
),
total AS (
    SELECT o.document_id, o.part_no, o.table_no, p.amount, p.rounding_step, min(o.line_id) AS line_id
    FROM own o JOIN printed_total p USING (document_id, part_no, table_no, amount)
    WHERE o.is_total AND o.measure = 'total' AND o.flow = 'expenditure'
    GROUP BY ALL
)
SELECT s.subject, s.document_id, s.part_no, s.table_no, s.coverage, t.line_id, c.statement, c.line_name, c.block_no, c.line_no, c.fiscal_year,
    c.stage, 'disputed' AS assurance, t.amount - n.amount AS amount, t.rounding_step, c.page
FROM served s
JOIN incomplete_table USING (document_id, part_no, table_no)
JOIN total t USING (document_id, part_no, table_no)
JOIN own c USING (line_id)
JOIN loaded n USING (subject, document_id, part_no, table_no)
WHERE t.amount - n.amount > (n.steps + t.rounding_step) / 2;
