-- Figures of the text of current disclosures, of their own year and stage: those that are said in one way only, and that no
-- table and no other figure of the text gainsays.
CREATE TEMP TABLE said AS
SELECT c.document_id, c.part_no, c.subject, c.fund_source, any_value(c.amount) AS amount, any_value(c.number) AS number,
    min(c.line_id) AS line_id
FROM core.fact_claim c
JOIN body b USING (document_id, part_no)
ANTI JOIN core.claim_match m ON m.line_id = c.line_id AND m.verdict = 'differs'
ANTI JOIN superseded_item s ON s.item = 'narrative' AND (s.document_id, s.part_no) = (c.document_id, c.part_no)
WHERE b.is_current AND (c.fiscal_year, c.stage) = (b.fiscal_year, b.stage) AND c.kind IN ('amount', 'count')
  AND c.verdict IS DISTINCT FROM 'differs'
GROUP BY ALL
HAVING count(DISTINCT coalesce(c.amount, c.number)) = 1;
