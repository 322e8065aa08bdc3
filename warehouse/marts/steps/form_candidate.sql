-- Tables and forms that could serve each subject of the forms, best first: of projects printed in a table, in forms and in a list of
-- key projects, only one is taken.  Money carried over in a list of its own is none of them.  A table whose rows do not add up to the total
-- it prints serves only where no other does: its rank is ten worse.  The disclosure's choice and the unit beside its department follow in
-- chosen.sql.
INSERT INTO candidate_table
WITH current_body AS (
    SELECT document_id, part_no FROM body WHERE is_current AND fiscal_year IS NOT NULL AND stage IS NOT NULL
),
served AS (
    SELECT 'project' AS subject, document_id, part_no, source AS statement, table_no, count(*) AS lines,
        CASE source WHEN 'project_table' THEN 1 WHEN 'performance_form' THEN 2 ELSE 3 END AS rank
    FROM core.fact_project
    WHERE is_leaf IS NOT FALSE AND source <> 'carried_over_list'
    GROUP BY ALL
    UNION ALL
    SELECT 'indicator', document_id, part_no, 'performance', table_no, count(*), 1 FROM core.fact_indicator GROUP BY ALL
    UNION ALL
    SELECT 'procurement', document_id, part_no, 'procurement', table_no, count(*), 1
    FROM core.fact_procurement WHERE is_leaf AND kind IS DISTINCT FROM 'purchase_of_services' GROUP BY ALL
    UNION ALL
    SELECT 'staffing', document_id, part_no, if(source = 'text', 'text', 'organisation'), table_no, count(*), if(source = 'text', 2, 1)
    FROM core.fact_staffing WHERE NOT is_total GROUP BY ALL
    UNION ALL
    SELECT 'state_asset', document_id, part_no, if(source = 'text', 'text', 'state_asset'), table_no, count(*), if(source = 'text', 2, 1)
    FROM core.fact_state_asset WHERE is_leaf GROUP BY ALL
)
SELECT subject, document_id, part_no, statement, table_no, lines,
    rank + CASE WHEN p.proof = 'does_not_add_up' THEN 10 ELSE 0 END AS rank, 'all_funds' AS coverage
FROM served SEMI JOIN current_body USING (document_id, part_no)
LEFT JOIN form_proof p USING (subject, document_id, part_no, statement, table_no)
-- staff, purchases and assets printed in two tables serve once, a table before sentences
QUALIFY subject IN ('project', 'indicator')
    OR row_number() OVER (
        PARTITION BY subject, document_id, part_no ORDER BY statement = 'text', p.proof = 'does_not_add_up', lines DESC, table_no) = 1;
