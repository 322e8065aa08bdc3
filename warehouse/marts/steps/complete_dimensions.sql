-- Codes that documents print and the reference lists do not know: kept, named as printed most often, parent from their digits.
CREATE TEMP TABLE printed AS
SELECT functional_code, economic_code, government_economic_code, line_name FROM core.fact_budget
UNION ALL
SELECT functional_code, economic_code, government_economic_code, line_name FROM quarantine.fact_budget;

INSERT INTO core.dim_functional BY NAME
SELECT
    p.functional_code,
    -- a row that also has an economic code is named after that, so it says nothing about the function
    mode(p.line_name ORDER BY p.line_name) FILTER (p.economic_code IS NULL AND p.government_economic_code IS NULL) AS name,
    CASE length(p.functional_code) WHEN 3 THEN 1 WHEN 5 THEN 2 WHEN 7 THEN 3 END AS level,
    CASE WHEN length(p.functional_code) > 3 THEN left(p.functional_code, length(p.functional_code) - 2) END AS parent_code,
    left(p.functional_code, 3) AS class_code,
    any_value(c.name) AS class_name,
    'C' AS confidence,
    false AS in_reference
FROM printed p
LEFT JOIN core.dim_functional c ON c.functional_code = left(p.functional_code, 3)
WHERE p.functional_code IS NOT NULL
  AND p.functional_code NOT IN (SELECT functional_code FROM core.dim_functional)
GROUP BY p.functional_code
ORDER BY p.functional_code;

INSERT INTO core.dim_economic BY NAME
WITH used AS (
    -- a row with several codes prints one name, and not always this code's
    SELECT 'department' AS scheme, economic_code AS code,
        CASE WHEN government_economic_code IS NULL AND functional_code IS NULL THEN line_name END AS line_name
    FROM printed WHERE economic_code IS NOT NULL
    UNION ALL
    SELECT 'government', government_economic_code, CASE WHEN economic_code IS NULL AND functional_code IS NULL THEN line_name END
    FROM printed WHERE government_economic_code IS NOT NULL
)
SELECT
    u.scheme,
    u.code AS economic_code,
    coalesce(mode(u.line_name ORDER BY u.line_name) FILTER (u.line_name IS NOT NULL), arg_max(p.name, p.valid_from)) AS name,
    CASE length(u.code) WHEN 3 THEN 1 WHEN 5 THEN 2 ELSE 3 END AS level,
    CASE WHEN length(u.code) > 3 THEN left(u.code, length(u.code) - 2) END AS parent_code,
    left(u.code, 3) AS class_code,
    arg_max(c.name, c.valid_from) AS class_name,
    2007 AS valid_from,
    CASE WHEN count(u.line_name) > 0 THEN 'C' ELSE 'T' END AS confidence,
    false AS in_reference
FROM used u
LEFT JOIN core.dim_economic c ON c.scheme = u.scheme AND c.economic_code = left(u.code, 3)
-- a local code below a national one (3021101 below 30211) goes by its parent's name until a document prints its own
LEFT JOIN core.dim_economic p ON p.scheme = u.scheme AND length(u.code) > 3 AND p.economic_code = left(u.code, length(u.code) - 2)
WHERE NOT EXISTS (FROM core.dim_economic d WHERE d.scheme = u.scheme AND d.economic_code = u.code)
GROUP BY u.scheme, u.code
ORDER BY ALL;

DROP TABLE printed;
