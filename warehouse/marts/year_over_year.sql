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
summed AS (
    SELECT
        p.fiscal_year, e.stage, e.department_id, e.coverage, left(e.functional_code, p.digits) AS functional_code,
        left(e.functional_code, 3) AS functional_class_code, min(e.functional_name) AS functional_name,
        coalesce(sum(e.amount) FILTER (e.fiscal_year = p.fiscal_year), 0)::DECIMAL(20,2) AS amount,
        coalesce(sum(e.amount) FILTER (e.fiscal_year < p.fiscal_year), 0)::DECIMAL(20,2) AS previous_amount,
        min({'document_id': e.document_id, 'part_no': e.part_no, 'page': e.page}) FILTER (e.fiscal_year = p.fiscal_year) AS place,
        min({'document_id': e.document_id, 'part_no': e.part_no, 'page': e.page}) FILTER (e.fiscal_year < p.fiscal_year) AS previous
    FROM mart.expenditure e
    JOIN pair p ON (p.department_id, p.stage, p.coverage) = (e.department_id, e.stage, e.coverage)
        AND e.fiscal_year IN (p.fiscal_year, p.fiscal_year - 1)
    GROUP BY p.fiscal_year, e.stage, e.department_id, e.coverage, left(e.functional_code, p.digits), left(e.functional_code, 3)
)
SELECT
    b.* EXCLUDE (document_id, part_no, file_name, fiscal_year), s.fiscal_year,
    s.functional_class_code, f.class_name AS functional_class_name,
    s.functional_code, coalesce(f.name, s.functional_name) AS functional_name,
    s.amount, s.previous_amount, (s.amount - s.previous_amount)::DECIMAL(20,2) AS difference,
    round((s.amount - s.previous_amount)::DOUBLE * 100 / nullif(abs(s.previous_amount), 0), 6)::DECIMAL(20,6) AS change_rate,
    s.coverage,
    s.place.document_id AS document_id, s.place.page AS page, this.file_name,
    s.previous.document_id AS previous_document_id, s.previous.page AS previous_page, before.file_name AS previous_file_name,
    'mart.expenditure WHERE ' || is_equal('department_id', s.department_id) || ' AND fiscal_year IN (' || s.fiscal_year - 1 || ', '
        || s.fiscal_year || ') AND ' || is_equal('stage', s.stage) || ' AND ' || begins('functional_code', s.functional_code) || ' AND '
        || is_equal('coverage', s.coverage) AS found_in
FROM summed s
JOIN imprint b ON (b.document_id, b.part_no) = (coalesce(s.place, s.previous).document_id, coalesce(s.place, s.previous).part_no)
LEFT JOIN imprint this ON (this.document_id, this.part_no) = (s.place.document_id, s.place.part_no)
LEFT JOIN imprint before ON (before.document_id, before.part_no) = (s.previous.document_id, s.previous.part_no)
LEFT JOIN core.dim_functional f ON f.functional_code = s.functional_code;
