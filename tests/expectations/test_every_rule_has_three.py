"""No rule without its three tests: what it reads, documents where it holds, a planted error."""

from __future__ import annotations

import inspect
from collections import Counter
from types import ModuleType

from expectations import load_rules
from tests.expectations import test_three_each, test_three_narrative
from tests.reconcile.forms import test_three_each as test_three_forms

MODULES = (test_three_each, test_three_narrative, test_three_forms)


def covered(module: ModuleType) -> list[set[str]]:
    """Per test of the module that runs once a rule, or once a planted error: the rules it runs for."""
    found = []
    for name, function in inspect.getmembers(module, inspect.isfunction):
        for mark in getattr(function, "pytestmark", []) if name.startswith("test_") else []:
            if mark.name == "parametrize" and mark.args[0] == "rule":
                found.append({getattr(rule, "id", rule) for rule in mark.args[1]})
            if mark.name == "parametrize" and "broken" in mark.args[0]:
                found.append({rule for *_, broken in mark.args[1] for rule in broken})
    return found


def test_every_rule_has_three_tests() -> None:
    counts = Counter(rule for module in MODULES for rules in covered(module) for rule in rules)
    registry = {rule.id for rule in load_rules()}
    assert {rule for rule, count in counts.items() if count >= 3} == registry
    assert set(counts) == registry


def test_every_case_of_the_narrative_is_of_a_rule() -> None:
    assert set(test_three_narrative.CASES) == {rule.id for rule in test_three_narrative.OF_NARRATIVE}
