"""Great Expectations on the results of the identities: per rule, did it hold; fails closed.

polars has computed residuals and verdicts (pipelines.reconcile); Great Expectations decides, from its suites, which
rules are breached.  Both must count the same breaches, or nothing loads: a suite that errs, a suite that did not
run, or a disagreement raises `ValidationError`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from expectations.lazy_imports import great_expectations
from expectations.suites import expectation
from pipelines.model.judgements import EVALUATED, Severity, Verdict
from pipelines.reconcile.rule import Rule


class ValidationError(RuntimeError):
    """The suites did not run properly; nothing may load on their word."""


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What Great Expectations said of one rule.  `error` is set where it could not be run."""

    rule_id: str
    severity: str
    success: bool
    evaluated: int
    failed: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """Outcomes of all rules of the registry.  `suite_ran`: every suite ran over the frame it was given."""

    outcomes: tuple[RuleOutcome, ...]
    suite_ran: bool

    @property
    def success(self) -> bool:
        """No blocking rule is breached."""
        return self.suite_ran and all(one.success for one in self.outcomes if one.severity == Severity.CRITICAL)

    def raise_for_errors(self) -> None:
        """Raise ValidationError unless every rule was run without an exception."""
        errors = [f"{one.rule_id}: {one.error}" for one in self.outcomes if one.error]
        if errors or not self.suite_ran:
            raise ValidationError("; ".join(errors) or "the suites did not run")


def narrow(results: pl.DataFrame, rules: Sequence[Rule], keep: Sequence[str] = ()) -> pl.DataFrame:
    """Evaluated results as `rule_id`, `excess` (see expectations.suites), `breach` (the verdict is fail), and `keep`.

    `excess` is worked out from residual and tolerance, not from the verdict: the two are compared afterwards.
    """
    less_or_equal = [rule.id for rule in rules if rule.op == "le"]
    residual = pl.col("residual").cast(pl.Decimal(38, 6)).to_physical()
    over = pl.when(pl.col("rule_id").is_in(less_or_equal)).then(residual).otherwise(residual.abs())
    beyond = over - pl.col("tolerance").cast(pl.Decimal(38, 6)).to_physical()
    return results.filter(pl.col("verdict").is_in(EVALUATED)).select(
        "rule_id",
        *keep,
        # A residual that does not fit its column is beyond any tolerance.
        excess=beyond.fill_null(2**62).clip(0, 2**62).cast(pl.Int64),
        breach=pl.col("verdict") == Verdict.FAIL,
    )


def _batches(frame: pl.DataFrame) -> Iterator[tuple[str, Any]]:
    """Per rule with equations: its id and its rows as a Great Expectations batch."""
    import pandas as pd

    context = great_expectations().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    whole = context.data_sources.add_pandas("quality").add_dataframe_asset("result")
    definition = whole.add_batch_definition_whole_dataframe("equations of one rule")
    for (rule_id,), rows in frame.group_by("rule_id"):
        slim = pd.DataFrame({"excess": rows["excess"].to_numpy()})
        yield str(rule_id), definition.get_batch({"dataframe": slim})


def _exception(result: Any) -> str | None:
    """The message of an exception inside a result; Great Expectations nests them by metric."""
    info = result.exception_info or {}
    nested = info.values() if "raised_exception" not in info else [info]
    for one in nested:
        if isinstance(one, dict) and one.get("raised_exception"):
            return str(one.get("exception_message") or "exception")
    return None


def _outcome(rule: Rule, result: Any) -> RuleOutcome:
    counts = result.result or {}
    error = _exception(result)
    evaluated = int(counts.get("element_count") or 0) - int(counts.get("missing_count") or 0)
    return RuleOutcome(
        rule_id=rule.id,
        severity=rule.severity,
        success=bool(result.success) and error is None,
        evaluated=evaluated,
        failed=int(counts.get("unexpected_count") or 0),
        error=error,
    )


def _agree(outcome: RuleOutcome, evaluated: int, failed: int) -> None:
    if outcome.error:
        return
    said = (outcome.evaluated, outcome.failed, outcome.success)
    counted = (evaluated, failed, failed == 0)
    if said != counted:
        raise ValidationError(
            f"{outcome.rule_id}: Great Expectations says (evaluated, failed, success) = {said}, the results {counted}"
        )


def validate(results: pl.DataFrame, rules: Sequence[Rule]) -> Validation:
    """Run the suites of `rules` on quality.result.

    Returns:
        one outcome per rule, in the order of `rules`.  A rule whose run raised inside has `success` False and `error`;
        a rule without evaluated equations has `evaluated` 0.

    Raises:
        ValidationError: a rule with equations was not reported on, or other breaches were counted than the
            results have.
    """
    frame = narrow(results, rules)
    by_id = {rule.id: rule for rule in rules}
    unknown = set(frame["rule_id"].unique()) - set(by_id)
    if unknown:
        raise ValidationError(f"results of rules that are not in the registry: {', '.join(sorted(unknown))}")
    counts = frame.group_by("rule_id").agg(pl.len(), pl.col("breach").sum().cast(pl.Int64))
    counted = {rule_id: (evaluated, failed) for rule_id, evaluated, failed in counts.iter_rows()}
    outcomes: dict[str, RuleOutcome] = {}
    for rule_id, batch in _batches(frame):
        rule = by_id[rule_id]
        outcomes[rule_id] = _outcome(rule, batch.validate(expectation(rule), result_format="BASIC"))
    missing = sorted(set(counted) - set(outcomes))
    if missing:
        raise ValidationError(f"no result for {', '.join(missing)}")
    for rule_id, (evaluated, failed) in counted.items():
        _agree(outcomes[rule_id], evaluated, failed)
    silent = {rule.id: RuleOutcome(rule.id, rule.severity, True, 0, 0) for rule in rules if rule.id not in counted}
    return Validation(tuple((outcomes | silent)[rule.id] for rule in rules), suite_ran=True)
