-- What three_public tables print beside “三公”.
WITH printed AS (
    SELECT i.document_id, i.part_no,
        any_value(i.amount) FILTER (i.item = 'meeting') AS meeting,
        any_value(i.amount) FILTER (i.item = 'training') AS training,
        any_value(i.amount) FILTER (i.item = 'operating_expenses') AS operating_expenses,
        flatten(list(i.line_ids ORDER BY i.item)) AS line_ids
    FROM three_public_item i
    SEMI JOIN counted_table t ON t.subject = 'three_public' AND (t.document_id, t.part_no) = (i.document_id, i.part_no)
    WHERE i.item IN ('meeting', 'training', 'operating_expenses')
    GROUP BY ALL
)
SELECT b.*, p.meeting, p.training, p.operating_expenses, o.page, in_cells(p.line_ids) AS found_in
FROM printed p
JOIN imprint b USING (document_id, part_no)
LEFT JOIN core.fact_budget o ON o.line_id = p.line_ids[1];
