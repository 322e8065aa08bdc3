-- Spending under the code an item goes by in every year.  A view: a dozen dozens of recoded items beside mart.expenditure; every join is by
-- equality, and only rows of codes that have meant several things have their printed name looked at.
-- An item is recoded by its own code, else (a 款 that went whole) by that of its 款; where the old code has meant other things,
-- only what is printed under the old name is.
WITH recoded AS (
    SELECT old_code, old_name, coalesce(to_year, 9999) AS to_year, by_name, comparable_code
    FROM core.concordance
    WHERE scheme = 'functional' AND relation <> 'split' AND old_code <> new_code
),
by_code AS (SELECT old_code, to_year, comparable_code FROM recoded WHERE NOT by_name),
by_name AS (SELECT old_code, old_name, comparable_code FROM recoded WHERE by_name),
several AS (SELECT DISTINCT old_code FROM by_name),
line AS (
    SELECT e.*, CASE WHEN length(e.functional_code) > 5 THEN left(e.functional_code, 5) END AS group_code,
        CASE WHEN s.old_code IS NOT NULL THEN regexp_replace(e.line_name, '^[\s\[（(]*\d+[\s\]）)\-—:：]*|\s', '', 'g') END AS bare_name
    FROM mart.expenditure e
    LEFT JOIN several s ON s.old_code = e.functional_code
),
comparable AS (
    SELECT e.*, coalesce(o.comparable_code, n.comparable_code, g.comparable_code, e.functional_code) AS comparable_code,
        left(coalesce(o.comparable_code, n.comparable_code, g.comparable_code, e.functional_code), 3) AS comparable_class_code,
        CASE WHEN length(coalesce(o.comparable_code, n.comparable_code, g.comparable_code, e.functional_code)) > 3
            THEN left(coalesce(o.comparable_code, n.comparable_code, g.comparable_code, e.functional_code), 5) END AS comparable_group_code
    FROM line e
    LEFT JOIN by_code o ON o.old_code = e.functional_code AND o.to_year >= e.fiscal_year
    LEFT JOIN by_name n ON n.old_code = e.functional_code AND n.old_name = e.bare_name
    LEFT JOIN by_code g ON g.old_code = e.group_code AND g.to_year >= e.fiscal_year
)
SELECT
    c.fiscal_year, c.stage, c.region_code, c.region_name, c.region_level, c.province_name, c.city_name, c.county_name,
    c.department_id, c.department_name, c.kind, c.parent_department_id, c.parent_department_name, c.domain,
    c.comparable_class_code, k.name AS comparable_class_name, c.comparable_group_code, g.name AS comparable_group_name,
    c.comparable_code, coalesce(f.name, CASE WHEN c.comparable_code IS NOT DISTINCT FROM c.functional_code THEN c.functional_name END)
        AS comparable_name,
    c.functional_code, c.functional_name, coalesce(c.comparable_code <> c.functional_code, false) AS recoded, c.is_transfer, c.amount, c.coverage,
    c.line_name, c.line_id, c.page, c.document_id, c.part_no, c.file_name, c.shard
FROM comparable c
LEFT JOIN core.dim_functional f ON f.functional_code = c.comparable_code
LEFT JOIN core.dim_functional g ON g.functional_code = c.comparable_group_code
LEFT JOIN core.dim_functional k ON k.functional_code = c.comparable_class_code;
