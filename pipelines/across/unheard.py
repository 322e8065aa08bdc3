"""Rules that no document of the warehouse gave anything to say."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from pipelines.model.sentences import say
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.wording import rule_words

KIND = "rule_never_evaluated"


def never_evaluated(rules: Sequence[Rule], spoke: Collection[str]) -> pl.DataFrame:
    """A row of quality.finding for every rule that is not in ``spoke`` (ids of rules with an equation evaluated)."""
    rows = [_row(rule) for rule in rules if rule.id not in spoke]
    return pl.DataFrame(rows, schema=FINDING_SCHEMA)


def _row(rule: Rule) -> dict[str, object]:
    said = say("identities.never", id=rule.id, rule=rule_words(rule))
    return dict.fromkeys(FINDING_SCHEMA) | {
        "finding_id": f"F-{rule.id}-never",
        "rule_id": rule.id,
        "severity": "info",
        "kind": KIND,
        "message_zh": said.zh,
        "message_en": said.en,
    }
