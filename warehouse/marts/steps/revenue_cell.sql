-- Income by source of each revenue statement (a column is a source) and of the income half of each summary (a row is a source).
-- Umbrellas stand beside their parts in both, so the set of sources is chosen whose sum equals the printed total; where none
-- does, the total stands alone as 'undivided'.
CREATE TEMP TABLE revenue_source AS
WITH cell AS (
    SELECT
        document_id, part_no, table_no, line_no, statement, amount, grid_no, row_no, col_no, fund_source AS fund,
        CASE
            WHEN statement = 'summary' THEN CASE
                WHEN line_role = 'opening' THEN 'carryover' WHEN line_role = 'surplus_used' THEN 'surplus_used'
                ELSE coalesce(fund_source, 'other') END
            WHEN measure IN ('total', 'subtotal', 'current_year', 'carryover') THEN measure
            WHEN measure = 'closing' THEN NULL
            ELSE coalesce(nullif(measure, 'of_which'), fund_source)
        END AS source
    FROM leaf
    WHERE statement = 'revenue' AND flow = 'revenue' AND line_role = 'item' AND measure <> 'of_which'
       -- opening balances and surpluses used are rows of the income half; they flow nowhere
       OR statement = 'summary' AND measure = 'total' AND (flow = 'revenue' AND line_role = 'item' OR line_role IN ('opening', 'surplus_used'))
),
one AS (  -- carried-over money is printed whole, or by fund, or both: whole wins
    SELECT * FROM cell
    WHERE source IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY document_id, part_no, table_no, line_no, source, CASE WHEN source = 'carryover' THEN fund END
        ORDER BY abs(amount) DESC, grid_no, row_no, col_no
    ) = 1
      AND NOT (source = 'carryover' AND fund IS NOT NULL
               AND bool_or(source = 'carryover' AND fund IS NULL) OVER (PARTITION BY document_id, part_no, table_no, line_no))
)
SELECT document_id, part_no, table_no, statement, source, sum(amount)::DECIMAL(20,2) AS amount, count(*) AS cells
FROM one
GROUP BY ALL;

-- The printed totals: with what was carried over (whole), and without (current).
CREATE TEMP TABLE revenue_total AS
WITH printed AS (
    SELECT f.document_id, f.part_no, f.table_no, f.statement,
        max(f.amount) FILTER (f.statement = 'revenue' AND f.is_total OR f.line_role = 'grand_total') AS printed_whole,
        max(f.amount) FILTER (f.statement = 'summary' AND f.line_role IN ('current_total', 'total')) AS printed_current
    FROM core.fact_budget f
    JOIN body b USING (document_id, part_no)
    WHERE b.is_current AND f.fiscal_year = b.fiscal_year AND f.stage = b.stage
      AND f.flow = 'revenue' AND f.statement IN ('revenue', 'summary') AND f.measure = 'total'
    GROUP BY ALL
),
counted AS (
    SELECT document_id, part_no, table_no, statement,
        max(amount) FILTER (source = 'total') AS whole,
        max(amount) FILTER (source IN ('current_year', 'subtotal')) AS current
    FROM revenue_source GROUP BY ALL
)
SELECT document_id, part_no, table_no, statement,
    coalesce(printed_whole, whole) AS whole,
    CASE WHEN statement = 'summary' THEN printed_current ELSE current END AS current
FROM counted LEFT JOIN printed USING (document_id, part_no, table_no, statement);

CREATE TEMP TABLE revenue_cell AS
WITH level AS (
    SELECT *,
        CASE
            WHEN source IN ('general_public', 'government_fund', 'state_capital') THEN 'budgets'
            WHEN source = 'fiscal_appropriation' THEN 'appropriation'
            WHEN source IN ('business', 'operating', 'superior_subsidy', 'affiliate_remittance', 'other') THEN 'unit_parts'
            WHEN source = 'unit_funds' THEN 'unit_funds'
            WHEN source IN ('carryover', 'surplus_used') THEN 'earlier'
            ELSE 'own'
        END AS level
    FROM revenue_source
    WHERE source NOT IN ('total', 'subtotal', 'current_year')
),
choice AS (  -- the finest first
    FROM (VALUES
        (1, ['budgets', 'unit_parts', 'own', 'earlier']), (2, ['budgets', 'unit_funds', 'own', 'earlier']),
        (3, ['budgets', 'unit_parts', 'unit_funds', 'own', 'earlier']), (4, ['appropriation', 'unit_parts', 'own', 'earlier']),
        (5, ['appropriation', 'unit_funds', 'own', 'earlier']), (6, ['appropriation', 'unit_parts', 'unit_funds', 'own', 'earlier']),
        (7, ['budgets', 'unit_parts', 'own']), (8, ['budgets', 'unit_funds', 'own']),
        (9, ['budgets', 'unit_parts', 'unit_funds', 'own']), (10, ['appropriation', 'unit_parts', 'own']),
        (11, ['appropriation', 'unit_funds', 'own']), (12, ['appropriation', 'unit_parts', 'unit_funds', 'own'])
    ) AS c(choice, levels)
),
tried AS (
    SELECT l.document_id, l.part_no, l.table_no, l.statement, c.choice, c.levels, list_contains(c.levels, 'earlier') AS is_whole,
        sum(l.amount) AS amount
    FROM level l JOIN choice c ON list_contains(c.levels, l.level)
    GROUP BY ALL
),
fitting AS (
    SELECT t.document_id, t.part_no, t.table_no, t.statement, arg_min(t.levels, t.choice) AS levels
    FROM tried t JOIN revenue_total r USING (document_id, part_no, table_no, statement)
    WHERE t.is_whole AND t.amount = r.whole OR NOT t.is_whole AND t.amount = coalesce(r.current, r.whole)
    GROUP BY ALL
)
SELECT l.document_id, l.part_no, l.table_no, l.statement, l.source, l.amount
FROM level l JOIN fitting f USING (document_id, part_no, table_no, statement)
WHERE list_contains(f.levels, l.level)
UNION ALL
SELECT r.document_id, r.part_no, r.table_no, r.statement, 'undivided', coalesce(r.whole, r.current)
FROM revenue_total r ANTI JOIN fitting f USING (document_id, part_no, table_no, statement)
WHERE coalesce(r.whole, r.current) IS NOT NULL
UNION ALL
-- No total printed: the finest of what is there, an umbrella only where its parts are not.
SELECT l.document_id, l.part_no, l.table_no, l.statement, l.source, l.amount
FROM level l
JOIN revenue_total r USING (document_id, part_no, table_no, statement)
WHERE r.whole IS NULL AND r.current IS NULL
  AND NOT (l.level = 'appropriation' AND EXISTS (
      FROM level o WHERE (o.document_id, o.part_no, o.table_no) = (l.document_id, l.part_no, l.table_no) AND o.level = 'budgets'))
  AND NOT (l.level = 'unit_funds' AND EXISTS (
      FROM level o WHERE (o.document_id, o.part_no, o.table_no) = (l.document_id, l.part_no, l.table_no) AND o.level = 'unit_parts'));
