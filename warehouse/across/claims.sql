-- Amounts of texts that stand and that their own document's tables say nothing of, in disclosures of several documents.
SELECT c.* EXCLUDE (shard), d.disclosure_id
FROM core.fact_claim c
JOIN core.dim_document d USING (document_id, part_no)
SEMI JOIN (SELECT disclosure_id FROM core.dim_document WHERE is_current GROUP BY ALL HAVING count(*) > 1) s USING (disclosure_id)
ANTI JOIN core.bridge_disclosure b
    ON (b.document_id, b.part_no, b.item) = (c.document_id, c.part_no, 'narrative') AND NOT b.is_current
WHERE d.is_current AND c.kind = 'amount' AND c.verdict IS NULL AND c.fact_line_id IS NULL
ORDER BY c.line_id
