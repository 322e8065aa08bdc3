-- What each table of spending prints as its total.  本年支出合计 comes before 支出总计, which also holds what is carried into the next year.
CREATE TEMP TABLE printed_total AS
SELECT document_id, part_no, table_no,
    arg_min(amount, (CASE line_role WHEN 'current_total' THEN 1 WHEN 'total' THEN 2 ELSE 3 END, -amount)) AS amount,
    max(rounding_step) AS rounding_step
FROM own
WHERE is_total AND measure = 'total' AND flow = 'expenditure'
GROUP BY ALL;

-- 基本支出 of final accounts prints 人员经费合计 and 公用经费合计, and nothing for the two together.
INSERT INTO printed_total
SELECT document_id, part_no, table_no, sum(amount), sum(rounding_step)
FROM (
    SELECT document_id, part_no, table_no, measure, max(amount) AS amount, max(rounding_step) AS rounding_step
    FROM own ANTI JOIN printed_total USING (document_id, part_no, table_no)
    WHERE statement = 'basic_economic' AND line_role = 'subtotal' AND measure IN ('personnel', 'public')
    GROUP BY ALL
)
GROUP BY ALL
HAVING count(*) = 2;
