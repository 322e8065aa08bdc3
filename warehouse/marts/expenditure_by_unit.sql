-- Spending summed by units where they disclose: mart.expenditure without what of a department its units disclose themselves, and theirs.
SELECT e.*
FROM mart.expenditure e
JOIN mart.chosen c ON c.subject = 'spending' AND (c.document_id, c.part_no) = (e.document_id, e.part_no)
WHERE c.counted_by_unit AND NOT list_contains(string_split(coalesce(c.units_apart, ''), '；'), coalesce(e.unit_name, '-'))
UNION ALL BY NAME
SELECT u.*
FROM mart.unit_expenditure u
JOIN mart.chosen c ON c.subject = 'spending' AND (c.document_id, c.part_no) = (u.document_id, u.part_no)
WHERE c.counted_by_unit;
