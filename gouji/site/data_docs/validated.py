"""The suites run once more, over the equations of a published warehouse, for Great Expectations to draw.

The run that decides what loads (`expectations.validation`) keeps counts; a page wants the equations that fail as well.
Rules, frames and expectations are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from expectations.lazy_imports import great_expectations
from expectations.suites import expectation, suite_names
from expectations.validation import narrow
from pipelines.reconcile.rule import Rule

SHOWN = 200  # equations a page names; of a rule that more fail it names none, rules/<id>.html has them all
_RESULT_FORMAT = {
    "result_format": "SUMMARY",
    "unexpected_index_column_names": ["equation"],
    "partial_unexpected_count": SHOWN,
}
_UNSAFE = re.compile(r"[^\w.·-]")


def validated(results: pl.DataFrame, rules: Sequence[Rule], meta: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Per suite the ExpectationSuite and its ExpectationSuiteValidationResult.

    ``results`` are rows of quality.result, ``meta`` goes into every validation result (run_id).  Rules without an
    equation are in the suite and not in the result.  Text of documents is left out: Great Expectations escapes little.
    """
    from great_expectations.core import ExpectationSuiteValidationResult

    gx = great_expectations()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    whole = context.data_sources.add_pandas("quality").add_dataframe_asset("result")
    definition = whole.add_batch_definition_whole_dataframe("equations of one rule")

    def batch(frame: Any) -> Any:
        return definition.get_batch({"dataframe": frame})

    narrowed = narrow(results, rules, keep=["result_id"])
    frames = {str(key[0]): rows for key, rows in narrowed.group_by("rule_id", maintain_order=True)}
    for name, members in suite_names(rules).items():
        expectations = {rule.id: expectation(rule, column=rule.id) for rule in members}
        told = [
            _named(batch(_frame(rule_id, frames[rule_id])).validate(one, result_format=_RESULT_FORMAT))
            for rule_id, one in expectations.items()
            if rule_id in frames
        ]
        held = sum(bool(one.success) for one in told)
        statistics = {
            "evaluated_expectations": len(told),
            "successful_expectations": held,
            "unsuccessful_expectations": len(told) - held,
            "success_percent": 100 * held / len(told) if told else None,
        }
        suite = gx.ExpectationSuite(name=name, expectations=list(expectations.values()))
        result = ExpectationSuiteValidationResult(
            success=held == len(told), results=told, suite_name=name, statistics=statistics, meta=dict(meta)
        )
        yield suite, result


def _named(result: Any) -> Any:
    """The result with the sample of its failing equations where pages look for all of them."""
    sample = result.result.get("partial_unexpected_index_list")
    if sample:
        result.result["unexpected_index_list"] = sample
        result.result["unexpected_list"] = result.result["partial_unexpected_list"]
    return result


def _frame(rule_id: str, rows: pl.DataFrame) -> Any:
    """The equations of a rule as pandas, those that fail first named by their id."""
    import pandas as pd

    equations = [_UNSAFE.sub("_", one) for one in rows["result_id"]]
    return pd.DataFrame({rule_id: rows["excess"].to_numpy(), "equation": equations})
