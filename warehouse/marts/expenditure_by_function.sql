-- mart.expenditure by function; the basic and project columns only where every cell of the group is split.
WITH summed AS (
    SELECT
        fiscal_year, stage, department_id, functional_class_code, any_value(functional_class_name) AS functional_class_name,
        functional_code, min(functional_name) AS functional_name, is_transfer, coverage,
        sum(amount)::DECIMAL(20,2) AS amount,
        CASE WHEN bool_and(expenditure_type IS NOT NULL)
            THEN coalesce(sum(amount) FILTER (expenditure_type IN ('basic', 'personnel', 'public')), 0) END::DECIMAL(20,2) AS basic_amount,
        CASE WHEN bool_and(expenditure_type IS NOT NULL)
            THEN coalesce(sum(amount) FILTER (expenditure_type = 'project'), 0) END::DECIMAL(20,2) AS project_amount,
        min({'document_id': document_id, 'part_no': part_no, 'page': page}) AS place
    FROM mart.expenditure
    GROUP BY ALL
)
SELECT
    b.*, s.* EXCLUDE (fiscal_year, stage, department_id, place), s.place.page AS page,
    'mart.expenditure WHERE ' || is_equal('department_id', s.department_id) || ' AND ' || is_equal('fiscal_year', s.fiscal_year) || ' AND '
        || is_equal('stage', s.stage) || ' AND ' || is_equal('functional_code', s.functional_code) || ' AND '
        || 'is_transfer = ' || s.is_transfer || ' AND ' || is_equal('coverage', s.coverage) AS found_in
FROM summed s
JOIN imprint b ON (b.document_id, b.part_no) = (s.place.document_id, s.place.part_no);
