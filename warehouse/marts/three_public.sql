-- “三公” of the counted disclosures: of their table, else of their text.
SELECT
    b.*, c.item, coalesce(item_name(c.item), '“三公”经费（未分项）') AS item_name, c.amount, c.told AS source, i.line_ids[1] AS line_id,
    coalesce(o.page, k.page) AS page, in_cells(if(c.told = 'text', 'core.fact_claim', 'core.fact_budget'), i.line_ids) AS found_in
FROM three_public_cell c
SEMI JOIN counted_table t ON t.subject = 'three_public' AND (t.document_id, t.part_no) = (c.document_id, c.part_no)
    AND (t.source = 'text') = (c.told = 'text')
JOIN imprint b USING (document_id, part_no)
JOIN three_public_item i ON (i.document_id, i.part_no, i.fiscal_year, i.stage, i.told) = (c.document_id, c.part_no, c.fiscal_year, c.stage, c.told)
    AND i.item = CASE c.item WHEN 'undivided' THEN 'total' ELSE c.item END
LEFT JOIN core.fact_budget o ON o.line_id = i.line_ids[1]
LEFT JOIN core.fact_claim k ON k.line_id = i.line_ids[1]
WHERE c.is_own;
