-- Spending under the economic code an item goes by in every year; the parts of a split item under the whole they were.
WITH recoded AS (
    SELECT scheme, old_code AS code, 0 AS from_year, coalesce(to_year, 9999) AS to_year, comparable_code
    FROM core.concordance WHERE relation <> 'split' AND old_code <> new_code
    UNION ALL
    SELECT scheme, new_code, from_year, 9999, comparable_code FROM core.concordance WHERE relation = 'split'
),
present AS (
    SELECT scheme, code, name FROM core.code_name QUALIFY row_number() OVER (PARTITION BY scheme, code ORDER BY valid_from DESC) = 1
),
comparable AS (
    SELECT e.*, coalesce(r.comparable_code, e.code) AS comparable_code
    FROM mart.expenditure_by_economic e
    LEFT JOIN recoded r ON r.scheme = e.scheme AND r.code = e.code AND e.fiscal_year BETWEEN r.from_year AND r.to_year
)
SELECT
    c.fiscal_year, c.stage, c.region_code, c.region_name, c.region_level, c.province_name, c.city_name, c.county_name,
    c.department_id, c.department_name, c.kind, c.parent_department_id, c.parent_department_name, c.domain, c.scheme,
    left(c.comparable_code, 3) AS comparable_class_code, c.comparable_code,
    coalesce(CASE WHEN c.comparable_code IS NOT DISTINCT FROM c.code THEN c.name END, p.name) AS comparable_name,
    c.code, c.name, c.government_economic_code, coalesce(c.comparable_code <> c.code, false) AS recoded, c.is_transfer, c.amount, c.coverage, c.statement,
    c.page, c.document_id, c.part_no, c.file_name, c.found_in, c.shard
FROM comparable c
LEFT JOIN present p ON p.scheme = c.scheme AND p.code = c.comparable_code;
