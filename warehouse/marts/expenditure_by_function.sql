-- mart.expenditure by function; the basic and project columns only where every cell of the group is split.
SELECT
    fiscal_year, stage, region_code, region_name, department_id, department_name, domain,
    functional_class_code, any_value(functional_class_name) AS functional_class_name,
    functional_code, min(functional_name) AS functional_name,
    sum(amount)::DECIMAL(20,2) AS amount,
    CASE WHEN bool_and(expenditure_type IS NOT NULL)
        THEN coalesce(sum(amount) FILTER (expenditure_type IN ('basic', 'personnel', 'public')), 0) END::DECIMAL(20,2) AS basic_amount,
    CASE WHEN bool_and(expenditure_type IS NOT NULL)
        THEN coalesce(sum(amount) FILTER (expenditure_type = 'project'), 0) END::DECIMAL(20,2) AS project_amount,
    coverage
FROM mart.expenditure
GROUP BY fiscal_year, stage, region_code, region_name, department_id, department_name, domain, functional_class_code, functional_code,
    coverage;
