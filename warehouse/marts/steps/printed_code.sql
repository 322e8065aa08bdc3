-- Codes that documents print and the reference lists do not know, with what the rows that bear them are called.
CREATE TEMP TABLE unlisted_code AS
WITH printed AS (
    SELECT document_id, functional_code, economic_code, government_economic_code, line_name FROM core.fact_budget
    UNION ALL
    SELECT document_id, functional_code, economic_code, government_economic_code, line_name FROM quarantine.fact_budget
),
used AS (  -- a row with several codes prints one name, and not always this code's
    SELECT 'functional' AS scheme, document_id, functional_code AS code,
        CASE WHEN economic_code IS NULL AND government_economic_code IS NULL THEN line_name END AS name
    FROM printed
    UNION ALL
    SELECT 'department', document_id, economic_code,
        CASE WHEN government_economic_code IS NULL AND functional_code IS NULL THEN line_name END
    FROM printed
    UNION ALL
    SELECT 'government', document_id, government_economic_code,
        CASE WHEN economic_code IS NULL AND functional_code IS NULL THEN line_name END
    FROM printed
)
SELECT scheme, document_id, code, coalesce(name, '') AS name, count(*) AS lines
FROM used
WHERE code IS NOT NULL
  AND (scheme, code) NOT IN (
    SELECT ('functional', functional_code) FROM core.dim_functional UNION ALL SELECT (scheme, economic_code) FROM core.dim_economic)
GROUP BY ALL;

INSERT INTO core.printed_code BY NAME
SELECT s.shard, u.scheme, u.code, u.name, sum(u.lines)::BIGINT AS lines
FROM unlisted_code u JOIN document_shard s USING (document_id)
GROUP BY ALL ORDER BY ALL;

-- What a document itself calls such a code most often: no other document changes it.
CREATE TEMP TABLE own_name AS
SELECT scheme, document_id, code, arg_max(name, lines ORDER BY name DESC) AS name
FROM unlisted_code WHERE name <> ''
GROUP BY ALL;
