-- A row that has no time of its own was last found when what it lies below was last looked through.  Which that is, is
-- asked by the range of names below a folder ('0' comes after '/'), so that it is one join and not a loop.
WITH swept AS (
    SELECT a.address, a.first_seen, max(s.swept_at) AS swept_at
    FROM raw.address a
    JOIN raw.sweep s
        ON replace(replace(a.address, '!/', '/'), '%5C', '/') || '/'
            >= rtrim(replace(replace(s.address, '!/', '/'), '%5C', '/'), '/') || '/'
        AND replace(replace(a.address, '!/', '/'), '%5C', '/') || '/'
            < rtrim(replace(replace(s.address, '!/', '/'), '%5C', '/'), '/') || '0'
    WHERE a.last_seen IS NULL
    GROUP BY ALL
)
SELECT
    a.address,
    a.sha256,
    a.first_seen,
    coalesce(a.last_seen, swept.swept_at, a.first_seen) AS last_seen,
    a.withdrawn_at,
    coalesce(d.shard, 'unplaced') AS shard
FROM raw.address a
LEFT JOIN swept USING (address, first_seen)
LEFT JOIN raw.document d ON d.document_id = a.sha256
