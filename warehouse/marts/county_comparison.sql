-- Spending of a field of work across regions.
SELECT
    e.fiscal_year, e.stage, r.province_name, r.city_name, e.region_code, e.region_name, r.level AS region_level, e.domain,
    e.functional_class_code, min(e.functional_class_name) AS functional_class_name,
    count(DISTINCT e.department_id) AS bodies, sum(e.amount)::DECIMAL(20,2) AS amount, e.coverage
FROM mart.expenditure e
LEFT JOIN core.dim_region r ON r.region_code = e.region_code
GROUP BY e.fiscal_year, e.stage, r.province_name, r.city_name, e.region_code, e.region_name, r.level, e.domain, e.functional_class_code,
    e.coverage;
