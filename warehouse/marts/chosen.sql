-- Every source of every disclosure: whether its money is counted, by department and by unit, why not, and which disclosure counts it instead.
WITH amount AS (
    SELECT c.subject, c.disclosure_id, any_value(c.kind) AS kind, any_value(c.reason) AS reason, sum(m.counted_amount) AS amount
    FROM chosen_source c LEFT JOIN mart.coverage m USING (subject, document_id, part_no)
    GROUP BY ALL
),
unit AS (  -- the disclosures a department's own includes
    SELECT i.subject, i.covered_by AS disclosure_id, count(*) AS units, sum(a.amount) AS amount
    FROM included i JOIN amount a USING (subject, disclosure_id)
    GROUP BY ALL
),
own_line AS (  -- a department's spending by the units its rows print
    SELECT b.disclosure_id, l.unit_name, sum(l.amount) AS amount, sum(l.rounding_step) / 2 AS tolerance
    FROM spending_line l JOIN body b USING (document_id, part_no)
    WHERE l.subject = 'spending'
    GROUP BY ALL
),
apart AS (  -- units that rows of their department's tables name, each with the very sum it discloses
    SELECT i.covered_by AS disclosure_id, count(DISTINCT i.disclosure_id) AS units, string_agg(DISTINCT o.unit_name, '；' ORDER BY o.unit_name) AS unit_names
    FROM included i
    JOIN amount a USING (subject, disclosure_id)
    JOIN (SELECT DISTINCT disclosure_id, department_name, canonical_name FROM body) b USING (disclosure_id)
    JOIN own_line o ON o.disclosure_id = i.covered_by AND o.unit_name IN (b.department_name, b.canonical_name)
        AND abs(o.amount - a.amount) <= o.tolerance
    WHERE i.subject = 'spending'
    GROUP BY ALL
),
tolerance AS (
    SELECT disclosure_id, sum(tolerance) AS tolerance, bool_and(unit_name IS NOT NULL) AS is_by_unit FROM own_line GROUP BY ALL
),
turned AS (
    SELECT a.subject, a.disclosure_id, p.unit_names,
        CASE
            WHEN a.reason NOT IN ('counted', 'covered_by_department') THEN a.reason
            WHEN u.units IS NULL THEN 'counted'
            WHEN abs(a.amount - u.amount) <= CASE WHEN a.subject = 'spending' THEN t.tolerance ELSE 0 END THEN 'given_by_units'
            WHEN t.is_by_unit AND p.units = u.units THEN 'rest'
            ELSE 'not_additive'
        END AS reason
    FROM amount a
    LEFT JOIN unit u USING (subject, disclosure_id)
    LEFT JOIN tolerance t ON a.subject = 'spending' AND t.disclosure_id = a.disclosure_id
    LEFT JOIN apart p ON a.subject = 'spending' AND p.disclosure_id = a.disclosure_id
)
SELECT c.subject, c.disclosure_id, b.*, c.source, c.coverage, array_to_string(c.table_nos, ',') AS tables, c.lines::BIGINT AS lines,
    c.reason = 'counted' AS is_counted, c.reason, c.covered_by AS counted_by,
    c.reason = 'counted' AS counted_by_department, t.reason IN ('counted', 'rest') AS counted_by_unit, t.reason AS reason_by_unit,
    CASE WHEN t.reason = 'rest' THEN t.unit_names END AS units_apart
FROM chosen_source c
JOIN imprint b USING (document_id, part_no)
JOIN turned t ON (t.subject, t.disclosure_id) = (c.subject, c.disclosure_id);
