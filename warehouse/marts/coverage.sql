-- Every disclosure and subject: what serves it, whether it counts, and whether what is counted equals what is printed.
WITH subject AS (
    SELECT unnest([
        'spending', 'economic', 'revenue', 'three_public', 'meeting', 'training', 'operating_expenses', 'project', 'indicator', 'procurement', 'staffing', 'state_asset', 'profile',
        'claim'
    ]) AS subject
),
told AS (  -- texts are no money to choose between: all that stand are there
    SELECT 'claim' AS subject, document_id, part_no, 'narrative' AS source, count(*) AS lines FROM core.fact_claim GROUP BY ALL
    UNION ALL
    SELECT 'profile', document_id, part_no, 'profile', count(*) FROM core.department_profile GROUP BY ALL
),
again AS (  -- what another document of the disclosure prints later or again, by the subject it would serve
    SELECT DISTINCT subject, document_id, part_no, bool_or(standing <> 'duplicate') AS is_superseded
    FROM core.bridge_disclosure b
    JOIN (VALUES ('project_table', 'project'), ('project_list', 'project'), ('performance', 'project'), ('performance', 'indicator'),
        ('staffing_text', 'staffing'), ('state_asset_text', 'state_asset'), ('narrative', 'claim'), ('procurement', 'procurement'),
        ('staffing', 'staffing'), ('state_asset', 'state_asset'), ('profile', 'profile'), ('three_public', 'three_public'),
        ('revenue', 'revenue'), ('summary', 'revenue'), ('summary', 'spending'), ('expenditure', 'spending'), ('expenditure', 'economic'),
        ('general_budget', 'spending'), ('government_fund', 'spending'), ('state_capital', 'spending'), ('appropriation', 'spending'),
        ('general_budget', 'economic'), ('general_budget_economic', 'economic'), ('basic_economic', 'economic')
    ) AS s(item, subject) USING (item)
    WHERE NOT b.is_current
    GROUP BY ALL
),
form_amount AS (
    SELECT 'project' AS subject, document_id, part_no, table_no, source, amount, is_leaf IS NOT FALSE AS is_leaf,
        line_role IS NOT DISTINCT FROM 'total' AS is_total
    FROM core.fact_project
    UNION ALL
    SELECT 'procurement', document_id, part_no, table_no, 'procurement', amount, is_leaf, is_total FROM core.fact_procurement
    WHERE kind IS DISTINCT FROM 'purchase_of_services'
    UNION ALL
    SELECT 'state_asset', document_id, part_no, table_no, if(source = 'text', 'text', 'state_asset'), amount, is_leaf, is_total
    FROM core.fact_state_asset
),
able AS (  -- what could serve, were it not for another document of the disclosure that does
    SELECT DISTINCT a.subject, a.document_id, a.part_no
    FROM (
        SELECT 'spending' AS subject, document_id, part_no FROM spending_cell
        UNION ALL SELECT 'economic', document_id, part_no FROM spending_cell WHERE economic_code IS NOT NULL
        UNION ALL SELECT 'revenue', document_id, part_no FROM revenue_cell
        UNION ALL SELECT 'three_public', document_id, part_no FROM core.fact_three_public
        UNION ALL SELECT 'staffing', document_id, part_no FROM core.fact_staffing WHERE NOT is_total
        UNION ALL SELECT 'state_asset', document_id, part_no FROM core.fact_state_asset WHERE is_leaf
        UNION ALL SELECT subject, document_id, part_no FROM form_amount WHERE subject = 'procurement' AND is_leaf
        UNION ALL SELECT 'project', document_id, part_no FROM core.fact_project WHERE source <> 'carried_over_list'
    ) a
    JOIN body USING (document_id, part_no)
    SEMI JOIN source s ON (s.subject, s.disclosure_id) = (a.subject, body.disclosure_id)
),
form_source AS (
    SELECT subject, document_id, part_no, source, unnest(table_nos) AS table_no FROM source
    WHERE subject IN ('project', 'procurement', 'state_asset')
),
counted AS (
    SELECT subject, document_id, part_no, sum(amount) AS amount FROM spending_line GROUP BY ALL
    UNION ALL
    SELECT 'revenue', r.document_id, r.part_no, sum(r.amount)
    FROM revenue_cell r JOIN source s ON s.subject = 'revenue' AND (s.document_id, s.part_no) = (r.document_id, r.part_no)
        AND list_contains(s.table_nos, r.table_no) AND s.source = r.statement
    GROUP BY ALL
    UNION ALL
    SELECT 'three_public', c.document_id, c.part_no, sum(c.amount)
    FROM three_public_cell c JOIN source s ON s.subject = 'three_public' AND (s.document_id, s.part_no) = (c.document_id, c.part_no)
        AND (s.source = 'text') = (c.told = 'text')
    WHERE c.is_own
    GROUP BY ALL
    UNION ALL
    SELECT item, document_id, part_no, amount FROM running_cost WHERE is_own
    UNION ALL
    SELECT f.subject, f.document_id, f.part_no, sum(f.amount)
    FROM form_amount f
    SEMI JOIN form_source t USING (subject, document_id, part_no, table_no, source)
    WHERE f.is_leaf
    GROUP BY ALL
),
printed AS (
    SELECT s.subject, s.document_id, s.part_no, CASE WHEN count(p.amount) = len(s.table_nos) THEN sum(p.amount) END AS amount
    FROM (SELECT *, unnest(table_nos) AS table_no FROM source WHERE subject IN ('spending', 'economic')) s
    LEFT JOIN printed_total p USING (document_id, part_no, table_no)
    GROUP BY s.subject, s.document_id, s.part_no, s.table_nos
    UNION ALL
    SELECT 'revenue', r.document_id, r.part_no, any_value(coalesce(r.whole, r.current))
    FROM revenue_total r JOIN source s ON s.subject = 'revenue' AND (s.document_id, s.part_no) = (r.document_id, r.part_no)
        AND list_contains(s.table_nos, r.table_no) AND s.source = r.statement
    GROUP BY ALL
    UNION ALL
    SELECT 'three_public', document_id, part_no, amount FROM three_public_item WHERE item = 'total' AND told = 'table' AND is_own
    UNION ALL
    SELECT f.subject, f.document_id, f.part_no, sum(f.amount)
    FROM form_amount f
    SEMI JOIN form_source t USING (subject, document_id, part_no, table_no, source)
    WHERE f.is_total
    GROUP BY ALL
),
proof AS (  -- of projects and purchases
    SELECT subject, document_id, part_no, bool_or(proof = 'withheld') AS is_withheld, bool_or(proof = 'unproven') AS is_unproven
    FROM form_source f
    JOIN form_proof p USING (subject, document_id, part_no, table_no)
    WHERE p.statement = f.source
    GROUP BY ALL
),
partial AS (  -- income is whole where what is withheld are rows of spending
    SELECT DISTINCT s.subject, s.document_id, s.part_no, true AS is_partial
    FROM (SELECT *, unnest(table_nos) AS table_no FROM source) s
    JOIN incomplete_table i USING (document_id, part_no, table_no)
    WHERE s.subject IN ('spending', 'economic') OR s.subject = 'revenue' AND (i.is_partly OR s.source = 'revenue')
    UNION
    SELECT subject, document_id, part_no, true FROM proof WHERE is_withheld
)
SELECT
    s.subject, m.*,
    coalesce(c.reason = 'counted', t.lines > 0 AND b.is_current AND g.subject IS NULL, false) AS is_counted,
    CASE
        WHEN NOT b.is_current THEN
            if((b.document_id, b.part_no) IN (SELECT (document_id, part_no) FROM core.bridge_disclosure WHERE standing = 'withdrawn'),
                'withdrawn', 'superseded')
        WHEN b.fiscal_year IS NULL OR b.stage IS NULL THEN 'unknown_year'
        WHEN t.lines > 0 THEN if(g.subject IS NULL, 'counted', 'superseded')
        WHEN c.reason = 'counted' AND o.is_unproven THEN 'unproven'
        WHEN c.reason IS NOT NULL THEN c.reason
        WHEN g.is_superseded THEN 'superseded'
        WHEN g.subject IS NOT NULL OR k.subject IS NOT NULL THEN 'duplicate'
        ELSE 'no_source'
    END AS reason,
    coalesce(c.source, t.source) AS source, c.coverage,
    coalesce(i.is_partial, false) AS is_partial,
    coalesce(c.lines, t.lines, 0)::BIGINT AS lines,
    n.amount::DECIMAL(20,2) AS counted_amount,
    p.amount::DECIMAL(20,2) AS printed_amount,
    (n.amount - p.amount)::DECIMAL(20,2) AS difference
FROM body b
JOIN imprint m USING (document_id, part_no)
CROSS JOIN subject s
LEFT JOIN chosen_source c USING (subject, document_id, part_no)
LEFT JOIN told t USING (subject, document_id, part_no)
LEFT JOIN again g USING (subject, document_id, part_no)
LEFT JOIN able k USING (subject, document_id, part_no)
LEFT JOIN counted n USING (subject, document_id, part_no)
LEFT JOIN printed p USING (subject, document_id, part_no)
LEFT JOIN proof o USING (subject, document_id, part_no)
LEFT JOIN partial i USING (subject, document_id, part_no);
