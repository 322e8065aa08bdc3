-- Spending under the code an item goes by in every year.  A view: a dozen dozens of recoded items beside mart.expenditure.
-- An item is recoded by its own code, else (a 款 that went whole) by that of its 款; where the old code has meant other things,
-- only what is printed under the old name is.
WITH recoded AS (
    SELECT old_code, old_name, to_year, by_name, comparable_code
    FROM core.concordance
    WHERE scheme = 'functional' AND relation <> 'split' AND old_code <> new_code
),
line AS (
    SELECT *, regexp_replace(line_name, '^[\s\[（(]*\d+[\s\]）)\-—:：]*|\s', '', 'g') AS bare_name FROM mart.expenditure
),
comparable AS (
    SELECT e.*, coalesce(o.comparable_code, g.comparable_code, e.functional_code) AS comparable_code
    FROM line e
    LEFT JOIN recoded o ON o.old_code = e.functional_code AND e.fiscal_year <= coalesce(o.to_year, 9999)
        AND (NOT o.by_name OR o.old_name = e.bare_name)
    LEFT JOIN recoded g ON g.old_code = left(e.functional_code, 5) AND length(e.functional_code) > 5 AND NOT g.by_name
        AND e.fiscal_year <= coalesce(g.to_year, 9999)
)
SELECT
    c.fiscal_year, c.stage, c.region_code, c.region_name, c.region_level, c.province_name, c.city_name, c.county_name,
    c.department_id, c.department_name, c.kind, c.parent_department_id, c.parent_department_name, c.domain,
    left(c.comparable_code, 3) AS comparable_class_code, k.name AS comparable_class_name,
    CASE WHEN length(c.comparable_code) > 3 THEN left(c.comparable_code, 5) END AS comparable_group_code, g.name AS comparable_group_name,
    c.comparable_code, coalesce(f.name, CASE WHEN c.comparable_code IS NOT DISTINCT FROM c.functional_code THEN c.functional_name END)
        AS comparable_name,
    c.functional_code, c.functional_name, coalesce(c.comparable_code <> c.functional_code, false) AS recoded, c.is_transfer, c.amount, c.coverage,
    c.line_name, c.line_id, c.page, c.document_id, c.part_no, c.file_name, c.shard
FROM comparable c
LEFT JOIN core.dim_functional f ON f.functional_code = c.comparable_code
LEFT JOIN core.dim_functional g ON g.functional_code = left(c.comparable_code, 5) AND length(c.comparable_code) > 3
LEFT JOIN core.dim_functional k ON k.functional_code = left(c.comparable_code, 3);
