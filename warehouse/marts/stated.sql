-- What disclosures say beside the figures of their own year and stage: one disclosure for each body, year, stage, source and subject.
SELECT
    b.* EXCLUDE (fiscal_year, stage), b.fiscal_year AS disclosed_year, b.stage AS disclosed_stage,
    f.source, f.subject, f.fiscal_year, f.stage, f.item, f.functional_code, coalesce(l.name, f.line_name) AS functional_name,
    f.statement, f.coverage, f.amount, f.number, f.line_ids[1] AS line_id, coalesce(o.page, k.page) AS page,
    in_cells(if(f.source = 'text', 'core.fact_claim', 'core.fact_budget'), f.line_ids) AS found_in
FROM stated_figure f
SEMI JOIN counted_table t ON t.subject = f.chosen_as AND (t.document_id, t.part_no) = (f.document_id, f.part_no)
JOIN imprint b USING (document_id, part_no)
LEFT JOIN functional_label l ON (l.document_id, l.functional_code) = (f.document_id, f.functional_code)
LEFT JOIN core.fact_budget o ON o.line_id = f.line_ids[1]
LEFT JOIN core.fact_claim k ON k.line_id = f.line_ids[1]
-- a year's figures can stand in the budget and in the final accounts of the next: those of its own stage are taken
QUALIFY dense_rank() OVER (
    PARTITION BY b.department_id, f.chosen_as, f.fiscal_year, f.stage
    ORDER BY b.stage = f.stage DESC, b.fiscal_year, b.stage, b.document_id, b.part_no) = 1;
