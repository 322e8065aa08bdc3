-- Figures of the narrative of current disclosures, beside the cells they speak of.
WITH failed AS (
    SELECT t.line_id, string_agg(DISTINCT r.rule_id, ',' ORDER BY r.rule_id) AS rules_failed
    FROM quality.result r
    JOIN quality.term t USING (result_id)
    WHERE r.verdict = 'fail'
    GROUP BY t.line_id
),
cell AS (
    SELECT line_id, statement, amount FROM core.fact_budget
    UNION ALL
    SELECT line_id, statement, amount FROM quarantine.fact_budget
    UNION ALL
    -- what the text of a project says of its money is about the amount of its form or row
    SELECT line_id, if(source = 'performance_form', 'performance_project', 'project'), any_value(amount)
    FROM core.fact_project GROUP BY ALL
)
SELECT
    b.* EXCLUDE (fiscal_year, stage, kind), b.kind AS body_kind, c.fiscal_year, c.stage,
    c.subject, c.subject_name, c.functional_code, f.name AS functional_name, c.fund_source, n.name_zh AS fund_source_name, c.kind, c.direction,
    c.amount AS claim_amount, c.number AS claim_number, c.amount_published, cell.amount AS table_amount,
    (c.amount - cell.amount)::DECIMAL(20, 2) AS difference, coalesce(c.verdict, m.verdict) AS verdict, CASE WHEN m.line_id IS NULL THEN c.unjudged END AS unjudged, failed.rules_failed, cell.statement,
    c.reason, c.sentence, c.page, c.line_id, coalesce(c.fact_line_id, m.fact_line_id) AS fact_line_id,
    m.fact_document_id
FROM core.fact_claim c
JOIN core.dim_document d USING (document_id, part_no)
JOIN imprint b USING (document_id, part_no)
LEFT JOIN core.claim_match m ON m.line_id = c.line_id  -- a table of another document of the disclosure
LEFT JOIN cell ON cell.line_id = coalesce(c.fact_line_id, m.fact_line_id)
LEFT JOIN failed ON failed.line_id = c.line_id
LEFT JOIN fund_source_label n USING (fund_source)
LEFT JOIN functional_label f ON (f.document_id, f.functional_code) = (c.document_id, c.functional_code)
ANTI JOIN superseded_item s ON s.item = 'narrative' AND (s.document_id, s.part_no) = (c.document_id, c.part_no)
WHERE d.is_current;
