-- What three_public tables print beside “三公”, and what the text says of it where they do not.
WITH printed AS (
    SELECT r.document_id, r.part_no,
        any_value(r.amount) FILTER (r.item = 'meeting') AS meeting,
        any_value(r.told) FILTER (r.item = 'meeting') AS meeting_source,
        any_value(r.amount) FILTER (r.item = 'training') AS training,
        any_value(r.told) FILTER (r.item = 'training') AS training_source,
        any_value(r.amount) FILTER (r.item = 'operating_expenses') AS operating_expenses,
        any_value(r.told) FILTER (r.item = 'operating_expenses') AS operating_expenses_source,
        flatten(list(r.line_ids ORDER BY r.item)) AS line_ids
    FROM running_cost r
    SEMI JOIN counted_table t ON t.subject = 'running_costs' AND (t.document_id, t.part_no) = (r.document_id, r.part_no)
    WHERE r.is_own
    GROUP BY ALL
)
SELECT
    b.*, p.meeting, p.meeting_source, p.training, p.training_source, p.operating_expenses, p.operating_expenses_source,
    coalesce(o.page, k.page) AS page, in_cells('mart.evidence', p.line_ids) AS found_in
FROM printed p
JOIN imprint b USING (document_id, part_no)
LEFT JOIN core.fact_budget o ON o.line_id = p.line_ids[1]
LEFT JOIN core.fact_claim k ON k.line_id = p.line_ids[1];
