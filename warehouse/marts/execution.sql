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
),
summed AS (
    SELECT
        e.department_id, e.fiscal_year, e.coverage, left(e.functional_code, 3) AS functional_class_code,
        min(e.functional_class_name) AS functional_class_name, left(e.functional_code, p.digits) AS functional_code,
        min(e.functional_name) AS functional_name,
        coalesce(sum(e.amount) FILTER (e.stage = 'budget'), 0)::DECIMAL(20,2) AS budget_amount,
        coalesce(sum(e.amount) FILTER (e.stage = 'final'), 0)::DECIMAL(20,2) AS final_amount,
        min({'document_id': e.document_id, 'part_no': e.part_no, 'page': e.page}) FILTER (e.stage = 'budget') AS budget,
        min({'document_id': e.document_id, 'part_no': e.part_no, 'page': e.page}) FILTER (e.stage = 'final') AS final
    FROM mart.expenditure e
    JOIN pair p USING (department_id, fiscal_year, coverage)
    GROUP BY e.department_id, e.fiscal_year, e.coverage, left(e.functional_code, 3), left(e.functional_code, p.digits)
)
SELECT
    b.* EXCLUDE (document_id, part_no, file_name, stage),
    s.functional_class_code, s.functional_class_name, s.functional_code, coalesce(f.name, s.functional_name) AS functional_name,
    s.budget_amount, s.final_amount, (s.final_amount - s.budget_amount)::DECIMAL(20,2) AS difference,
    round(s.final_amount::DOUBLE * 100 / nullif(s.budget_amount, 0), 6)::DECIMAL(20,6) AS execution_rate,
    s.coverage,
    s.budget.document_id AS budget_document_id, s.budget.page AS budget_page, planned.file_name AS budget_file_name,
    s.final.document_id AS final_document_id, s.final.page AS final_page, spent.file_name AS final_file_name,
    'mart.expenditure WHERE ' || is_equal('department_id', s.department_id) || ' AND ' || is_equal('fiscal_year', s.fiscal_year) || ' AND '
        || begins('functional_code', s.functional_code) || ' AND ' || is_equal('coverage', s.coverage) AS found_in
FROM summed s
JOIN imprint b ON (b.document_id, b.part_no) = (coalesce(s.final, s.budget).document_id, coalesce(s.final, s.budget).part_no)
LEFT JOIN imprint planned ON (planned.document_id, planned.part_no) = (s.budget.document_id, s.budget.part_no)
LEFT JOIN imprint spent ON (spent.document_id, spent.part_no) = (s.final.document_id, s.final.part_no)
LEFT JOIN core.dim_functional f ON f.functional_code = s.functional_code;
