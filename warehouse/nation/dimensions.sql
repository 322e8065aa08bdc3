-- Codes that documents print and the reference lists do not know: kept, named as printed most often, parent from their digits.
-- What each shard prints stands in core.printed_code, so nothing else has to be read.
CREATE OR REPLACE TEMP TABLE printed_name AS
WITH counted AS (
    SELECT scheme, code, name, sum(lines) AS lines FROM core.printed_code GROUP BY ALL
)
SELECT scheme, code, arg_max(name, lines ORDER BY name DESC) FILTER (name <> '') AS name
FROM counted GROUP BY ALL;

INSERT INTO core.dim_functional BY NAME
SELECT
    p.code AS functional_code, p.name,
    CASE length(p.code) WHEN 3 THEN 1 WHEN 5 THEN 2 WHEN 7 THEN 3 END AS level,
    CASE WHEN length(p.code) > 3 THEN left(p.code, length(p.code) - 2) END AS parent_code,
    left(p.code, 3) AS class_code,
    c.name AS class_name,
    'C' AS confidence,
    false AS in_reference,
    'unplaced' AS shard
FROM printed_name p
LEFT JOIN core.dim_functional c ON c.functional_code = left(p.code, 3)
WHERE p.scheme = 'functional'
ORDER BY p.code;

INSERT INTO core.dim_economic BY NAME
WITH latest AS (
    SELECT scheme, economic_code AS code, arg_max(name, valid_from) AS name FROM core.dim_economic GROUP BY ALL
)
SELECT
    p.scheme, p.code AS economic_code,
    -- a local code below a national one (3021101 below 30211) goes by its parent's name until a document prints its own
    coalesce(p.name, CASE WHEN length(p.code) > 3 THEN u.name END) AS name,
    CASE length(p.code) WHEN 3 THEN 1 WHEN 5 THEN 2 ELSE 3 END AS level,
    CASE WHEN length(p.code) > 3 THEN left(p.code, length(p.code) - 2) END AS parent_code,
    left(p.code, 3) AS class_code,
    c.name AS class_name,
    2007 AS valid_from,
    CASE WHEN p.name IS NOT NULL THEN 'C' ELSE 'T' END AS confidence,
    false AS in_reference,
    'unplaced' AS shard
FROM printed_name p
LEFT JOIN latest c ON (c.scheme, c.code) = (p.scheme, left(p.code, 3))
LEFT JOIN latest u ON (u.scheme, u.code) = (p.scheme, left(p.code, length(p.code) - 2))
WHERE p.scheme <> 'functional'
ORDER BY ALL;
