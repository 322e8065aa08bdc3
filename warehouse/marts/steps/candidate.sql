-- Which tables could serve each subject, best first: (subject, disclosure, rank) with the tables of that rank, in whatever documents of the
-- disclosure they stand: a correction may print one statement, and the others stand in the first file.  A table of spending whose rows do not add up to the total it prints, or of which not all is loaded, serves only where no other does: its rank is ten
-- worse.  Of those held back in part, one serves only with the total it prints.
CREATE TEMP TABLE candidate_table AS
WITH spending_table AS (
    SELECT disclosure_id, document_id, part_no, statement, table_no,
        count(DISTINCT line_no) AS lines,
        count(DISTINCT line_no) FILTER (functional_code IS NOT NULL) AS functional,
        count(DISTINCT line_no) FILTER (economic_code IS NOT NULL) AS economic,
        count(DISTINCT line_no) FILTER (economic_code IS NOT NULL OR government_economic_code IS NOT NULL) AS any_economic,
        sum(amount) FILTER (functional_code IS NOT NULL OR NOT is_two_sided(statement)) AS amount,
        sum(rounding_step) AS steps
    FROM spending_cell GROUP BY ALL
),
by_function AS (  -- a statement printed twice (by two classifications, say) serves once
    SELECT * FROM spending_table
    -- halves of 收支总表 list spending by function, nature and economic class side by side: only codes tell them apart
    WHERE functional > 0 OR NOT is_two_sided(statement)
    QUALIFY row_number() OVER (
        PARTITION BY disclosure_id, statement
        ORDER BY functional > 0 DESC, any_economic DESC, lines DESC, document_id, part_no, table_no) = 1
),
by_economic AS (
    SELECT * FROM spending_table
    WHERE any_economic > 0
    QUALIFY row_number() OVER (
        PARTITION BY disclosure_id, statement ORDER BY economic > 0 DESC, any_economic DESC, document_id, part_no, table_no) = 1
),
income AS (SELECT r.*, b.disclosure_id FROM revenue_cell r JOIN body b USING (document_id, part_no)),
in_quarantine AS (
    SELECT DISTINCT b.disclosure_id, q.statement
    FROM quarantine.fact_budget q JOIN body b USING (document_id, part_no)
    ANTI JOIN superseded_table s USING (document_id, part_no, table_no)
),
in_parts AS (  -- all spending in tables of its parts (昌都), each row with an economic code: as much as all the body takes in or spends
    SELECT disclosure_id
    FROM (
        SELECT disclosure_id, sum(amount) AS amount, sum(steps) AS steps
        FROM spending_table WHERE statement = 'expenditure_part'
        GROUP BY ALL HAVING bool_and(any_economic = lines)
    ) p
    JOIN (
        SELECT disclosure_id, max(amount) AS whole
        FROM (SELECT disclosure_id, document_id, part_no, table_no, sum(amount) AS amount FROM income GROUP BY ALL)
        GROUP BY ALL
    ) r USING (disclosure_id)
    ANTI JOIN in_quarantine q USING (disclosure_id)
    WHERE abs(amount - whole) <= steps / 2
),
held_back AS (
    SELECT DISTINCT disclosure_id, true AS is_held_back FROM in_quarantine
    WHERE is_budget_statement(statement) AND statement <> 'general_budget'
),
fund_statements AS (  -- complete only with the general budget, and with no fund statement in quarantine
    SELECT disclosure_id, bool_or(statement = 'general_budget') AND NOT bool_or(coalesce(is_held_back, false)) AS is_complete,
        sum(amount) AS amount, sum(steps) AS steps
    FROM by_function LEFT JOIN held_back h USING (disclosure_id)
    WHERE is_budget_statement(statement)
    GROUP BY disclosure_id
),
all_funds AS (  -- what the disclosure spends of every source, where a statement of all money says so
    SELECT disclosure_id, arg_min(amount, statement = 'summary') AS amount, arg_min(steps, statement = 'summary') AS steps
    FROM by_function WHERE statement IN ('expenditure', 'summary')
    GROUP BY disclosure_id
),
judged AS (  -- a body that has fiscal money only: its fund statements are all it spends, to the last code
    SELECT t.*, f.is_complete,
        -- the fund statements serve together or not at all
        max(CASE WHEN i.table_no IS NOT NULL OR abs(t.amount - p.amount) > (t.steps + p.rounding_step) / 2 THEN 10 ELSE 0 END) OVER (
            PARTITION BY disclosure_id,
                CASE WHEN is_budget_statement(statement) THEN 'funds' ELSE statement END
        ) AS penalty,
        coalesce(f.is_complete AND abs(f.amount - a.amount) <= (f.steps + a.steps) / 2, false) AS is_everything
    FROM by_function t
    LEFT JOIN printed_total p USING (document_id, part_no, table_no)
    LEFT JOIN fund_statements f USING (disclosure_id)
    LEFT JOIN all_funds a USING (disclosure_id)
    LEFT JOIN incomplete_table i USING (document_id, part_no, table_no)
    WHERE NOT coalesce(i.is_partly AND p.amount IS NULL, false)
)
SELECT 'spending' AS subject, disclosure_id, document_id, part_no, statement, table_no, lines,
    CASE
        WHEN statement = 'expenditure' THEN CASE WHEN functional > 0 THEN 1 ELSE 4 END  -- 西安 prints 支出总表 by unit alone
        WHEN statement = 'summary' THEN 3
        WHEN statement = 'appropriation' THEN 6
        WHEN is_everything THEN 2
        WHEN is_complete THEN 5
        ELSE 7
    END + penalty AS rank,
    CASE WHEN statement IN ('expenditure', 'summary') OR is_everything AND statement <> 'appropriation' THEN 'all_funds'
        ELSE 'fiscal_appropriation' END AS coverage
