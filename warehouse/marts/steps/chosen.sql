-- The one source of each disclosure for each subject, and whether it counts: no unit beside the department that includes it, and no
-- government, which includes every department.  The tables of a source may stand in several documents of the disclosure.
CREATE TEMP TABLE source_table AS
SELECT * FROM candidate_table
QUALIFY rank = min(rank) OVER (PARTITION BY subject, disclosure_id);

-- A source as one document gives it: its tables there, and those statements of the source.
CREATE TEMP TABLE source AS
SELECT subject, disclosure_id, document_id, part_no, any_value(rank) AS rank, any_value(coverage) AS coverage,
    list(table_no ORDER BY table_no) AS table_nos, string_agg(DISTINCT statement, '+' ORDER BY statement) AS source, sum(lines) AS lines
FROM source_table
GROUP BY subject, disclosure_id, document_id, part_no;

-- Bodies and all that they are parts of, at any remove.
CREATE TEMP TABLE ancestor AS
WITH RECURSIVE above AS (
    SELECT department_id, parent_department_id AS ancestor_id FROM core.dim_department
    WHERE parent_department_id IS NOT NULL AND parent_confidence IS DISTINCT FROM 'C'  -- a name alone is no proof
    UNION
    SELECT a.department_id, p.parent_department_id
    FROM above a JOIN core.dim_department p ON p.department_id = a.ancestor_id
    WHERE p.parent_department_id IS NOT NULL AND p.parent_confidence IS DISTINCT FROM 'C'
)
SELECT department_id, ancestor_id FROM above WHERE ancestor_id <> department_id;

-- The department's disclosure that counts what a unit's prints: of one the unit is a part of, in the same file, or of the same name (本级:
-- the department's own office disclosing by itself).
CREATE TEMP TABLE included AS
WITH served AS (
    SELECT DISTINCT s.subject, s.disclosure_id, s.document_id, b.department_id, b.region_code, b.canonical_name, b.fiscal_year, b.stage, b.kind
    FROM source s JOIN body b USING (document_id, part_no)
)
SELECT u.subject, u.disclosure_id, min(d.disclosure_id) AS covered_by
FROM served u
JOIN served d ON d.kind = 'department' AND d.disclosure_id <> u.disclosure_id
    AND (d.subject, d.fiscal_year, d.stage) = (u.subject, u.fiscal_year, u.stage)
LEFT JOIN ancestor a ON (a.department_id, a.ancestor_id) = (u.department_id, d.department_id)
WHERE u.kind <> 'government' AND (
    a.department_id IS NOT NULL
    OR is_part(u.kind) AND (
        d.department_id = u.department_id OR d.document_id = u.document_id
        OR d.canonical_name = u.canonical_name AND d.region_code IS NOT DISTINCT FROM u.region_code))
GROUP BY u.subject, u.disclosure_id;

CREATE TEMP TABLE chosen_source AS
WITH one AS (
    SELECT s.*, b.department_id, b.region_code, b.canonical_name, b.fiscal_year, b.stage, b.kind, c.covered_by
    FROM source s
    JOIN body b USING (document_id, part_no)
    LEFT JOIN included c ON (c.subject, c.disclosure_id) = (s.subject, s.disclosure_id)
)
SELECT *,
    CASE
        WHEN kind = 'government' THEN 'government'
        WHEN covered_by IS NOT NULL THEN 'covered_by_department'
        WHEN subject IN ('project', 'procurement') AND rank > 10 THEN 'does_not_add_up'
        ELSE 'counted'
    END AS reason
FROM one;

CREATE TEMP TABLE counted_table AS
SELECT c.subject, c.document_id, c.part_no, unnest(c.table_nos) AS table_no, c.coverage, c.source
FROM chosen_source c WHERE c.reason = 'counted';

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
