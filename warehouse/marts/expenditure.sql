-- Spending, one row per counted cell.
SELECT r.*
FROM expenditure_row r
SEMI JOIN chosen_source c ON (c.subject, c.reason, c.document_id, c.part_no) = ('spending', 'counted', r.document_id, r.part_no);
