-- “三公” of each disclosure in parts that add up: of its own year and stage, of those its other columns are of, and of its text.  An
-- item can be printed for several funds, and a table twice: money of all funds wins, else fiscal appropriation, else the sum of the
-- single funds.
CREATE TEMP TABLE three_public_item AS
WITH printed AS (
    SELECT d.disclosure_id, f.document_id, f.part_no, f.fiscal_year, f.stage, f.item, f.fund_source, f.amount, f.line_id,
        coalesce(b.table_no, 0) AS table_no, b.line_no, coalesce(b.is_total, false) AS is_total
    FROM core.fact_three_public f
    JOIN body d USING (document_id, part_no)
    LEFT JOIN core.fact_budget b USING (line_id)
    ANTI JOIN superseded_table s
        ON (s.document_id, s.part_no, s.table_no) = (f.document_id, f.part_no, coalesce(b.table_no, 0))
    WHERE d.is_current AND b.line_role IS DISTINCT FROM 'of_which'
),
fullest AS (  -- one table per disclosure, year and stage: the one with the most items
    SELECT document_id, part_no, fiscal_year, stage, table_no
    FROM printed
    GROUP BY disclosure_id, document_id, part_no, fiscal_year, stage, table_no
    QUALIFY row_number() OVER (
        PARTITION BY disclosure_id, fiscal_year, stage
        ORDER BY bool_or(item = 'total') DESC, count(DISTINCT item) DESC, document_id, part_no, table_no) = 1
),
row_of_item AS (  -- one cell per row, item and fund; items in columns mean that rows are bodies
    SELECT *,
        count(DISTINCT item) OVER (PARTITION BY document_id, part_no, fiscal_year, stage, line_no) > 1 AND line_no IS NOT NULL AS is_body
    FROM printed SEMI JOIN fullest USING (document_id, part_no, fiscal_year, stage, table_no)
    QUALIFY row_number() OVER (
        PARTITION BY document_id, part_no, fiscal_year, stage, item, fund_source, line_no ORDER BY abs(amount) DESC, line_id) = 1
),
one AS (  -- 合计, or the body that is the sum of the others, or the sum of all bodies; of rows that are no bodies the largest
    SELECT document_id, part_no, fiscal_year, stage, 'table' AS told, item, fund_source,
        CASE
            WHEN bool_or(is_total) THEN arg_max(amount, abs(amount)) FILTER (is_total)
            WHEN bool_and(is_body) AND arg_max(amount, abs(amount)) * 2 <> sum(amount) THEN sum(amount)
            ELSE arg_max(amount, abs(amount))
        END AS amount,
        CASE
            WHEN bool_or(is_total) THEN [arg_max(line_id, (abs(amount), line_id)) FILTER (is_total)]
            WHEN bool_and(is_body) AND arg_max(amount, abs(amount)) * 2 <> sum(amount) THEN list(line_id ORDER BY line_no, line_id)
            ELSE [arg_max(line_id, (abs(amount), line_id))]
        END AS line_ids
    FROM row_of_item
    GROUP BY ALL
    UNION ALL
    SELECT s.document_id, s.part_no, b.fiscal_year, b.stage, 'text', if(s.subject = 'three_public', 'total', s.subject) AS item,
        s.fund_source, s.amount, [s.line_id]
    FROM said s JOIN body b USING (document_id, part_no)
    WHERE s.amount IS NOT NULL AND item_name(if(s.subject = 'three_public', 'total', s.subject)) IS NOT NULL
),
item AS (
    SELECT document_id, part_no, fiscal_year, stage, told, item,
        coalesce(
            any_value(amount) FILTER (fund_source IS NULL),
            any_value(amount) FILTER (fund_source = 'fiscal_appropriation'),
            sum(amount) FILTER (fund_source <> 'fiscal_appropriation')
        )::DECIMAL(20,2) AS amount,
        coalesce(
            any_value(line_ids) FILTER (fund_source IS NULL),
            any_value(line_ids) FILTER (fund_source = 'fiscal_appropriation'),
            flatten(list(line_ids ORDER BY fund_source))
        ) AS line_ids
    FROM one
    GROUP BY ALL
)
SELECT b.disclosure_id, i.*, (i.fiscal_year, i.stage) = (b.fiscal_year, b.stage) AS is_own
FROM item i JOIN body b USING (document_id, part_no);

CREATE TEMP TABLE three_public_cell AS
WITH wide AS (
    SELECT disclosure_id, document_id, part_no, fiscal_year, stage, told, is_own,
        any_value(amount) FILTER (item = 'total') AS total,
        any_value(amount) FILTER (item = 'abroad') AS abroad,
        any_value(amount) FILTER (item = 'vehicles') AS vehicles,
        any_value(amount) FILTER (item = 'vehicle_purchase') AS vehicle_purchase,
        any_value(amount) FILTER (item = 'vehicle_operation') AS vehicle_operation,
        any_value(amount) FILTER (item = 'reception') AS reception
    FROM three_public_item GROUP BY ALL
),
vehicle AS (
    SELECT *, coalesce(vehicle_purchase, 0) + coalesce(vehicle_operation, 0) AS vehicle_parts,
        vehicles IS NULL OR vehicles = vehicle_parts AS has_vehicle_parts,
        CASE WHEN has_vehicle_parts THEN vehicle_parts ELSE vehicles END AS vehicle_sum
    FROM wide
),
divided AS (
    SELECT *, total IS NULL OR total = coalesce(abroad, 0) + vehicle_sum + coalesce(reception, 0) AS is_divided FROM vehicle
)
SELECT disclosure_id, document_id, part_no, fiscal_year, stage, told, is_own, item, amount
FROM (
    SELECT disclosure_id, document_id, part_no, fiscal_year, stage, told, is_own, unnest([
        {'item': 'abroad', 'amount': CASE WHEN is_divided THEN abroad END},
        {'item': 'vehicle_purchase', 'amount': CASE WHEN is_divided AND has_vehicle_parts THEN vehicle_purchase END},
        {'item': 'vehicle_operation', 'amount': CASE WHEN is_divided AND has_vehicle_parts THEN vehicle_operation END},
        {'item': 'vehicles', 'amount': CASE WHEN is_divided AND NOT has_vehicle_parts THEN vehicles END},
        {'item': 'reception', 'amount': CASE WHEN is_divided THEN reception END},
        {'item': 'undivided', 'amount': CASE WHEN NOT is_divided THEN total END}
    ], recursive := true)
    FROM divided
)
WHERE amount IS NOT NULL;

-- 会议费, 培训费 and 机关运行经费: the table's where it prints the item, else the text's.
CREATE TEMP TABLE running_cost AS
SELECT *
FROM three_public_item
WHERE item IN ('meeting', 'training', 'operating_expenses')
QUALIFY row_number() OVER (PARTITION BY disclosure_id, fiscal_year, stage, item ORDER BY told, document_id, part_no) = 1;
