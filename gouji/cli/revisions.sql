-- One row for each thing that does not stand, or stands in the place of another.
SELECT d.name AS body, s.fiscal_year AS year, s.stage, concat_ws(' ', b.item, nullif(b.name, '')) AS what, b.standing, b.later_by,
    f.file_name AS file, o.file_name AS other_file, b.document_id, coalesce(b.superseded_by, b.supersedes) AS other_document
FROM core.bridge_disclosure b
JOIN core.dim_disclosure s USING (disclosure_id)
LEFT JOIN core.dim_department d USING (department_id)
LEFT JOIN raw.document f ON f.document_id = b.document_id
LEFT JOIN raw.document o ON o.document_id = coalesce(b.superseded_by, b.supersedes)
WHERE (b.standing <> 'current' OR b.supersedes IS NOT NULL) AND {asked}
ORDER BY body NULLS LAST, year, s.stage, what, b.standing, file, b.document_id, b.table_no
