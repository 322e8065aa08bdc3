-- What three_public tables print beside “三公”.
SELECT
    b.fiscal_year, b.stage, b.region_code, b.region_name, b.department_id, b.department_name, b.domain,
    any_value(i.amount) FILTER (i.item = 'meeting') AS meeting,
    any_value(i.amount) FILTER (i.item = 'training') AS training,
    any_value(i.amount) FILTER (i.item = 'operating_expenses') AS operating_expenses
FROM three_public_item i
SEMI JOIN counted_table t ON t.subject = 'three_public' AND (t.document_id, t.part_no) = (i.document_id, i.part_no)
JOIN body b USING (document_id, part_no)
WHERE i.item IN ('meeting', 'training', 'operating_expenses')
GROUP BY ALL;
