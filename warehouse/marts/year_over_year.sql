-- A year against the year before: two disclosures, each at the coarser code length of the two; or where there is one only, what it prints
-- in its column of the year before beside its own, of the same table.
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
        min({'document_id': e.document_id, 'part_no': e.part_no, 'page': e.page}) FILTER (e.fiscal_year < p.fiscal_year) AS previous,
        NULL::VARCHAR[] AS line_ids
    FROM mart.expenditure e
    JOIN pair p ON (p.department_id, p.stage, p.coverage) = (e.department_id, e.stage, e.coverage)
        AND e.fiscal_year IN (p.fiscal_year, p.fiscal_year - 1)
    GROUP BY p.fiscal_year, e.stage, e.department_id, e.coverage, left(e.functional_code, p.digits), left(e.functional_code, 3)
),
beside AS (  -- the column of the year before, and the tables it stands in
    SELECT f.*, b.department_id
    FROM stated_figure f
    SEMI JOIN counted_table t ON t.subject = 'prior_year.spending' AND (t.document_id, t.part_no) = (f.document_id, f.part_no)
    JOIN imprint b USING (document_id, part_no)
    ANTI JOIN pair p ON (p.department_id, p.stage, p.fiscal_year) = (b.department_id, b.stage, b.fiscal_year)
    WHERE f.source = 'prior_year' AND f.subject = 'spending' AND f.stage = b.stage AND f.fiscal_year = b.fiscal_year - 1
),
both_columns AS (
    SELECT department_id, document_id, part_no, fiscal_year + 1 AS fiscal_year, stage, coverage, functional_code, line_name, NULL AS amount,
        amount AS previous_amount, line_ids[1] AS line_id
    FROM beside
    UNION ALL
    SELECT t.department_id, s.document_id, s.part_no, s.fiscal_year, s.stage, t.coverage, s.functional_code, s.line_name, s.amount, NULL, s.line_id
    FROM spending_cell s
    JOIN (SELECT DISTINCT department_id, document_id, part_no, table_no, coverage FROM beside) t USING (document_id, part_no, table_no)
    WHERE s.functional_code IS NOT NULL OR NOT is_two_sided(s.statement)
),
in_one AS (
    SELECT b.fiscal_year, b.stage, b.department_id, b.coverage, b.functional_code, left(b.functional_code, 3) AS functional_class_code,
        min(coalesce(l.name, b.line_name)) AS functional_name,
        coalesce(sum(b.amount), 0)::DECIMAL(20,2) AS amount, coalesce(sum(b.previous_amount), 0)::DECIMAL(20,2) AS previous_amount,
        min({'document_id': b.document_id, 'part_no': b.part_no, 'page': f.page}) FILTER (b.amount IS NOT NULL) AS place,
        min({'document_id': b.document_id, 'part_no': b.part_no, 'page': f.page}) FILTER (b.previous_amount IS NOT NULL) AS previous,
        list(b.line_id ORDER BY b.line_id) AS line_ids
    FROM both_columns b
    JOIN core.fact_budget f USING (line_id)
    LEFT JOIN functional_label l ON (l.document_id, l.functional_code) = (b.document_id, b.functional_code)
    GROUP BY b.fiscal_year, b.stage, b.department_id, b.coverage, b.functional_code
),
compared AS (
    SELECT *, 'two_disclosures' AS basis FROM summed
    UNION ALL BY NAME
    SELECT *, 'prior_year_column' AS basis FROM in_one
)
SELECT
    b.* EXCLUDE (document_id, part_no, file_name, fiscal_year), s.fiscal_year,
    s.functional_class_code, f.class_name AS functional_class_name,
    s.functional_code, coalesce(f.name, s.functional_name) AS functional_name,
    s.amount, s.previous_amount, (s.amount - s.previous_amount)::DECIMAL(20,2) AS difference,
    round((s.amount - s.previous_amount)::DOUBLE * 100 / nullif(abs(s.previous_amount), 0), 6)::DECIMAL(20,6) AS change_rate,
    s.coverage, s.basis,
    s.place.document_id AS document_id, s.place.page AS page, this.file_name,
    s.previous.document_id AS previous_document_id, s.previous.page AS previous_page, before.file_name AS previous_file_name,
    CASE WHEN s.line_ids IS NOT NULL THEN in_cells('core.fact_budget', s.line_ids) ELSE
    'mart.expenditure WHERE ' || is_equal('department_id', s.department_id) || ' AND fiscal_year IN (' || s.fiscal_year - 1 || ', '
        || s.fiscal_year || ') AND ' || is_equal('stage', s.stage) || ' AND ' || begins('functional_code', s.functional_code) || ' AND '
        || is_equal('coverage', s.coverage) END AS found_in
FROM compared s
JOIN imprint b ON (b.document_id, b.part_no) = (coalesce(s.place, s.previous).document_id, coalesce(s.place, s.previous).part_no)
LEFT JOIN imprint this ON (this.document_id, this.part_no) = (s.place.document_id, s.place.part_no)
LEFT JOIN imprint before ON (before.document_id, before.part_no) = (s.previous.document_id, s.previous.part_no)
LEFT JOIN core.dim_functional f ON f.functional_code = s.functional_code;
