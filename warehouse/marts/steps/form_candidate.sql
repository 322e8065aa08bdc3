-- Tables and forms that could serve each subject of the forms, best first: of projects printed in a table, in forms and in a list of
-- key projects, only one is taken.  Money carried over in a list of its own is none of them.  A table whose rows do not add up to the total
-- it prints serves only where no other does: its rank is ten worse.  The disclosure's choice and the unit beside its department follow in
-- chosen.sql.
INSERT INTO candidate_table
WITH current_body AS (
    SELECT document_id, part_no, disclosure_id FROM body WHERE is_current AND fiscal_year IS NOT NULL AND stage IS NOT NULL
),
served AS (
    SELECT 'project' AS subject, document_id, part_no, source AS statement, table_no, count(*) AS lines,
        CASE source WHEN 'project_table' THEN 1 WHEN 'performance_form' THEN 2 ELSE 3 END AS rank
    FROM core.fact_project p
    ANTI JOIN superseded_item s ON (s.document_id, s.part_no, s.table_no) = (p.document_id, p.part_no, p.table_no)
        AND if(p.source = 'performance_form', s.item = 'performance' AND s.name = p.project_name, s.item = p.source)
    WHERE is_leaf IS NOT FALSE AND source <> 'carried_over_list'
    GROUP BY ALL
    UNION ALL
    SELECT 'indicator', document_id, part_no, 'performance', table_no, count(*), 1
    FROM core.fact_indicator i
    ANTI JOIN superseded_form s ON (s.document_id, s.part_no, s.table_no, s.project_name)
        = (i.document_id, i.part_no, i.table_no, coalesce(i.project_name, ''))
    GROUP BY ALL
    UNION ALL
    SELECT 'procurement', document_id, part_no, 'procurement', table_no, count(*), 1
    FROM core.fact_procurement p
    ANTI JOIN superseded_item s ON (s.document_id, s.part_no, s.table_no) = (p.document_id, p.part_no, p.table_no) AND s.item = 'procurement'
    WHERE is_leaf AND kind IS DISTINCT FROM 'purchase_of_services'
    GROUP BY ALL
    UNION ALL
    SELECT 'staffing', document_id, part_no, if(source = 'text', 'text', 'organisation'), table_no, count(*), if(source = 'text', 2, 1)
    FROM core.fact_staffing p
    ANTI JOIN superseded_item s ON (s.document_id, s.part_no, s.table_no) = (p.document_id, p.part_no, coalesce(p.table_no, 0))
        AND s.item = if(p.source = 'text', 'staffing_text', 'staffing')
    WHERE NOT is_total GROUP BY ALL
    UNION ALL
    SELECT 'state_asset', document_id, part_no, if(source = 'text', 'text', 'state_asset'), table_no, count(*), if(source = 'text', 2, 1)
    FROM core.fact_state_asset p
    ANTI JOIN superseded_item s ON (s.document_id, s.part_no, s.table_no) = (p.document_id, p.part_no, coalesce(p.table_no, 0))
        AND s.item = if(p.source = 'text', 'state_asset_text', 'state_asset')
    WHERE is_leaf GROUP BY ALL
)
SELECT subject, disclosure_id, document_id, part_no, statement, table_no, lines,
    rank + CASE WHEN p.proof = 'does_not_add_up' THEN 10 ELSE 0 END AS rank, 'all_funds' AS coverage
FROM served JOIN current_body USING (document_id, part_no)
LEFT JOIN form_proof p USING (subject, document_id, part_no, statement, table_no)
-- Staff, purchases and assets printed in two tables serve once, a table before sentences; a table or list of projects serves from one
-- document.  Forms are of one project each, and any document may have some.
QUALIFY CASE
    WHEN subject = 'indicator' OR subject = 'project' AND served.rank = 2 THEN true  -- forms
    WHEN subject = 'project' THEN (document_id, part_no) = first_value((document_id, part_no)) OVER (
        PARTITION BY subject, disclosure_id, statement ORDER BY p.proof = 'does_not_add_up', lines DESC, document_id, part_no)
    ELSE row_number() OVER (
        PARTITION BY subject, disclosure_id
        ORDER BY statement = 'text', p.proof = 'does_not_add_up', lines DESC, document_id, part_no, table_no) = 1
END;
