"""``gouji find``: bodies by part of a name, with their years and what there is; or what documents say, by word."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings
from pipelines.model.statements import Statement
from warehouse.connection import WarehouseError, literal
from warehouse.read import write_query

_AROUND = 24  # characters of a text shown on either side of the first word

# What there is, in columns a terminal shows whole.
_SUBJECTS = {
    "money": ("spending", "economic", "revenue", Statement.THREE_PUBLIC.value),
    "forms": ("project", "procurement", "indicator", "staffing", "state_asset"),
    "words": ("claim", "profile"),
}

# One row for each body, year and stage.
_BODIES = """
WITH spelt AS (SELECT department_id, string_agg(spellings, ' ') AS spellings FROM core.bridge_department GROUP BY ALL),
body AS (
    SELECT d.department_id, d.name, d.kind, p.name AS parent, coalesce(r.full_name, r.name) AS region,
        lower(concat_ws(' ', d.name, d.canonical_name, s.spellings)) AS names,
        lower(concat_ws(' ', d.name, d.canonical_name, s.spellings, r.full_name, r.name)) AS places
    FROM core.dim_department d
    LEFT JOIN spelt s USING (department_id)
    LEFT JOIN core.dim_department p ON p.department_id = d.parent_department_id
    LEFT JOIN core.dim_region r ON r.region_code = d.region_code
),
found AS (SELECT * FROM body WHERE ({in_names}) AND {in_places}),
disclosed AS (
    SELECT department_id, fiscal_year, stage, count(*) AS documents
    FROM core.dim_document WHERE department_id IN (SELECT department_id FROM found) GROUP BY ALL
),
there AS (
    SELECT department_id, fiscal_year, stage, {has}
    FROM mart.body_coverage
    WHERE status IN ('loaded', 'partly') AND department_id IN (SELECT department_id FROM found) GROUP BY ALL
)
SELECT f.name, f.region, f.kind, f.parent, d.fiscal_year AS year, d.stage, d.documents, {shown}, f.department_id
FROM found f
LEFT JOIN disclosed d USING (department_id)
LEFT JOIN there t ON t.department_id = d.department_id
    AND t.fiscal_year IS NOT DISTINCT FROM d.fiscal_year AND t.stage IS NOT DISTINCT FROM d.stage
ORDER BY f.region NULLS LAST, f.name, f.department_id, year, d.stage
"""

# Paragraphs of the text, what bodies say of themselves, and what projects are for.
_TEXTS = """
WITH said AS (
    SELECT document_id, NULL::BIGINT AS part_no, page, 'text' AS place, text FROM raw.paragraph
    UNION ALL SELECT document_id, part_no, page, item, concat_ws(' ', name, content) FROM core.department_profile
        WHERE coalesce(grid_no, 0) <> 0
    UNION ALL SELECT document_id, part_no, page, 'project', concat_ws(' ', project_name, purpose, goal)
        FROM core.fact_project
    UNION ALL SELECT document_id, part_no, page, 'indicator', concat_ws(' ', level_3, description, target_text)
        FROM core.fact_indicator
),
hit AS (
    SELECT *, greatest(1, strpos(lower(text), {first}) - {around}) AS begins FROM said WHERE {in_text}
),
whose AS (
    SELECT document_id, part_no, department_id, fiscal_year, stage FROM core.dim_document
    UNION ALL
    SELECT document_id, NULL, CASE WHEN count(*) = 1 THEN min(department_id) END,
        CASE WHEN count(*) = 1 THEN min(fiscal_year) END, CASE WHEN count(*) = 1 THEN min(stage) END
    FROM core.dim_document GROUP BY document_id
)
SELECT b.name AS body, w.fiscal_year AS year, w.stage, h.place,
    concat(CASE WHEN h.begins > 1 THEN '…' END,
        substr(h.text, h.begins, {length}), CASE WHEN length(h.text) >= h.begins + {length} THEN '…' END) AS text,
    h.page, f.file_name AS file
FROM hit h
LEFT JOIN whose w ON w.document_id = h.document_id AND w.part_no IS NOT DISTINCT FROM h.part_no
LEFT JOIN core.dim_department b ON b.department_id = w.department_id
LEFT JOIN raw.document f ON f.document_id = h.document_id
ORDER BY body NULLS LAST, year, w.stage, file, page NULLS LAST, text
"""


def run(args: argparse.Namespace) -> int:
    """Print what was found; raises `UsageError` for what cannot be asked."""
    words = [word.strip().lower() for word in args.words if word.strip()]
    if not words:
        raise UsageError("an empty word is in every name: give a part of one")
    limit = _limit(args.limit)
    sql = f"{_texts(words) if args.text else _bodies(words)} LIMIT {limit}"
    warehouse = load_settings({"warehouse": args.warehouse}).warehouse
    try:
        rows = write_query(warehouse, sql, sys.stdout.buffer, args.format)
        sys.stdout.buffer.flush()
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    if rows == limit:
        print(f"no more than {limit:,} rows are shown: --limit shows more", file=sys.stderr)
    return DONE


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise UsageError(f"--limit must be a whole number from 1, not {text!r}")
    return int(text)


def _bodies(words: Sequence[str]) -> str:
    has = [
        f"string_agg(DISTINCT subject, ', ' ORDER BY subject) FILTER (subject IN {subjects}) AS {column}"
        for column, subjects in _SUBJECTS.items()
    ]
    return _BODIES.format(
        in_names=_has("names", words, "OR"),
        in_places=_has("places", words, "AND"),
        has=", ".join(has),
        shown=", ".join(f"t.{column}" for column in _SUBJECTS),
    )


def _texts(words: Sequence[str]) -> str:
    first = literal(words[0])
    length = len(words[0]) + 2 * _AROUND
    return _TEXTS.format(first=first, around=_AROUND, length=length, in_text=_has("lower(text)", words, "AND"))


def _has(column: str, words: Sequence[str], joined: str) -> str:
    """SQL: the column has any, or all, of the words; they are literals, whatever stands in them."""
    return f" {joined} ".join(f"contains({column}, {literal(word)})" for word in words)
