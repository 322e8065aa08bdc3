-- What three_public tables print beside “三公”, and what the text says of it where they do not: each item of the disclosure that serves it.
WITH counted AS (
    SELECT b.department_id, r.*
    FROM running_cost r
    SEMI JOIN counted_table t ON (t.subject, t.document_id, t.part_no) = (r.item, r.document_id, r.part_no)
    JOIN imprint b USING (document_id, part_no)
    WHERE r.is_own
),
printed AS (
    SELECT department_id, fiscal_year, stage,
        min({'document_id': document_id, 'part_no': part_no, 'line_id': line_ids[1]}) AS first,
        any_value(amount) FILTER (item = 'meeting') AS meeting,
        any_value(told) FILTER (item = 'meeting') AS meeting_source,
        any_value(amount) FILTER (item = 'training') AS training,
        any_value(told) FILTER (item = 'training') AS training_source,
        any_value(amount) FILTER (item = 'operating_expenses') AS operating_expenses,
        any_value(told) FILTER (item = 'operating_expenses') AS operating_expenses_source,
        flatten(list(line_ids ORDER BY item)) AS line_ids
    FROM counted
    GROUP BY ALL
)
SELECT
    b.*, p.meeting, p.meeting_source, p.training, p.training_source, p.operating_expenses, p.operating_expenses_source,
    coalesce(o.page, k.page) AS page, in_cells('mart.evidence', p.line_ids) AS found_in
FROM printed p
JOIN imprint b ON (b.document_id, b.part_no) = (p.first.document_id, p.first.part_no)
LEFT JOIN core.fact_budget o ON o.line_id = p.first.line_id
LEFT JOIN core.fact_claim k ON k.line_id = p.first.line_id;
