-- “三公” of the counted disclosures.
SELECT
    b.fiscal_year, b.stage, b.region_code, b.region_name, b.department_id, b.department_name, b.domain,
    i.item,
    coalesce(item_name(i.item), '“三公”经费（未分项）') AS item_name,
    i.amount, i.document_id, i.part_no
FROM three_public_cell i
SEMI JOIN counted_table t ON t.subject = 'three_public' AND (t.document_id, t.part_no) = (i.document_id, i.part_no)
JOIN body b USING (document_id, part_no);
