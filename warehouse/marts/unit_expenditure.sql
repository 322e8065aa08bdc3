-- Spending of units that their department's own tables include, one row per cell.
SELECT r.*
FROM expenditure_row r
SEMI JOIN chosen_source c ON (c.subject, c.reason, c.document_id, c.part_no) = ('spending', 'covered_by_department', r.document_id, r.part_no);
