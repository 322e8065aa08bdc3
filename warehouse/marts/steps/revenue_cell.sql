-- Income by source of each revenue statement and of the income half of each summary.  A column is a source, or a row is one (the
-- summary always; 江苏 lists the sources of its revenue statement in rows).  Umbrellas stand beside their parts in both, so the set
-- of sources is chosen whose sum equals the printed total within rounding; where none does, the total stands alone as 'undivided'.
CREATE TEMP TABLE revenue_table AS
SELECT document_id, part_no, table_no, statement,
    statement = 'summary' OR bool_and(measure = 'total') AND count(fund_source) FILTER (line_role = 'item') > 0 AS is_by_row
FROM own
WHERE statement IN ('revenue', 'summary') AND (flow = 'revenue' OR statement = 'summary') AND measure <> 'of_which'
GROUP BY document_id, part_no, table_no, statement;

-- What is left of a table whose total is held back does not say what there is in all.
DELETE FROM revenue_table r
USING incomplete_table i
WHERE i.is_partly AND (i.document_id, i.part_no, i.table_no) = (r.document_id, r.part_no, r.table_no)
  AND NOT EXISTS (
      FROM own o
      WHERE (o.document_id, o.part_no, o.table_no) = (r.document_id, r.part_no, r.table_no)
        AND o.is_total AND o.measure = 'total' AND o.flow = 'revenue'
  );

CREATE TEMP TABLE revenue_source AS
WITH total_row AS (  -- 合计 of a revenue statement holds every source once; the largest is that of the whole body
    SELECT document_id, part_no, table_no, line_no
    FROM own JOIN revenue_table USING (document_id, part_no, table_no, statement)
    WHERE NOT is_by_row AND flow = 'revenue' AND line_role IN ('total', 'grand_total') AND measure = 'total'
    QUALIFY row_number() OVER (PARTITION BY document_id, part_no, table_no ORDER BY amount DESC, line_no) = 1
),
used AS (
    SELECT own.* FROM own SEMI JOIN total_row USING (document_id, part_no, table_no, line_no)
    UNION ALL BY NAME
    SELECT leaf.* FROM leaf JOIN revenue_table t USING (document_id, part_no, table_no, statement)
    ANTI JOIN total_row USING (document_id, part_no, table_no)
    WHERE NOT t.is_by_row AND flow = 'revenue' AND line_role = 'item'
       -- opening balances and surpluses used are rows of the income half; they flow nowhere
       OR t.is_by_row AND measure = 'total' AND (flow = 'revenue' AND line_role = 'item' OR line_role IN ('opening', 'surplus_used'))
),
cell AS (
    SELECT
        document_id, part_no, table_no, line_no, statement, is_by_row, amount, rounding_step, line_id, page, grid_no, row_no, col_no,
        fund_source AS fund,
        CASE
            WHEN is_by_row THEN CASE
                WHEN line_role = 'opening' THEN 'carryover' WHEN line_role = 'surplus_used' THEN 'surplus_used'
                ELSE coalesce(fund_source, 'other') END
            WHEN measure IN ('of_which', 'closing') THEN NULL
            ELSE measure
        END AS source
    FROM used ANTI JOIN repeated_cell USING (line_id)
    JOIN revenue_table USING (document_id, part_no, table_no, statement)
),
one AS (  -- carried-over money is printed whole, or by fund, or both: whole wins
    SELECT *,
        row_number() OVER (  -- in rows, a source and its 小计 can stand in two rows that nothing else tells apart
            PARTITION BY document_id, part_no, table_no, CASE WHEN NOT is_by_row THEN line_no END, source, CASE WHEN source = 'carryover' THEN fund END
            ORDER BY abs(amount) DESC, grid_no, row_no, col_no
        ) = 1 AS is_largest
    FROM cell
    WHERE source IS NOT NULL
    QUALIFY NOT (source = 'carryover' AND fund IS NOT NULL
                 AND bool_or(source = 'carryover' AND fund IS NULL) OVER (PARTITION BY document_id, part_no, table_no, line_no))
)
SELECT document_id, part_no, table_no, statement, source, sum(amount)::DECIMAL(20,2) AS amount,
    coalesce(sum(amount) FILTER (is_largest), 0)::DECIMAL(20,2) AS largest_amount, (sum(rounding_step) * 0.5) AS uncertainty,
    list(line_id ORDER BY grid_no, row_no, col_no) AS line_ids,
    list(line_id ORDER BY grid_no, row_no, col_no) FILTER (is_largest) AS largest_line_ids
FROM one
GROUP BY ALL;

