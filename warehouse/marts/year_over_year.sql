-- A year against the year before, each at the coarser code length of the two.
WITH body_year AS (
    SELECT department_id, stage, coverage, fiscal_year, max(length(functional_code)) AS digits
    FROM mart.expenditure GROUP BY ALL
),
pair AS (
    SELECT y.department_id, y.stage, y.coverage, y.fiscal_year, least(y.digits, p.digits) AS digits
    FROM body_year y
    JOIN body_year p ON (p.department_id, p.stage, p.coverage, p.fiscal_year) = (y.department_id, y.stage, y.coverage, y.fiscal_year - 1)
),
side AS (
    SELECT p.fiscal_year, e.stage, e.department_id, e.coverage, left(e.functional_code, p.digits) AS functional_code,
        min(e.functional_name) AS functional_name, e.fiscal_year = p.fiscal_year AS is_this_year, sum(e.amount) AS amount
    FROM mart.expenditure e
    JOIN pair p ON (p.department_id, p.stage, p.coverage) = (e.department_id, e.stage, e.coverage)
        AND e.fiscal_year IN (p.fiscal_year, p.fiscal_year - 1)
    GROUP BY ALL
),
dimension AS (SELECT DISTINCT department_id, department_name, domain, region_code, region_name FROM body)
SELECT
    s.fiscal_year, s.stage, d.region_code, d.region_name, s.department_id, d.department_name, d.domain,
    left(s.functional_code, 3) AS functional_class_code, min(f.class_name) AS functional_class_name,
    s.functional_code, coalesce(min(f.name), min(s.functional_name)) AS functional_name,
    coalesce(sum(s.amount) FILTER (s.is_this_year), 0)::DECIMAL(20,2) AS amount,
    coalesce(sum(s.amount) FILTER (NOT s.is_this_year), 0)::DECIMAL(20,2) AS previous_amount,
    (coalesce(sum(s.amount) FILTER (s.is_this_year), 0) - previous_amount)::DECIMAL(20,2) AS difference,
    round(difference::DOUBLE * 100 / nullif(abs(previous_amount), 0), 6)::DECIMAL(20,6) AS change_rate,
    s.coverage
FROM side s
LEFT JOIN dimension d USING (department_id)
LEFT JOIN core.dim_functional f ON f.functional_code = s.functional_code
GROUP BY s.fiscal_year, s.stage, d.region_code, d.region_name, s.department_id, d.department_name, d.domain, s.functional_code, s.coverage;
