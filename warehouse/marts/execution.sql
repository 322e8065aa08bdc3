-- Final accounts against the budget.  Both sides are cut to the coarser one's code length, so that a class of one never stands
-- beside the items of the other as if they were different spending.
WITH body_stage AS (
    SELECT department_id, fiscal_year, coverage, stage, max(length(functional_code)) AS digits
    FROM mart.expenditure GROUP BY ALL
),
pair AS (
    SELECT department_id, fiscal_year, coverage, min(digits) AS digits
    FROM body_stage GROUP BY ALL
    HAVING count(DISTINCT stage) FILTER (stage IN ('budget', 'final')) = 2
)
SELECT
    e.fiscal_year, e.region_code, e.region_name, e.department_id, e.department_name, e.domain,
    left(e.functional_code, 3) AS functional_class_code, min(e.functional_class_name) AS functional_class_name,
    left(e.functional_code, p.digits) AS functional_code,
    coalesce(min(f.name), min(e.functional_name)) AS functional_name,
    coalesce(sum(e.amount) FILTER (e.stage = 'budget'), 0)::DECIMAL(20,2) AS budget_amount,
    coalesce(sum(e.amount) FILTER (e.stage = 'final'), 0)::DECIMAL(20,2) AS final_amount,
    (final_amount - budget_amount)::DECIMAL(20,2) AS difference,
    round(final_amount::DOUBLE * 100 / nullif(budget_amount, 0), 6)::DECIMAL(20,6) AS execution_rate,
    e.coverage
FROM mart.expenditure e
JOIN pair p USING (department_id, fiscal_year, coverage)
LEFT JOIN core.dim_functional f ON f.functional_code = left(e.functional_code, p.digits)
GROUP BY e.fiscal_year, e.region_code, e.region_name, e.department_id, e.department_name, e.domain, left(e.functional_code, 3),
    left(e.functional_code, p.digits), e.coverage;
