-- What another document of its disclosure prints later or again, and what a file prints as it was before its correction.
CREATE TEMP TABLE superseded_table AS
SELECT document_id, part_no, table_no FROM core.statement WHERE NOT is_current;

CREATE TEMP TABLE superseded_item AS
SELECT document_id, part_no, table_no, item, name FROM core.bridge_disclosure WHERE NOT is_current;

CREATE TEMP TABLE superseded_form AS
SELECT document_id, part_no, table_no, name AS project_name FROM superseded_item WHERE item = 'performance';

-- The money cells of current statements, of their disclosure's own year and stage: a prior-year column and the budget column of final
-- accounts are another disclosure's figures.
CREATE TEMP TABLE own AS
SELECT f.*, b.disclosure_id
FROM core.fact_budget f
JOIN body b USING (document_id, part_no)
ANTI JOIN superseded_table s USING (document_id, part_no, table_no)
WHERE b.is_current AND f.fiscal_year = b.fiscal_year AND f.stage = b.stage;

-- Of those, the cells a sum may use: on a row no other row is a part of.
CREATE TEMP TABLE leaf AS
WITH RECURSIVE line AS (
    SELECT DISTINCT document_id, part_no, table_no, line_no, parent_line_no, line_role, is_total FROM own
),
-- Rows with parts.  Rows under 其中 name only some of their parent's parts, so they never replace it.
parent AS (
    SELECT document_id, part_no, table_no, parent_line_no AS line_no, bool_or(line_role <> 'of_which') AS is_divided
    FROM line WHERE parent_line_no IS NOT NULL
    GROUP BY ALL
),
-- A 其中 row and everything below it.
below_of_which AS (
    SELECT document_id, part_no, table_no, line_no FROM line WHERE line_role = 'of_which'
    UNION
    SELECT l.document_id, l.part_no, l.table_no, l.line_no
    FROM line l
    JOIN below_of_which w ON (l.document_id, l.part_no, l.table_no, l.parent_line_no) = (w.document_id, w.part_no, w.table_no, w.line_no)
)
SELECT own.*
FROM own
LEFT JOIN parent USING (document_id, part_no, table_no, line_no)
ANTI JOIN below_of_which w USING (document_id, part_no, table_no, line_no)
WHERE NOT own.is_total
  AND own.line_role IN ('item', 'opening', 'surplus_used')
  AND NOT coalesce(parent.is_divided, false)
  -- is_leaf is false for a row with 其中 rows only: those do not replace it
  AND (own.is_leaf OR parent.line_no IS NOT NULL);
