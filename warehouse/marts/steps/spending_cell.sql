-- Of each spending row the cells that add up to it, once.  A row prints its total beside its parts, and the parts several ways
-- (basic + project; personnel + public + project; this year + carried over; by source of funds): exactly one way is taken, and the
-- parts only where they equal the total to the fen.
CREATE TEMP TABLE spending_cell AS
WITH cell AS (
    SELECT
        *,
        CASE statement WHEN 'appropriation' THEN 'fiscal_appropriation' ELSE statement_fund(statement) END AS home_fund,
        -- a column of one fund inside a table of all funds is a part of the row; in a table about that fund it is the row
        fund_source IS NULL OR fund_source IS NOT DISTINCT FROM home_fund AS is_whole
    FROM leaf
    WHERE flow = 'expenditure' AND line_role = 'item'
),
family AS (
    SELECT
        *,
        CASE
            WHEN is_whole AND measure IN ('total', 'subtotal') THEN 'total'
            WHEN is_whole AND measure IN ('basic', 'operating', 'remitted_to_superior', 'subsidy_to_affiliates', 'reserve') THEN 'type'
            WHEN is_whole AND measure = 'project' THEN 'project'
            WHEN is_whole AND measure IN ('personnel', 'public') THEN 'nature'
            WHEN is_whole AND measure IN ('current_year', 'carryover') THEN 'origin'
            WHEN NOT is_whole AND measure IN ('total', 'subtotal', fund_source) OR measure = home_fund THEN 'fund'
        END AS family
    FROM cell
),
one AS (  -- 'total' beats 'subtotal', and the largest of several totals is the whole; parts of one measure stand side by side
    SELECT *,
        row_number() OVER (
            PARTITION BY document_id, part_no, table_no, line_no, family,
                CASE family WHEN 'total' THEN 'total' WHEN 'fund' THEN coalesce(fund_source, measure) ELSE measure END
            ORDER BY measure = 'total' DESC, abs(amount) DESC, grid_no, row_no, col_no
        ) = 1 AS is_largest
    FROM family ANTI JOIN repeated_cell USING (line_id)
    WHERE family IS NOT NULL
    QUALIFY is_largest OR family <> 'total'
),
fund AS (  -- 财政拨款 and 单位资金 stand over finer funds: on a row that has those, they go
    SELECT *,
        bool_or(family = 'fund' AND is_budget(fund_source)) OVER line AS has_budgets,
        bool_or(family = 'fund' AND is_own_fund(fund_source)) OVER line AS has_unit_funds
    FROM one
    WINDOW line AS (PARTITION BY document_id, part_no, table_no, line_no)
),
summed AS (
    SELECT *,
        any_value(amount) FILTER (family = 'total') OVER line AS total,
        sum(amount) FILTER (family IN ('type', 'project')) OVER line AS by_type,
        sum(amount) FILTER (family IN ('nature', 'project')) OVER line AS by_nature,
        sum(amount) FILTER (family IN ('type', 'project') AND is_largest) OVER line AS by_largest_type,
        bool_or(family = 'type') OVER line AS has_type,
        bool_or(family = 'nature') OVER line AS has_nature,
        bool_or(family = 'project') OVER line AS has_project,
        bool_or(family = 'origin') OVER line AS has_origin
    FROM fund
    WHERE NOT (family = 'fund' AND fund_source = 'fiscal_appropriation' AND has_budgets)
      AND NOT (family = 'fund' AND fund_source = 'unit_funds' AND has_unit_funds)
    WINDOW line AS (PARTITION BY document_id, part_no, table_no, line_no)
),
way AS (
    SELECT *,
        CASE
            WHEN total IS NOT NULL THEN CASE
                WHEN by_type = total OR by_largest_type = total THEN 'type' WHEN by_nature = total THEN 'nature' ELSE 'total' END
            WHEN has_type THEN 'type' WHEN has_nature THEN 'nature' WHEN has_project THEN 'type'
            WHEN has_origin THEN 'origin' ELSE 'fund'
        END AS way
    FROM summed
)
SELECT
    disclosure_id, document_id, part_no, table_no, block_no, line_no, line_id, statement, line_name, unit_code, unit_name, functional_code,
    economic_code, government_economic_code, fiscal_year, stage, assurance, amount, rounding_step, page,
    CASE
        WHEN way IN ('type', 'nature') THEN measure
        WHEN statement = 'basic_economic' THEN 'basic'
    END AS expenditure_type
FROM way
WHERE (family = way OR (family = 'project' AND way IN ('type', 'nature')))
  -- several columns of a measure that add up to more than the row: what the largest says is said again in the others
  AND (is_largest OR total IS NULL OR way <> 'type' OR by_type = total);

-- The blocks of a table can repeat one another: the whole department before its units, or the same money by function and by economic
-- code side by side.  A block that equals the sum of all the others is their rollup and goes; of blocks that all have the same sum
-- the best coded stays.  Blocks of different units may be alike by chance: they go only where the printed total says so.
CREATE TEMP TABLE repeated_block AS
WITH block AS (
    SELECT document_id, part_no, table_no, coalesce(block_no, 0) AS block_no, sum(amount) AS amount,
        count(functional_code) AS functional, count(economic_code) AS economic, min(coalesce(unit_code, unit_name)) AS unit
    FROM spending_cell
    WHERE functional_code IS NOT NULL OR NOT is_two_sided(statement)
    GROUP BY document_id, part_no, table_no, block_no
),
printed AS (
    SELECT document_id, part_no, table_no, max(amount) AS printed
    FROM own
    WHERE is_total AND measure = 'total' AND flow = 'expenditure'
    GROUP BY ALL
),
compared AS (
    SELECT *,
        count(*) OVER whole AS blocks, sum(amount) OVER whole AS total, min(amount) OVER whole = max(amount) OVER whole AS is_alike,
        coalesce(min(unit) OVER whole <> max(unit) OVER whole, false) AS has_units,
        row_number() OVER (PARTITION BY document_id, part_no, table_no ORDER BY functional > 0 DESC, economic DESC, block_no) AS place
    FROM block LEFT JOIN printed USING (document_id, part_no, table_no)
    WINDOW whole AS (PARTITION BY document_id, part_no, table_no)
)
SELECT document_id, part_no, table_no, block_no
FROM compared
WHERE blocks > 1 AND total <> 0
  AND CASE WHEN is_alike THEN place > 1 AND (NOT has_units OR printed = amount) ELSE amount * 2 = total AND (NOT has_units OR printed = amount) END;

DELETE FROM spending_cell s
USING repeated_block r
WHERE (s.document_id, s.part_no, s.table_no, coalesce(s.block_no, 0)) = (r.document_id, r.part_no, r.table_no, r.block_no);
