-- Assets of the counted disclosures: only rows no other row sums up, without 其中; from the text
-- where there is no table.
SELECT
    b.*,
    a.line_name, a.quantity, a.quantity_unit, a.amount, a.as_of, a.assurance, a.source, a.line_id, a.page
FROM core.fact_state_asset a
SEMI JOIN counted_table t ON t.subject = 'state_asset' AND (t.document_id, t.part_no, t.table_no) = (a.document_id, a.part_no, a.table_no)
JOIN imprint b USING (document_id, part_no)
WHERE a.is_leaf;
