"""That nothing loads which a blocking rule says is wrong: the last look before a shard is published."""

from __future__ import annotations

import duckdb

from pipelines.reconcile.policy import Policy
from pipelines.reconcile.waivers import in_force
from warehouse.writer.verify import CheckError

_SHOWN = 5
_LOADED = f"""
SELECT DISTINCT r.document_id, r.part_no, r.table_no, r.rule_id, r.node
FROM quality.result r
SEMI JOIN core.fact_budget f USING (document_id, part_no, table_no)
ANTI JOIN (  -- of what a statement prints, the part that explains the failure is held back
    SELECT t.result_id FROM quality.term t JOIN quarantine.fact_budget q USING (line_id)
) h USING (result_id)
LEFT JOIN body_of d USING (document_id, part_no)
WHERE r.verdict = 'fail' AND r.severity = 'critical' AND NOT EXISTS (
    FROM waivers_in_force w
    WHERE w.rule_id = r.rule_id AND (w.document_id = r.document_id OR w.department_id = d.body_key)
      AND coalesce(w.node, '') IN ('', r.node)
)
ORDER BY ALL LIMIT {_SHOWN}
"""


def check_held_back(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Raises CheckError where all of an equation loads that fails a blocking rule without a waiver in force."""
    waivers = in_force(policy.waivers, policy.today).filter("is_active")
    connection.register("waivers_in_force", waivers.to_arrow())
    rows = connection.execute(_LOADED).fetchall()
    connection.unregister("waivers_in_force")
    if rows:
        shown = "; ".join(", ".join(map(str, row)) for row in rows)
        raise CheckError(f"rows load that fail a blocking rule (document, part, table, rule, node): {shown}")
