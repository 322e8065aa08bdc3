"""What Great Expectations is asked and what is made of its answer, to the number."""

from __future__ import annotations

import importlib
import sys
import threading
import time
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from expectations import ValidationError, lazy_imports
from expectations.suites import suite_names
from expectations.validation import RuleOutcome, Validation, narrow
from tests.reconcile.support import BY_ID, RULES

EQUAL = BY_ID["GEN-TOTAL"]
AT_MOST = next(rule for rule in RULES if rule.op == "le")
BEYOND_ALL = 4_611_686_018_427_387_904  # two to the 62nd


def _narrowed(rule: str, residual: str | None, tolerance: str, verdict: str = "fail") -> list[tuple[Any, ...]]:
    row = {"rule_id": rule, "verdict": verdict, "node": "n"}
    results = pl.DataFrame([row]).with_columns(
        residual=pl.Series([None if residual is None else Decimal(residual)], dtype=pl.Decimal(20, 2)),
        tolerance=pl.Series([Decimal(tolerance)], dtype=pl.Decimal(20, 6)),
    )
    found = narrow(results, RULES, keep=["node"])
    assert found.columns == ["rule_id", "node", "excess", "breach"]
    assert found.schema["excess"] == pl.Int64
    return found.drop("rule_id", "node").rows()


@pytest.mark.parametrize(
    ("rule", "residual", "tolerance", "excess"),
    [
        (EQUAL.id, "0.00", "0", 0),
        (EQUAL.id, "100.00", "100", 0),
        (EQUAL.id, "100.01", "100", 10_000),  # a cent is ten thousand millionths of a yuan
        (EQUAL.id, "-100.01", "100", 10_000),
        (EQUAL.id, "1.00", "0.5", 500_000),
        (EQUAL.id, "1.00", "0.000001", 999_999),
        (AT_MOST.id, "100.01", "100", 10_000),
        (AT_MOST.id, "-100.01", "100", 0),  # less is no breach
        (EQUAL.id, None, "100", BEYOND_ALL),
        (EQUAL.id, "999999999999999999.00", "0", BEYOND_ALL),
        (EQUAL.id, "4611686018427.38", "0", 4_611_686_018_427_380_000),
    ],
)
def test_how_far_a_residual_lies_beyond_its_tolerance(
    rule: str, residual: str | None, tolerance: str, excess: int
) -> None:
    assert _narrowed(rule, residual, tolerance) == [(excess, True)]


def test_what_was_not_evaluated_is_not_asked() -> None:
    assert [_narrowed(EQUAL.id, "0.00", "0", one) for one in ("pass", "rounding")] == [[(0, False)], [(0, False)]]
    assert [_narrowed(EQUAL.id, None, "0", one) for one in ("not_applicable", "not_evaluable")] == [[], []]


def test_suites_that_did_not_run_are_an_error_and_no_success() -> None:
    good = RuleOutcome("R", "critical", success=True, evaluated=1, failed=0)
    Validation((good,), suite_ran=True).raise_for_errors()
    idle = Validation((good,), suite_ran=False)
    assert not idle.success
    with pytest.raises(ValidationError, match=r"^the suites did not run$"):
        idle.raise_for_errors()
    broken = [RuleOutcome(name, "warning", False, 0, 0, error) for name, error in (("R", "one"), ("S", "two"))]
    with pytest.raises(ValidationError, match=r"^R: one; S: two$"):
        Validation((good, *broken), suite_ran=True).raise_for_errors()


def test_only_a_blocking_breach_is_a_failure() -> None:
    def breached(severity: str) -> bool:
        return Validation((RuleOutcome("R", severity, False, 2, 1),), suite_ran=True).success

    assert [breached(one) for one in ("critical", "warning", "info")] == [False, True, True]


def test_rules_go_to_the_suite_of_their_severity_in_order() -> None:
    named = suite_names(RULES)
    assert {name.removeprefix("identities_"): {rule.severity for rule in own} for name, own in named.items()} == {
        "critical": {"critical"}, "warning": {"warning"}, "info": {"info"},
    }  # fmt: skip
    order = [rule.id for rule in RULES]
    assert all([rule.id for rule in own] == sorted((r.id for r in own), key=order.index) for own in named.values())


def test_a_library_nobody_uses_is_read_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    import wsgiref

    monkeypatch.delitem(sys.modules, "wsgiref.headers", raising=False)
    monkeypatch.delattr(wsgiref, "headers", raising=False)
    lazy_imports._defer("wsgiref.headers")
    lazy = sys.modules["wsgiref.headers"]
    assert vars(wsgiref)["headers"] is lazy
    assert importlib.import_module("wsgiref.headers") is lazy  # an import alone reads nothing
    assert not hasattr(lazy, "__file__")
    assert lazy.Headers([("a", "b")])["A"] == "b"
    assert sys.modules["wsgiref.headers"] is not lazy
    assert sys.modules["wsgiref.headers"].Headers is lazy.Headers
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    lazy_imports._defer("colorsys")
    assert sys.modules["colorsys"].rgb_to_hsv(1, 1, 1) == (0.0, 0.0, 1)
    lazy_imports._defer("colorsys")  # what is there stays
    lazy_imports._defer("no_such_library")
    assert "no_such_library" not in sys.modules


def test_importing_meanwhile_is_quiet_and_done_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []

    def broken() -> None:
        time.sleep(0.05)
        called.append(threading.current_thread().name)
        raise ImportError("gone")

    monkeypatch.setattr(lazy_imports, "great_expectations", broken)
    with lazy_imports.imported_meanwhile():
        assert called == []
    assert called == ["import great_expectations"]
    with pytest.raises(KeyError), lazy_imports.imported_meanwhile():
        raise KeyError
    assert len(called) == 2
