-- One name per document, code and year.  Codes of the reference lists go by their standard names; others by what their
-- own document calls them.  One row each, so that no mart can multiply its rows by joining a name.
CREATE TEMP TABLE functional_label AS
WITH used AS (
    SELECT document_id, functional_code FROM core.fact_budget
    UNION SELECT document_id, functional_code FROM core.fact_project
    UNION SELECT document_id, functional_code FROM core.fact_procurement
    UNION SELECT document_id, functional_code FROM core.fact_claim
)
SELECT u.document_id, u.functional_code, coalesce(f.name, o.name) AS name, coalesce(f.class_name, c.name) AS class_name
FROM used u
LEFT JOIN core.dim_functional f ON f.functional_code = u.functional_code AND f.in_reference IS NOT FALSE
LEFT JOIN core.dim_functional c ON c.functional_code = left(u.functional_code, 3) AND c.in_reference IS NOT FALSE
LEFT JOIN own_name o ON (o.scheme, o.document_id, o.code) = ('functional', u.document_id, u.functional_code)
WHERE u.functional_code IS NOT NULL;

-- The 2018 scheme reused codes, so the name valid in the year wins and any other is a fallback.  Without a year: the latest.
CREATE TEMP TABLE economic_label AS
WITH used AS (
    SELECT document_id, 'department' AS scheme, economic_code AS code, fiscal_year FROM core.fact_budget
    UNION SELECT document_id, 'government', government_economic_code, fiscal_year FROM core.fact_budget
    UNION SELECT document_id, 'department', economic_code, NULL FROM core.fact_project
    UNION SELECT document_id, 'department', economic_code, NULL FROM core.fact_procurement
),
listed AS (
    SELECT scheme, economic_code AS code, name, class_code, class_name, valid_from, valid_to FROM core.dim_economic
    WHERE in_reference IS NOT FALSE
),
fitting AS (
    SELECT u.scheme, u.code, u.fiscal_year,
        arg_min(l.name, misfit) AS name, arg_min(l.class_code, misfit) AS class_code, arg_min(l.class_name, misfit) AS class_name
    FROM (SELECT DISTINCT scheme, code, fiscal_year FROM used) u
    JOIN listed l USING (scheme, code),
    LATERAL (
        SELECT CASE WHEN u.fiscal_year BETWEEN l.valid_from AND coalesce(l.valid_to, 9999) THEN 0 ELSE 10000 END
            + 9999 - l.valid_from AS misfit
    )
    GROUP BY ALL
),
latest AS (
    SELECT scheme, code, arg_max(name, valid_from) AS name FROM listed GROUP BY ALL
)
SELECT
    u.document_id, u.scheme, u.code, u.fiscal_year,
    -- a local code below a national one (3021101 below 30211) goes by its parent's name where its document prints none of its own
    coalesce(f.name, o.name, CASE WHEN length(u.code) > 3 THEN p.name END) AS name,
    coalesce(f.class_code, left(u.code, 3)) AS class_code, coalesce(f.class_name, c.name) AS class_name
FROM used u
LEFT JOIN fitting f ON (f.scheme, f.code) = (u.scheme, u.code) AND f.fiscal_year IS NOT DISTINCT FROM u.fiscal_year
LEFT JOIN own_name o ON (o.scheme, o.document_id, o.code) = (u.scheme, u.document_id, u.code)
LEFT JOIN latest p ON (p.scheme, p.code) = (u.scheme, left(u.code, length(u.code) - 2))
LEFT JOIN latest c ON (c.scheme, c.code) = (u.scheme, left(u.code, 3))
WHERE u.code IS NOT NULL;

-- The disclosing body of each part, with everything a mart prints beside it.
CREATE TEMP TABLE body AS
SELECT
    d.document_id, d.part_no, d.fiscal_year, d.stage, d.is_current, d.department_id,
    -- what nothing places is of no disclosure but its own; nor is a unit's part that goes by its department's id
    coalesce(
        d.disclosure_id, d.department_id || '-' || d.fiscal_year || '-' || d.stage, concat_ws('-', d.document_id, d.part_no)
    ) || if(d.kind <> p.kind, '-' || d.kind, '') AS disclosure_id,
    coalesce(d.kind, p.kind, 'department') AS kind,
    p.name AS department_name, p.canonical_name, p.parent_department_id,
    a.name AS parent_department_name, p.domain,
    p.region_code, coalesce(r.full_name, r.name) AS region_name, r.level AS region_level, r.province_name,
    CASE WHEN contains(r.full_name, r.city_name) THEN r.city_name END AS city_name,  -- 市辖区 of a municipality is no city
    CASE WHEN r.level = 'county' THEN r.name END AS county_name, f.file_name
FROM core.dim_document d
LEFT JOIN core.dim_department p USING (department_id)
LEFT JOIN core.dim_department a ON a.department_id = p.parent_department_id
LEFT JOIN core.dim_region r ON r.region_code = p.region_code
LEFT JOIN raw.document f ON f.document_id = d.document_id;

-- Of that what every row of a mart says: marts take it whole, so that all say the same.
CREATE TEMP TABLE imprint AS
SELECT document_id, part_no, file_name, fiscal_year, stage, region_code, region_name, region_level, province_name, city_name, county_name,
    department_id, department_name, kind, parent_department_id, parent_department_name, domain
FROM body;

CREATE TEMP TABLE fund_source_label AS
SELECT fund_source, name_zh FROM fund_sources;
