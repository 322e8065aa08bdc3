-- Procurement of the counted disclosures: only lines no other line sums up.
SELECT
    b.* EXCLUDE (kind), b.kind AS body_kind,
    p.line_name, p.project_name, p.unit_name, p.catalogue_code, p.catalogue_name, p.kind,
    CASE p.kind WHEN 'goods' THEN '货物' WHEN 'works' THEN '工程' WHEN 'services' THEN '服务' END AS kind_name,
    p.functional_code, f.name AS functional_name, p.economic_code, e.name AS economic_name, p.fund_source, s.name_zh AS fund_source_name,
    p.quantity, p.quantity_unit, p.unit_price, p.amount, p.small_enterprise_amount, p.assurance, p.line_id, p.page
FROM core.fact_procurement p
SEMI JOIN counted_table t ON t.subject = 'procurement' AND (t.document_id, t.part_no, t.table_no) = (p.document_id, p.part_no, p.table_no)
JOIN imprint b USING (document_id, part_no)
LEFT JOIN functional_label f ON (f.document_id, f.functional_code) = (p.document_id, p.functional_code)
LEFT JOIN economic_label e
    ON (e.document_id, e.scheme, e.code) = (p.document_id, 'department', p.economic_code) AND e.fiscal_year IS NULL
LEFT JOIN fund_source_label s USING (fund_source)
WHERE p.is_leaf;
