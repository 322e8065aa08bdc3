-- “三公” of the counted disclosures.
SELECT
    b.*, c.item, coalesce(item_name(c.item), '“三公”经费（未分项）') AS item_name, c.amount, i.line_ids[1] AS line_id, o.page,
    in_cells(i.line_ids) AS found_in
FROM three_public_cell c
SEMI JOIN counted_table t ON t.subject = 'three_public' AND (t.document_id, t.part_no) = (c.document_id, c.part_no)
JOIN imprint b USING (document_id, part_no)
JOIN three_public_item i ON (i.document_id, i.part_no) = (c.document_id, c.part_no)
    AND i.item = CASE c.item WHEN 'undivided' THEN 'total' ELSE c.item END
LEFT JOIN core.fact_budget o ON o.line_id = i.line_ids[1];
