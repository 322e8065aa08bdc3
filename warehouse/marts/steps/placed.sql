-- Where each row is stored: with its document, with its body, or with the bodies of its region.
CREATE TEMP TABLE document_shard AS SELECT document_id, shard FROM raw.document;

CREATE TEMP TABLE department_shard AS
SELECT d.department_id, min(s.shard) AS shard
FROM core.dim_document d JOIN document_shard s USING (document_id)
GROUP BY ALL;

CREATE TEMP TABLE region_shard AS
SELECT d.region_code, min(s.shard) AS shard
FROM core.dim_department d JOIN department_shard s USING (department_id)
GROUP BY ALL;

UPDATE core.dim_document d SET shard = s.shard FROM document_shard s WHERE s.document_id = d.document_id;
UPDATE core.dim_department d SET shard = s.shard FROM department_shard s WHERE s.department_id = d.department_id;
UPDATE core.bridge_department b SET shard = s.shard FROM department_shard s WHERE s.department_id = b.department_id;

CREATE TEMP TABLE disclosure_shard AS
SELECT d.disclosure_id, min(s.shard) AS shard
FROM core.dim_document d JOIN document_shard s USING (document_id)
GROUP BY ALL;

UPDATE core.bridge_disclosure d SET shard = s.shard FROM document_shard s WHERE s.document_id = d.document_id;
UPDATE core.dim_disclosure d SET shard = s.shard FROM disclosure_shard s WHERE s.disclosure_id = d.disclosure_id;
UPDATE core.claim_match m SET shard = s.shard FROM document_shard s WHERE s.document_id = m.document_id;
