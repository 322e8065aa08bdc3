"""Great Expectations' Data Docs beside the report, made to work without a network."""

from __future__ import annotations

from pathlib import Path

from gouji.site.access import Access

FOLDER = "data_docs"
_RESULTS = """
SELECT result_id, rule_id, residual, tolerance, verdict FROM quality.result
ORDER BY rule_id, document_id, table_no, node, result_id
"""
_RUN = "SELECT run_id, finished_at FROM quality.run ORDER BY started_at DESC, run_id LIMIT 1"

__all__ = ["FOLDER", "draw_data_docs"]


def draw_data_docs(access: Access, out: Path) -> Path:
    """Write ``out``/data_docs anew from a warehouse; returns its first page.

    Great Expectations is imported here and not before: it takes seconds.
    """
    from expectations.registry import load_rules
    from gouji.site.data_docs.build import write_data_docs

    connection = access.connect()
    try:
        results = connection.execute(_RESULTS).pl()
        run = connection.execute(_RUN).fetchone() or ("no run", None)
    finally:
        connection.close()
    return write_data_docs(results, load_rules(), out / FOLDER, str(run[0]), run[1])