FROM judged
WHERE statement = 'expenditure' OR is_two_sided(statement) OR is_budget_statement(statement)
UNION ALL
SELECT 'economic', disclosure_id, document_id, part_no, statement, table_no, any_economic,
    CASE statement WHEN 'expenditure' THEN 1 WHEN 'general_budget' THEN 2 WHEN 'general_budget_economic' THEN 3 ELSE 4 END
        + CASE WHEN i.table_no IS NULL THEN 0 ELSE 10 END,
    CASE statement WHEN 'expenditure' THEN 'all_funds' WHEN 'basic_economic' THEN 'general_public_basic' ELSE 'general_public' END
FROM by_economic
LEFT JOIN incomplete_table i USING (document_id, part_no, table_no)
LEFT JOIN printed_total p USING (document_id, part_no, table_no)
WHERE NOT coalesce(i.is_partly AND p.amount IS NULL, false) AND (statement IN ('general_budget_economic', 'basic_economic')
   -- a function table serves here only if every row of it has an economic code
   OR statement IN ('expenditure', 'general_budget') AND any_economic = lines)
UNION ALL
SELECT 'economic', disclosure_id, document_id, part_no, statement, table_no, any_economic, 1, 'all_funds'
FROM spending_table SEMI JOIN in_parts USING (disclosure_id)
WHERE statement = 'expenditure_part'
UNION ALL
SELECT 'revenue', disclosure_id, document_id, part_no, statement, table_no, count(*), CASE statement WHEN 'revenue' THEN 1 ELSE 2 END,
    'all_funds'
FROM income
GROUP BY disclosure_id, document_id, part_no, statement, table_no
-- a revenue statement printed twice serves once
QUALIFY row_number() OVER (
    PARTITION BY disclosure_id, statement
    ORDER BY bool_and(source <> 'undivided') DESC, count(*) DESC, document_id, part_no, table_no) = 1
UNION ALL
SELECT 'three_public', disclosure_id, document_id, part_no, if(told = 'text', 'text', 'three_public'), 0, count(*), if(told = 'text', 2, 1),
    'fiscal_appropriation'
FROM three_public_cell
WHERE is_own
GROUP BY disclosure_id, document_id, part_no, told
QUALIFY row_number() OVER (PARTITION BY disclosure_id, told ORDER BY count(*) DESC, document_id, part_no) = 1  -- of two texts the fuller
UNION ALL
-- each by itself: tables print one and not the other, and texts name what the table leaves out
SELECT item, disclosure_id, document_id, part_no, if(told = 'text', 'text', 'three_public'), 0, 1, if(told = 'text', 2, 1), 'fiscal_appropriation'
FROM running_cost
WHERE is_own;
