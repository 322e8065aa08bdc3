"""Asset checks: what the Great Expectations suite of each rule says, and that the suites ran at all."""

import re
from collections.abc import Iterator, Mapping, Sequence

import dagster as dg
import polars as pl

from assets.resources import Progress, Workspace
from assets.selection import CHECKS_ALONE, ingests
from assets.specs import RESULTS
from expectations import Validation, ValidationError, load_rules, validate
from gouji.places import page_link
from pipelines.model.judgements import Severity
from pipelines.reconcile.rule import Rule
from warehouse.location import Location
from warehouse.store.build import Made, results
from warehouse.store.staging import Staging

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
    """One check a rule of the registry, and one that names the shards in which the suites themselves did not run."""
    rules = load_rules()
    ran = dg.AssetCheckSpec(
        SUITES_RAN,
        asset=RESULTS,
        blocking=True,  # where the step itself fails; shards that are stopped are a warning, which does not block
        description="The suites ran over every new result without an error of their own. A shard in which they did not "
        "stays as it was; where they ran in none, nothing is published.",
    )

    @dg.multi_asset_check(
        name="expectation_suites",
        specs=[ran, *(check_spec(rule) for rule in rules)],
        can_subset=True,  # so that a part is refused with a sentence, and not by Dagster
        description="Great Expectations suites, made from the registry, on the results of the identities.",
    )
    def expectation_suites(
        context: dg.AssetCheckExecutionContext, workspace: Workspace, progress: dg.ResourceParam[Progress]
    ) -> Iterator[dg.AssetCheckResult]:
        if not ingests(context):
            raise dg.Failure(CHECKS_ALONE)
        progress.stage("validating")
        validation, stopped = stop_by_suites(workspace.staging(context.run.run_id))
        yield from results_of(validation, workspace.settings().warehouse, stopped)

    return expectation_suites


def stop_by_suites(staging: Staging) -> tuple[Validation, dict[str, str]]:
    """What the suites say of the shards that were made; those in which they err are stopped, with the reason.

    Raises ValidationError where they do so in every shard.
    """
    validation, stopped = of_shards(results(staging), load_rules())
    if stopped:
        Made.load(staging.folder).without(stopped).save(staging.folder)
    return validation, stopped


def of_shards(found: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> tuple[Validation, dict[str, str]]:
    """What the suites say of quality.result by shard, and the shards in which they err, with the reason.

    They run over all shards at once, and shard by shard only where they err.  Raises ValidationError where they do so
    in every shard.
    """
    try:
        return _validated(list(found.values()), rules), {}
    except ValidationError as error:
        if len(found) < 2:
            raise
        reason = str(error)
    stopped = {}
    for shard, rows in found.items():
        try:
            _validated([rows], rules)
        except ValidationError as error:
            stopped[shard] = str(error)
    if len(stopped) == len(found):
        raise ValidationError(reason)
    return _validated([rows for shard, rows in found.items() if shard not in stopped], rules), stopped


def _validated(frames: Sequence[pl.DataFrame], rules: Sequence[Rule]) -> Validation:
    validation = validate(pl.concat(frames), rules)
    validation.raise_for_errors()
    return validation


def results_of(
    validation: Validation, warehouse: Location, stopped: Mapping[str, str]
) -> Iterator[dg.AssetCheckResult]:
    """One check result a rule, and the one that tells whether the suites ran; each links to its page of the report.

    Every equation that fails is one row of quality.finding, so `fail` counts both.
    """
    errors = [f"shard {shard}: {reason}" for shard, reason in sorted(stopped.items())]
    yield dg.AssetCheckResult(
        check_name=SUITES_RAN,
        asset_key=RESULTS,
        passed=not errors,
        # the other shards are published all the same; where every shard errs the step itself fails
        severity=dg.AssetCheckSeverity.WARN,
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
