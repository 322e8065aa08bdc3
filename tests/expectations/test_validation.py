"""Great Expectations as the gate: the same breaches as the results, and closed on every doubt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import expectations.validation as validation
from expectations import ValidationError, validate
from expectations.suites import expectation, write_suites
from tests.reconcile.changli import changli
from tests.reconcile.support import BY_ID, RULES, cell, evaluated


def test_published_tables_pass() -> None:
    results = evaluated(changli()).results
    outcome = validate(results, RULES)
    assert outcome.success and outcome.suite_ran
    outcome.raise_for_errors()
    assert [one.rule_id for one in outcome.outcomes] == [rule.id for rule in RULES]
    total = next(one for one in outcome.outcomes if one.rule_id == "GEN-TOTAL")
    assert (total.success, total.evaluated, total.failed) == (True, 15, 0)
    silent = next(one for one in outcome.outcomes if one.rule_id == "F8-BALANCE")
    assert (silent.success, silent.evaluated) == (True, 0)


def test_a_planted_error_is_counted_by_rule() -> None:
    document = changli()
    results = evaluated(document, {cell(document, "general_budget", "2080506", 1): "13000"}).results
    outcome = validate(results, RULES)
    assert not outcome.success
    assert {one.rule_id: one.failed for one in outcome.outcomes if not one.success} == {
        "GEN-CHILDREN": 1, "B5-COLUMNS": 1
    }  # fmt: skip


def test_a_failing_warning_does_not_block() -> None:
    document = changli()
    line = cell(document, "summary", "221")
    results = evaluated(document, {line: "66300"}).results.filter(pl.col("rule_id") != "B1-SPENDING")
    outcome = validate(results, RULES)
    assert outcome.success
    assert [one.rule_id for one in outcome.outcomes if not one.success] == ["B3-B1-CLASS"]


def test_a_verdict_that_hides_a_breach_raises() -> None:
    document = changli()
    results = evaluated(document, {cell(document, "general_budget", "2080506", 1): "13000"}).results
    hidden = results.with_columns(verdict=pl.col("verdict").replace({"fail": "pass"}))
    with pytest.raises(ValidationError, match="Great Expectations says"):
        validate(hidden, RULES)


def test_results_of_an_unknown_rule_raise() -> None:
    with pytest.raises(ValidationError, match="not in the registry"):
        validate(evaluated(changli()).results, [BY_ID["GEN-TOTAL"]])


def test_an_exception_inside_a_rule_is_not_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    real = validation.expectation

    def other_column(rule: Any) -> Any:
        made = real(rule)
        if rule.id == "GEN-TOTAL":
            made.column = "no such column"
        return made

    monkeypatch.setattr(validation, "expectation", other_column)
    outcome = validate(evaluated(changli()).results, RULES)
    broken = next(one for one in outcome.outcomes if one.rule_id == "GEN-TOTAL")
    assert broken.error and not broken.success
    assert not outcome.success
    with pytest.raises(ValidationError, match="GEN-TOTAL"):
        outcome.raise_for_errors()


def test_no_results_is_no_error() -> None:
    outcome = validate(evaluated(changli()).results.clear(), RULES)
    assert outcome.success and outcome.suite_ran


def test_suites_can_be_read(tmp_path: Path) -> None:
    paths = write_suites(RULES, tmp_path)
    suites = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    assert set(suites) == {"identities_critical", "identities_warning", "identities_info"}
    every = [one for suite in suites.values() for one in suite["expectations"]]
    assert {one["meta"]["rule_id"] for one in every} == set(BY_ID)
    assert {one["severity"] for one in suites["identities_critical"]["expectations"]} == {"critical"}


def test_a_rule_is_asked_as_no_excess_and_says_what_it_is() -> None:
    rule = BY_ID["GEN-TOTAL"]
    asked = expectation(rule)
    assert (asked.column, asked.min_value, asked.max_value, asked.severity.value) == ("excess", 0, 0, "critical")
    assert asked.meta["rule_id"] == "GEN-TOTAL"
    assert asked.meta["stages"] == list(rule.stages)
    assert (asked.meta["basis"], asked.meta["text_zh"]) == (rule.basis_zh, rule.text_zh)
    assert asked.notes == rule.text_en
    assert asked.description == f"{rule.text_zh} · {rule.text_en} [critical]"
    assert expectation(rule, "beyond").column == "beyond"


def test_suites_are_files_people_read(tmp_path: Path) -> None:
    rule, folder = BY_ID["GEN-TOTAL"], tmp_path / "made" / "here"
    assert [path.name for path in write_suites([rule], folder)] == ["identities_critical.json"]
    text = (folder / "identities_critical.json").read_text(encoding="utf-8")
    assert rule.text_zh in text  # no escapes
    first, second, *_, last = text.split("\n")
    assert (first, second[:3], last) == ("{", '  "', "")  # two blanks a level, a line end at the end
    assert write_suites([rule], folder)  # and once more over the first


def test_the_package_does_not_import_great_expectations() -> None:
    code = "import sys, expectations; sys.exit('great_expectations' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
