-- Cells of a row that another column of the same row already says.  One measure can stand in several columns of a table: as an
-- umbrella over its parts (小计 | 经费拨款 | 非税收入), printed twice, or only as parts that nothing sums up (经费拨款 | 非税收入).
-- A column that equals the sum of its sisters on every row is the umbrella, or the first of two that repeat: its sisters go.
-- Where no column does, all are parts and all stay.
CREATE TEMP TABLE repeated_cell AS
WITH sister AS (
    SELECT document_id, part_no, table_no, flow, measure, fund_source, line_no, line_id, column_title, col_no, amount,
        sum(amount) OVER line AS line_amount, count(*) OVER line AS cells, sum(amount) OVER sisters AS all_amount
    FROM own
    WHERE measure <> 'of_which'
    WINDOW line AS (PARTITION BY document_id, part_no, table_no, flow, measure, fund_source, line_no),
        sisters AS (PARTITION BY document_id, part_no, table_no, flow, measure, fund_source)
),
whole AS (
    SELECT document_id, part_no, table_no, flow, measure, fund_source, column_title, col_no
    FROM sister
    GROUP BY document_id, part_no, table_no, flow, measure, fund_source, column_title, col_no
    HAVING max(cells) > 1 AND bool_and(amount * 2 = line_amount) AND sum(amount) * 2 = any_value(all_amount)
    QUALIFY row_number() OVER (PARTITION BY document_id, part_no, table_no, flow, measure, fund_source ORDER BY col_no, column_title) = 1
)
SELECT s.line_id
FROM sister s
JOIN whole w USING (document_id, part_no, table_no, flow, measure)
WHERE w.fund_source IS NOT DISTINCT FROM s.fund_source
  AND (w.column_title, w.col_no) IS DISTINCT FROM (s.column_title, s.col_no);
