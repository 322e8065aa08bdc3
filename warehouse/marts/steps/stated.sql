-- What disclosures say beside the figures of their own year and stage, each kind a source of its own: columns of an earlier year, the
-- budget column of final accounts, and the text.  Each is chosen among disclosures as the marts' own subjects are (chosen.sql), under the
-- name "source.subject" (and item).
CREATE TEMP TABLE stated_figure AS
WITH other AS (  -- the columns beside those of the disclosure's own year and stage
    SELECT f.*, b.disclosure_id, if(f.fiscal_year < b.fiscal_year, 'prior_year', 'budget_column') AS source
    FROM core.fact_budget f
    JOIN body b USING (document_id, part_no)
    ANTI JOIN superseded_table s USING (document_id, part_no, table_no)
    WHERE b.is_current AND f.flow = 'expenditure' AND f.measure IN ('total', 'basic', 'project')
      AND (f.fiscal_year < b.fiscal_year OR f.fiscal_year = b.fiscal_year AND f.stage <> b.stage)
),
counted_row AS (SELECT DISTINCT document_id, part_no, table_no, line_no FROM spending_cell),
own_row AS (SELECT DISTINCT document_id, part_no, table_no, line_no FROM own),
cell AS (  -- on the rows that count, and on leaves that print nothing for their own year: the total, else its two parts
    SELECT o.*, max(o.measure = 'total') OVER (PARTITION BY o.document_id, o.part_no, o.table_no, o.fiscal_year, o.stage) AS has_total
    FROM other o
    LEFT JOIN counted_row c USING (document_id, part_no, table_no, line_no)
    LEFT JOIN own_row w USING (document_id, part_no, table_no, line_no)
    ANTI JOIN repeated_block r
        ON (r.document_id, r.part_no, r.table_no, r.block_no) = (o.document_id, o.part_no, o.table_no, coalesce(o.block_no, 0))
    WHERE o.line_role = 'item' AND NOT o.is_total AND (c.line_no IS NOT NULL OR o.is_leaf AND w.line_no IS NULL)
),
one AS (
    SELECT * FROM cell
    WHERE (measure = 'total') = has_total
    QUALIFY row_number() OVER (
        PARTITION BY document_id, part_no, table_no, line_no, fiscal_year, stage, measure ORDER BY abs(amount) DESC, grid_no, row_no, col_no
    ) = 1
),
printed AS (
    SELECT document_id, part_no, table_no, fiscal_year, stage,
        arg_min(amount, (CASE line_role WHEN 'current_total' THEN 1 WHEN 'total' THEN 2 ELSE 3 END, -amount)) AS amount,
        max(rounding_step) AS rounding_step
    FROM other WHERE is_total AND measure = 'total'
    GROUP BY ALL
),
proven AS (  -- what does not add up to the total printed with it is no spending of that year
    SELECT o.document_id, o.part_no, o.table_no, o.fiscal_year, o.stage
    FROM one o LEFT JOIN printed p USING (document_id, part_no, table_no, fiscal_year, stage)
    GROUP BY ALL
    HAVING any_value(p.amount) IS NULL
        OR abs(sum(o.amount) - any_value(p.amount)) <= (sum(o.rounding_step) + any_value(p.rounding_step)) / 2
),
spending AS (  -- of the tables that could serve, the best
    SELECT o.*, coalesce(if(o.statement = 'appropriation', 'fiscal_appropriation', statement_fund(o.statement)), 'all_funds') AS coverage
    FROM one o
    SEMI JOIN proven USING (document_id, part_no, table_no, fiscal_year, stage)
    JOIN candidate_table t ON t.subject = 'spending' AND (t.document_id, t.part_no, t.table_no) = (o.document_id, o.part_no, o.table_no)
    WHERE o.functional_code IS NOT NULL OR NOT is_two_sided(o.statement)
    QUALIFY dense_rank() OVER (PARTITION BY o.disclosure_id, o.fiscal_year, o.stage ORDER BY t.rank) = 1
)
SELECT source, 'spending' AS subject, document_id, part_no, table_no, line_no, fiscal_year, stage, measure AS item, functional_code, line_name, statement,
    coverage, amount, NULL::DECIMAL(20,6) AS number, [line_id] AS line_ids
FROM spending;

