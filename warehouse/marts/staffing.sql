-- Units and staff of the counted disclosures, without total rows; from the text where there is no table.
SELECT
    b.*,
    s.unit_name, s.unit_code, s.nature, s.rank, s.funding, s.posts, s.staff, s.retired, s.vehicles,
    s.source, s.line_id, s.page
FROM core.fact_staffing s
SEMI JOIN counted_table t ON t.subject = 'staffing' AND (t.document_id, t.part_no, t.table_no) = (s.document_id, s.part_no, s.table_no)
JOIN imprint b USING (document_id, part_no)
WHERE NOT s.is_total;
