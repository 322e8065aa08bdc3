from __future__ import annotations

from pipelines.across.unheard import KIND, never_evaluated
from tests.reconcile.support import BY_ID


def test_every_rule_that_never_spoke_is_named() -> None:
    rules = [BY_ID["GEN-CHILDREN"], BY_ID["B1-BALANCE"]]
    found = never_evaluated(rules, {"GEN-CHILDREN", "GONE"})
    assert found.select("finding_id", "rule_id", "severity", "kind").rows() == [
        ("F-B1-BALANCE-never", "B1-BALANCE", "info", KIND)
    ]
    assert "B1-BALANCE" in found["message_en"][0]
    assert found["document_id"].null_count() == 1
    assert never_evaluated(rules, {"GEN-CHILDREN", "B1-BALANCE"}).is_empty()
