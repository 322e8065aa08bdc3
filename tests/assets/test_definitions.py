from __future__ import annotations

import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import dagster as dg
import pytest

from assets.checks import SUITES_RAN, check_name, results_of
from assets.definitions import defs
from assets.dependencies import LOADED_FROM, made_of
from assets.jobs import EVERYTHING
from assets.specs import LOADED_TABLES, NIGHTLY, column_lineage
from expectations import RuleOutcome, Validation, load_rules
from pipelines.model import schema
from pipelines.reconcile.judge import NEEDED

WAREHOUSE = Path("/data/gouji.duckdb")


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    loaded: dg.Definitions = defs()
    return loaded


def test_they_load(definitions: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(definitions)


def test_importing_them_does_not_import_great_expectations() -> None:
    code = (
        "import sys; from assets.definitions import defs; defs();"
        "print([m for m in ('great_expectations', 'pandas', 'pdfplumber') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"


def test_every_table_is_a_described_asset_with_its_columns(definitions: dg.Definitions) -> None:
    specs = {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}
    for name, table in schema.tables().items():
        spec = specs[name.replace(".", "/")]
        assert table.en in (spec.description or "")
        assert spec.group_name in {"raw", "core", "quality", "mart"}
        assert spec.kinds
        columns = spec.metadata["dagster/column_schema"].columns
        assert [column.name for column in columns] == list(table.column_names)


def test_every_table_says_what_it_is_made_of() -> None:
    assert set(LOADED_FROM) == set(LOADED_TABLES)
    behind = {name: made_of(name) for name in schema.tables()}
    assert {of for made in behind.values() for of in made} <= set(behind)
    used = {of for made in behind.values() for of in made if of.startswith("raw.")}
    assert used >= set(NEEDED)  # what judging reads of the raw rows
    TopologicalSorter(behind).prepare()  # raises where a table is made of itself


def test_a_mart_hangs_on_what_its_sql_reads(definitions: dg.Definitions) -> None:
    specs = {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}
    deps = {dep.asset_key.to_user_string() for dep in specs["mart/county_comparison"].deps}
    assert deps == {"mart/expenditure"}
    raw = {dep.asset_key.to_user_string() for dep in specs["mart/expenditure"].deps if dep.asset_key.path[0] == "raw"}
    assert raw == {"raw/document"}  # for names of files; figures come from core alone


def test_every_asset_has_an_owner_and_every_table_a_code_version(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        assert spec.owners == ["team:data"]
        assert spec.code_version or spec.group_name == "report"


def test_columns_of_a_mart_lead_to_columns_of_core() -> None:
    lineage = column_lineage("mart.expenditure").deps_by_column
    [amount] = lineage["amount"]
    assert (amount.asset_key, amount.column_name) == (dg.AssetKey(["core", "fact_budget"]), "amount")


def test_the_job_the_schedules_and_the_sensors(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def(EVERYTHING)
    steps = {node.name for node in job.nodes}
    assert steps == {
        "read_documents",
        "load_warehouse",
        "expectation_suites",
        "publish_warehouse",
    }
    assert [schedule.name for schedule in definitions.schedules or ()] == ["nightly", "weekly"]
    assert [sensor.name for sensor in definitions.sensors or ()] == ["inbox", "failures", "life"]


def test_a_warehouse_without_a_night_is_stale(definitions: dg.Definitions) -> None:
    policies = {spec.key.to_user_string(): spec.freshness_policy for spec in definitions.resolve_all_asset_specs()}
    assert policies.pop("quality/run") == NIGHTLY
    assert set(policies.values()) == {None}


def test_no_step_takes_a_slot_that_outlives_its_run(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def(EVERYTHING)
    steps = [node.definition for node in job.nodes if isinstance(node.definition, dg.OpDefinition)]
    assert steps
    assert [step.name for step in steps if step.pool] == []


def test_every_rule_has_a_check_and_only_the_suites_themselves_block() -> None:
    validation = Validation(
        tuple(RuleOutcome(rule.id, rule.severity, True, 3, 0) for rule in load_rules()), suite_ran=True
    )
    results = {result.check_name: result for result in results_of(validation, WAREHOUSE, {})}
    assert set(results) == {SUITES_RAN} | {check_name(rule.id) for rule in load_rules()}
    assert all(result.passed for result in results.values())


def test_a_breached_rule_is_an_error_where_it_blocks_and_a_warning_where_not() -> None:
    validation = Validation(
        (RuleOutcome("GEN-TOTAL", "critical", False, 10, 2), RuleOutcome("X-1", "warning", False, 5, 1)), suite_ran=True
    )
    results = {result.check_name: result for result in results_of(validation, WAREHOUSE, {})}
    assert results[SUITES_RAN].passed
    assert results["rule_GEN_TOTAL"].severity == dg.AssetCheckSeverity.ERROR
    assert results["rule_X_1"].severity == dg.AssetCheckSeverity.WARN
    assert not results["rule_GEN_TOTAL"].passed
    assert results["rule_GEN_TOTAL"].metadata["fail"].value == 2
    link = results["rule_GEN_TOTAL"].metadata["report"]
    assert link == dg.MetadataValue.url("file:///data/gouji-report/rules/GEN-TOTAL.html")


def test_shards_in_which_the_suites_erred_are_named() -> None:
    validation = Validation((RuleOutcome("GEN-TOTAL", "critical", True, 3, 0),), True)
    ran = next(iter(results_of(validation, WAREHOUSE, {"3205": "list index out of range"})))
    assert ran.check_name == SUITES_RAN
    assert not ran.passed
    assert ran.description == "shard 3205: list index out of range"
