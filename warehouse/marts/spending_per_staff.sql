-- Whole fen, rounded half away from zero: integer division, no binary number on the way.
WITH spent AS (
    SELECT fiscal_year, stage, region_code, region_name, region_level, province_name, city_name, county_name,
        department_id, department_name, kind, parent_department_id, parent_department_name, domain, coverage, shard,
        sum(amount)::DECIMAL(20,2) AS amount, coalesce(sum(amount) FILTER (NOT is_transfer), 0)::DECIMAL(20,2) AS own_amount,
        CASE WHEN bool_and(expenditure_type IS NOT NULL)
            THEN coalesce(sum(amount) FILTER (expenditure_type IN ('basic', 'personnel', 'public')), 0) END::DECIMAL(20,2) AS basic_amount,
        min({'document_id': document_id, 'part_no': part_no, 'page': page, 'file_name': file_name}) AS place
    FROM mart.expenditure GROUP BY ALL
),
counted AS (
    -- of some units alone it would be no headcount of the body
    SELECT fiscal_year, stage, department_id, CASE WHEN bool_and(staff IS NOT NULL) THEN sum(staff) END AS staff
    FROM mart.staffing GROUP BY ALL
),
beside AS (
    SELECT s.*, c.staff::BIGINT AS staff, nullif(c.staff, 0)::HUGEINT AS heads,
        (s.own_amount * 100)::HUGEINT AS fen, (s.basic_amount * 100)::HUGEINT AS basic_fen
    FROM spent s
    LEFT JOIN counted c ON c.fiscal_year = s.fiscal_year AND c.stage = s.stage AND c.department_id = s.department_id
)
SELECT
    fiscal_year, stage, region_code, region_name, region_level, province_name, city_name, county_name,
    department_id, department_name, kind, parent_department_id, parent_department_name, domain, amount, own_amount, basic_amount, staff,
    (sign(fen) * ((2 * abs(fen) + heads) // (2 * heads)) * 0.01)::DECIMAL(20,2) AS own_amount_per_staff,
    (sign(basic_fen) * ((2 * abs(basic_fen) + heads) // (2 * heads)) * 0.01)::DECIMAL(20,2) AS basic_amount_per_staff,
    coverage, place.page AS page, place.document_id AS document_id, place.part_no AS part_no, place.file_name AS file_name,
    concat('mart.expenditure WHERE fiscal_year = ', fiscal_year, ' AND stage = ''', stage,
        ''' AND department_id = ''', replace(department_id, '''', ''''''), ''' AND coverage = ''', coverage, '''') AS found_in,
    shard
FROM beside;
