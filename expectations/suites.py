"""Great Expectations suites built from the registry: one expectation per rule on the equations of that rule.

A rule's equations are a narrow frame with one column, `excess`: how many millionths of a yuan the residual lies
beyond its tolerance, zero where it lies within.  A rule holds where nothing exceeds.  Every expectation gets its rule's
rows as a batch of their own: with a row_condition it would filter the whole frame five times over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from expectations.lazy_imports import great_expectations
from pipelines.reconcile.rule import Rule

SUITE = "identities"


def suite_names(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Rules by suite: one per severity, so that a blocking suite can be run and shown by itself."""
    named: dict[str, list[Rule]] = {}
    for rule in rules:
        named.setdefault(f"{SUITE}_{rule.severity}", []).append(rule)
    return named


def expectation(rule: Rule, column: str = "excess") -> Any:
    """The expectation of one rule: no equation of the rule lies beyond its tolerance; ``column`` holds the excess."""
    gx = great_expectations()
    from great_expectations.expectations.metadata_types import FailureSeverity

    return gx.expectations.ExpectColumnValuesToBeBetween(
        column=column,
        min_value=0,
        max_value=0,
        severity=FailureSeverity(rule.severity),
        meta={
            "rule_id": rule.id,
            "basis": rule.basis_zh,
            "stages": list(rule.stages),
            "text_zh": rule.text_zh,
        },
        # The pages of Great Expectations show no severity and, without this, only the range of a residual.
        description=f"{rule.text_zh} · {rule.text_en} [{rule.severity}]",
        notes=rule.text_en,
    )


def build_suite(name: str, rules: Sequence[Rule]) -> Any:
    """An ExpectationSuite of these rules."""
    return great_expectations().ExpectationSuite(name=name, expectations=[expectation(rule) for rule in rules])


def write_suites(rules: Sequence[Rule], folder: Path) -> list[Path]:
    """Write the suites as JSON files a person (or Great Expectations itself) can read."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, members in suite_names(rules).items():
        path = folder / f"{name}.json"
        content = build_suite(name, members).to_json_dict()
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(path)
    return written