-- The printed totals: with what was carried over (whole), and without (current).
CREATE TEMP TABLE revenue_total AS
WITH printed AS (
    SELECT document_id, part_no, table_no, statement,
        max(amount) FILTER (line_role = 'grand_total') AS printed_whole,
        max(amount) FILTER (line_role IN ('current_total', 'total')) AS printed_current,
        [arg_max(line_id, (amount, line_id)) FILTER (line_role = 'grand_total')] AS printed_whole_line_ids,
        [arg_max(line_id, (amount, line_id)) FILTER (line_role IN ('current_total', 'total'))] AS printed_current_line_ids,
        (max(rounding_step) * 0.5) AS uncertainty
    FROM own JOIN revenue_table USING (document_id, part_no, table_no, statement)
    WHERE flow = 'revenue' AND is_by_row AND measure = 'total' AND is_total
    GROUP BY ALL
),
counted AS (
    SELECT document_id, part_no, table_no, statement,
        max(largest_amount) FILTER (source = 'total') AS whole,
        max(largest_amount) FILTER (source IN ('current_year', 'subtotal')) AS current,
        arg_max(largest_line_ids, largest_amount) FILTER (source = 'total') AS whole_line_ids,
        arg_max(largest_line_ids, (largest_amount, source)) FILTER (source IN ('current_year', 'subtotal')) AS current_line_ids,
        max(uncertainty) AS uncertainty
    FROM revenue_source GROUP BY ALL
)
SELECT document_id, part_no, table_no, statement,
    CASE WHEN is_by_row THEN printed_whole ELSE whole END AS whole,
    CASE WHEN is_by_row THEN printed_current ELSE current END AS current,
    CASE WHEN is_by_row THEN printed_whole_line_ids ELSE whole_line_ids END AS whole_line_ids,
    CASE WHEN is_by_row THEN printed_current_line_ids ELSE current_line_ids END AS current_line_ids,
    coalesce(printed.uncertainty, counted.uncertainty) AS uncertainty
FROM counted
JOIN revenue_table USING (document_id, part_no, table_no, statement)
LEFT JOIN printed USING (document_id, part_no, table_no, statement);

CREATE TEMP TABLE revenue_cell AS
WITH level AS (
    SELECT *,
        CASE
            WHEN is_budget(source) THEN 'budgets'
            WHEN source = 'fiscal_appropriation' THEN 'appropriation'
            WHEN is_own_fund(source) THEN 'unit_parts'
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
tried AS (  -- every column of a source, or (columns that repeat one another in a way no other row shows) the largest
    SELECT l.document_id, l.part_no, l.table_no, l.statement, c.choice, c.levels, list_contains(c.levels, 'earlier') AS is_whole,
        is_every, sum(CASE WHEN is_every THEN l.amount ELSE l.largest_amount END) AS amount, sum(l.uncertainty) AS uncertainty
    FROM level l JOIN choice c ON list_contains(c.levels, l.level) CROSS JOIN (VALUES (true), (false)) AS e(is_every)
    GROUP BY ALL
),
fitting AS (
    SELECT t.document_id, t.part_no, t.table_no, t.statement, arg_min(t.levels, (t.choice, NOT t.is_every)) AS levels,
        arg_min(t.is_every, (t.choice, NOT t.is_every)) AS is_every
    FROM tried t JOIN revenue_total r USING (document_id, part_no, table_no, statement)
    WHERE abs(t.amount - CASE WHEN t.is_whole THEN r.whole ELSE coalesce(r.current, r.whole) END) <= t.uncertainty + r.uncertainty
    GROUP BY ALL
)
SELECT l.document_id, l.part_no, l.table_no, l.statement, l.source,
    CASE WHEN f.is_every THEN l.amount ELSE l.largest_amount END AS amount,
    CASE WHEN f.is_every THEN l.line_ids ELSE l.largest_line_ids END AS line_ids
FROM level l JOIN fitting f USING (document_id, part_no, table_no, statement)
WHERE list_contains(f.levels, l.level)
UNION ALL
SELECT r.document_id, r.part_no, r.table_no, r.statement, 'undivided', coalesce(r.whole, r.current), coalesce(r.whole_line_ids, r.current_line_ids)
FROM revenue_total r ANTI JOIN fitting f USING (document_id, part_no, table_no, statement)
WHERE coalesce(r.whole, r.current) IS NOT NULL
UNION ALL
-- No total printed: the finest of what is there, an umbrella only where its parts are not.
SELECT l.document_id, l.part_no, l.table_no, l.statement, l.source, l.amount, l.line_ids
FROM level l
JOIN revenue_total r USING (document_id, part_no, table_no, statement)
WHERE r.whole IS NULL AND r.current IS NULL
  AND NOT (l.level = 'appropriation' AND EXISTS (
      FROM level o WHERE (o.document_id, o.part_no, o.table_no) = (l.document_id, l.part_no, l.table_no) AND o.level = 'budgets'))
  AND NOT (l.level = 'unit_funds' AND EXISTS (
      FROM level o WHERE (o.document_id, o.part_no, o.table_no) = (l.document_id, l.part_no, l.table_no) AND o.level = 'unit_parts'));
