-- One name per code and year: the 2018 scheme reused codes, so the name valid in the year wins and any other is a fallback.
-- One row each, so that no mart can multiply its rows by joining a name.
CREATE TEMP TABLE economic_label AS
WITH used AS (
    SELECT DISTINCT 'department' AS scheme, economic_code AS code, fiscal_year FROM core.fact_budget WHERE economic_code IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'government', government_economic_code, fiscal_year FROM core.fact_budget WHERE government_economic_code IS NOT NULL
)
SELECT
    u.scheme, u.code, u.fiscal_year,
    arg_min(e.name, misfit) AS name,
    arg_min(e.class_code, misfit) AS class_code,
    arg_min(e.class_name, misfit) AS class_name
FROM used u
JOIN (
    SELECT *, 9999 - valid_from AS age FROM core.dim_economic
) e ON e.scheme = u.scheme AND e.economic_code = u.code,
LATERAL (SELECT CASE WHEN u.fiscal_year BETWEEN e.valid_from AND coalesce(e.valid_to, 9999) THEN 0 ELSE 10000 END + e.age AS misfit)
GROUP BY u.scheme, u.code, u.fiscal_year;

-- The disclosing body of each part, with everything a mart prints beside it.
CREATE TEMP TABLE body AS
SELECT
    d.document_id, d.part_no, d.fiscal_year, d.stage, d.is_current, d.department_id,
    coalesce(d.kind, p.kind, 'department') AS kind,
    p.name AS department_name, p.canonical_name, p.parent_department_id, p.domain,
    p.region_code, coalesce(r.full_name, r.name) AS region_name
FROM core.dim_document d
LEFT JOIN core.dim_department p USING (department_id)
LEFT JOIN core.dim_region r ON r.region_code = p.region_code;

CREATE TEMP TABLE fund_source_label AS
SELECT fund_source, name_zh FROM fund_sources;
