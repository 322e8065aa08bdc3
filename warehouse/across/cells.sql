-- Cells of the tables that stand, in the disclosures of these texts.
SELECT f.* EXCLUDE (shard), d.disclosure_id
FROM core.fact_budget f
JOIN core.dim_document d USING (document_id, part_no)
SEMI JOIN met_text t USING (disclosure_id)
ANTI JOIN core.statement s ON (s.document_id, s.part_no, s.table_no) = (f.document_id, f.part_no, f.table_no) AND NOT s.is_current
ORDER BY f.document_id, f.part_no, f.table_no, f.line_no, f.grid_no, f.row_no, f.col_no
