-- Spending of a field of work across regions.
SELECT
    fiscal_year, stage, region_code, region_name, region_level, province_name, city_name, county_name, kind, domain,
    functional_class_code, min(functional_class_name) AS functional_class_name,
    count(DISTINCT department_id) FILTER (amount <> 0) AS bodies, sum(amount)::DECIMAL(20,2) AS amount,
    coalesce(sum(amount) FILTER (NOT is_transfer), 0)::DECIMAL(20,2) AS own_amount,
    coalesce(sum(amount) FILTER (is_transfer), 0)::DECIMAL(20,2) AS transfer_amount, coverage,
    'mart.expenditure WHERE ' || is_equal('fiscal_year', fiscal_year) || ' AND ' || is_equal('stage', stage) || ' AND '
        || is_equal('region_code', region_code) || ' AND ' || is_equal('kind', kind) || ' AND ' || is_equal('domain', domain) || ' AND '
        || is_equal('functional_class_code', functional_class_code) || ' AND ' || is_equal('coverage', coverage) AS found_in
FROM mart.expenditure
GROUP BY ALL;