INSERT INTO stated_figure BY NAME
SELECT CASE WHEN c.told = 'text' THEN 'text' WHEN c.fiscal_year < b.fiscal_year THEN 'prior_year' ELSE 'budget_column' END AS source,
    'three_public' AS subject, c.document_id, c.part_no, c.fiscal_year, c.stage, c.item, c.amount, i.line_ids
FROM three_public_cell c
JOIN body b USING (document_id, part_no)
JOIN three_public_item i ON (i.document_id, i.part_no, i.fiscal_year, i.stage, i.told) = (c.document_id, c.part_no, c.fiscal_year, c.stage, c.told)
    AND i.item = CASE c.item WHEN 'undivided' THEN 'total' ELSE c.item END
WHERE c.told = 'text' OR c.fiscal_year < b.fiscal_year OR c.fiscal_year = b.fiscal_year AND NOT c.is_own
UNION ALL BY NAME
SELECT CASE WHEN i.told = 'text' THEN 'text' WHEN i.fiscal_year < b.fiscal_year THEN 'prior_year' ELSE 'budget_column' END AS source,
    'running_costs' AS subject, i.document_id, i.part_no, i.fiscal_year, i.stage, i.item, i.amount, i.line_ids
FROM three_public_item i
JOIN body b USING (document_id, part_no)
WHERE i.item IN ('meeting', 'training', 'operating_expenses')
  AND (i.told = 'text' OR i.fiscal_year < b.fiscal_year OR i.fiscal_year = b.fiscal_year AND NOT i.is_own);

-- Purchases by kind where the kinds the text names add up to the whole it names, else the whole.
INSERT INTO stated_figure BY NAME
WITH bought AS (
    SELECT document_id, part_no, subject, amount, line_id
    FROM said WHERE subject IN ('procurement', 'procurement_goods', 'procurement_works', 'procurement_services') AND fund_source IS NULL
),
divided AS (
    SELECT document_id, part_no,
        coalesce(sum(amount) FILTER (subject <> 'procurement') = any_value(amount) FILTER (subject = 'procurement'),
            bool_and(subject <> 'procurement')) AS is_divided
    FROM bought GROUP BY ALL
)
SELECT 'text' AS source, 'procurement' AS subject, s.document_id, s.part_no, b.fiscal_year, b.stage,
    coalesce(nullif(replace(s.subject, 'procurement_', ''), 'procurement'), 'undivided') AS item, s.amount, [s.line_id] AS line_ids
FROM bought s JOIN divided d USING (document_id, part_no) JOIN body b USING (document_id, part_no)
WHERE d.is_divided = (s.subject <> 'procurement')
UNION ALL BY NAME
SELECT 'text' AS source, CASE s.subject WHEN 'spending_total' THEN 'spending' WHEN 'income_total' THEN 'revenue' ELSE 'staffing' END AS subject,
    s.document_id, s.part_no, b.fiscal_year, b.stage, if(s.amount IS NULL, s.subject, 'total') AS item, s.amount, s.number,
    [s.line_id] AS line_ids
FROM said s JOIN body b USING (document_id, part_no)
WHERE s.subject IN ('spending_total', 'income_total', 'posts', 'staff', 'retired') AND s.fund_source IS NULL;

-- What is chosen together: the figures of a subject, but each by itself where one can be said without the other.
ALTER TABLE stated_figure ADD COLUMN chosen_as VARCHAR;
UPDATE stated_figure
SET chosen_as = source || '.' || subject || CASE WHEN subject IN ('running_costs', 'staffing') THEN '.' || item ELSE '' END;

INSERT INTO candidate_table
SELECT chosen_as, b.disclosure_id, document_id, part_no, if(source = 'text', 'text', coalesce(any_value(statement), 'three_public')), 0, count(*), 1,
    coalesce(any_value(coverage), 'all_funds')
FROM stated_figure
JOIN body b USING (document_id, part_no)
WHERE b.is_current AND b.fiscal_year IS NOT NULL AND b.stage IS NOT NULL
GROUP BY chosen_as, source, subject, b.disclosure_id, document_id, part_no
-- of two texts of a disclosure the fuller; the tables of a source may stand in two files
QUALIFY source <> 'text' AND subject = 'spending'
    OR row_number() OVER (PARTITION BY chosen_as, b.disclosure_id ORDER BY count(*) DESC, document_id, part_no) = 1;
