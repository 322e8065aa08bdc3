"""What a change of the rules or of the code makes a run do again."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from expectations.policy import load_policy
from pipelines.model.sentences import areas
from pipelines.reconcile.policy import Policy
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.waivers import WAIVER_SCHEMA
from warehouse.store.fingerprint import JUDGING, RAW_SENTENCES, bears_on_reading, building, code, reading

POLICY = load_policy()


def _with(change: dict[str, object], *, of_tables: bool) -> Policy:
    """The policy with its first rule of tables (or first other rule) changed."""
    first = next(rule for rule in POLICY.rules if rule.of_tables is of_tables and not rule.across)
    changed: list[Rule] = [replace(rule, **change) if rule is first else rule for rule in POLICY.rules]
    return replace(POLICY, rules=changed)


def test_a_rule_that_chooses_between_readings_has_files_read_again() -> None:
    assert reading(_with({"stages": ("final",)}, of_tables=True)) != reading(POLICY)


@pytest.mark.parametrize(
    "policy",
    [
        _with({"text_en": "In other words"}, of_tables=True),
        _with({"severity": "info"}, of_tables=True),
        _with({"stages": ("final",)}, of_tables=False),
    ],
)
def test_words_severity_and_rules_of_the_text_do_not(policy: Policy) -> None:
    assert reading(policy) == reading(POLICY)


def test_a_waiver_that_expires_has_documents_judged_again() -> None:
    row = {"waiver_id": "W2", "document_id": "d", "rule_id": "R1", "expiry": date(2026, 12, 31)}
    waivers = pl.DataFrame([row], schema=WAIVER_SCHEMA)
    in_force = replace(POLICY, waivers=waivers, today=date(2026, 12, 31))
    expired = replace(in_force, today=date(2027, 1, 1))
    assert building(in_force) != building(expired) == building(replace(POLICY, today=date(2027, 1, 1)))
    assert reading(in_force) == reading(expired)


def test_reading_uses_nothing_of_what_only_judges() -> None:
    """Else a change there would leave rows that this version would read otherwise."""
    code = (
        "import sys, pipelines.extract, pipelines.choose, pipelines.recognise.raw_rows;"
        "print('\\n'.join(name for name in sys.modules if name.startswith('pipelines')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = [name.replace(".", "/") + "/" for name in run.stdout.split()]
    assert loaded
    assert [name for name in loaded if name.startswith(JUDGING)] == []


def test_sentences_in_raw_rows_are_of_reading_and_no_others(repo_root: Path) -> None:
    reading_code = [
        path.read_text(encoding="utf-8")
        for package in ("extract", "recognise", "choose")
        for path in (repo_root / "pipelines" / package).rglob("*.py")
    ]
    said = {area for text in reading_code for area in re.findall(r"\b(?:say|words|entry|said)\(\s*f?\"(\w+)\.", text)}
    assert said == set(RAW_SENTENCES)
    of_reading = {area for area in areas() if bears_on_reading(f"pipelines/model/sentences/{area}.toml")}
    assert of_reading == said
    assert bears_on_reading("pipelines/model/sentences/entry.py")
    assert not bears_on_reading("pipelines/reconcile/forms/wording.py")


def test_a_version_is_sixteen_digits_of_a_digest() -> None:
    for version in (reading(POLICY), building(POLICY), code("expectations")):
        assert re.fullmatch("[0-9a-f]{16}", version)


def test_lists_that_compare_years_and_places_bear_on_no_reading() -> None:
    assert not bears_on_reading("warehouse/reference/concordance.csv")
    assert not bears_on_reading("warehouse/reference/own.py")
    assert bears_on_reading("warehouse/reference/functional.csv")
