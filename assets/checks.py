"""Asset checks: what the Great Expectations suite of each rule says, and that the suites ran at all."""

import re
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from assets.resources import Progress, Workspace
from assets.specs import RESULTS
from expectations import Validation, load_rules, validate
from gouji.places import page_link
from pipelines.model.judgements import Severity
from pipelines.reconcile.rule import Rule
from warehouse.store.build import results

SUITES_RAN = "suites_ran"


def check_name(rule_id: str) -> str:
    """Dagster allows letters, digits and underscores."""
    return "rule_" + re.sub(r"\W", "_", rule_id)


def check_spec(rule: Rule) -> dg.AssetCheckSpec:
    """The check of one rule: it informs; what it fails is held back by the publishing step, the rest loads."""
    return dg.AssetCheckSpec(
        check_name(rule.id),
        asset=RESULTS,
        description=f"{rule.text_en}\n\n{rule.text_zh}",
        metadata={"severity": str(rule.severity), "basis": rule.basis_zh, "reason": rule.reason_zh},
    )


def identity_checks() -> dg.AssetChecksDefinition:
    """One check a rule of the registry, and one that blocks publishing where the suites themselves did not run."""
    rules = load_rules()
    ran = dg.AssetCheckSpec(
        SUITES_RAN,
        asset=RESULTS,
        blocking=True,
        description="The suites ran over every result without an error of their own. Nothing is published otherwise.",
    )

    @dg.multi_asset_check(
        name="expectation_suites",
        specs=[ran, *(check_spec(rule) for rule in rules)],
        description="Great Expectations suites, made from the registry, on the results of the identities.",
    )
    def expectation_suites(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Iterator[dg.AssetCheckResult]:
        progress.stage("validating")
        warehouse = workspace.settings().warehouse
        yield from results_of(validate(results(warehouse), rules), warehouse)

    return expectation_suites


def results_of(validation: Validation, warehouse: Path) -> Iterator[dg.AssetCheckResult]:
    """One check result a rule, and the one that tells whether the suites ran; each links to its page of the report.

    Every equation that fails is one row of quality.finding, so `fail` counts both.
    """
    errors = [f"{one.rule_id}: {one.error}" for one in validation.outcomes if one.error]
    yield dg.AssetCheckResult(
        check_name=SUITES_RAN,
        asset_key=RESULTS,
        passed=validation.suite_ran and not errors,
        severity=dg.AssetCheckSeverity.ERROR,
        description="; ".join(errors) or None,
        metadata={
            "rules": len(validation.outcomes),
            "rules that applied": sum(one.evaluated > 0 for one in validation.outcomes),
            "equations": sum(one.evaluated for one in validation.outcomes),
            "equations that fail": sum(one.failed for one in validation.outcomes),
            "report": dg.MetadataValue.url(page_link(warehouse, "rules.html")),
        },
    )
    for one in validation.outcomes:
        critical = one.severity == Severity.CRITICAL
        yield dg.AssetCheckResult(
            check_name=check_name(one.rule_id),
            asset_key=RESULTS,
            passed=one.success,
            severity=dg.AssetCheckSeverity.ERROR if critical else dg.AssetCheckSeverity.WARN,
            description=one.error or (None if one.evaluated else "applies to nothing in these documents"),
            metadata={
                "equations": one.evaluated,
                "fail": one.failed,
                "severity": str(one.severity),
                "report": dg.MetadataValue.url(page_link(warehouse, f"rules/{one.rule_id}.html")),
            },
        )
