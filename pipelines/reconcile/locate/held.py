"""Tables that fail a blocking rule -> the cells that are held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from pipelines.model.judgements import EVALUATED, Severity, Verdict
from pipelines.model.statements import Statement
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.locate.regions import located
from pipelines.reconcile.locate.table import Cell, Equation, Shape, Table
from pipelines.reconcile.rule import Children, Classes, Columns, Rule

_COLUMN = ("measure", "fund_source", "expenditure_type", "flow", "fiscal_year", "stage", "column_title")
_SMALL = (Statement.THREE_PUBLIC,)  # a few items that mean something only together


def held_cells(
    facts: pl.DataFrame, evaluation: Evaluation, rules: Sequence[Rule], blocking: pl.DataFrame, unread: pl.DataFrame
) -> pl.DataFrame:
    """The cells held back of tables that fail: `line_id`.

    Args:
        facts: core.fact_budget.
        evaluation: what the rules said of them.
        rules: the registry.
        blocking: `result_id` of the failing results that hold a table back.
        unread: tables of which figures were not read, so that equations cannot tell where the fault is.

    Of a table in which the fault is not located, all.
    """
    named = evaluation.results.join(blocking, on="result_id", how="semi").select(TABLE).unique()
    own = facts.join(named, on=TABLE, how="semi", nulls_equal=True)
    results = _results(evaluation, own, rules, set(blocking["result_id"]))
    whole = set(unread.select(TABLE).iter_rows())
    found: list[str] = []
    for place, cells in own.group_by(TABLE, maintain_order=True):
        entire = place in whole or cells["statement"][0] in _SMALL
        part = NOTHING if entire else located(_table(cells, results))
        found += sorted(part) if part else cells["line_id"].to_list()
    return pl.DataFrame({"line_id": found}, schema={"line_id": pl.String})


NOTHING: frozenset[str] = frozenset()
_Result = tuple[Shape, bool, Mapping[str, int], frozenset[str], int, Fraction, bool]


def _shape(rule: Rule) -> Shape:
    if isinstance(rule.shape, Children):
        return "children"
    if isinstance(rule.shape, Classes):
        return "classes"
    return "row" if isinstance(rule.shape, Columns) else "other"


def _results(
    evaluation: Evaluation, facts: pl.DataFrame, rules: Sequence[Rule], blocking: set[str]
) -> dict[str, list[_Result]]:
    """line_id -> the equations it is in.  Bounds (<=) that hold say nothing; those that fail are shape other."""
    by_id = {rule.id: rule for rule in rules if rule.of_tables and rule.severity != Severity.INFO}
    judged = evaluation.results.filter(
        pl.col("verdict").is_in([*EVALUATED, Verdict.ROWS_WITHHELD]) & pl.col("rule_id").is_in(list(by_id))
    )
    near = evaluation.terms.join(facts.select("line_id"), on="line_id", how="semi").select("result_id").unique()
    rows = (
        evaluation.terms.join(near, on="result_id", how="semi")
        .group_by("result_id", maintain_order=True)
        .agg("line_id", "coefficient", "side")
        .join(judged, on="result_id")
    )
    found: dict[str, list[_Result]] = {}
    for row in rows.iter_rows(named=True):
        rule = by_id[row["rule_id"]]
        failing = row["verdict"] not in (Verdict.PASS, Verdict.ROUNDING)
        if rule.op == "le" and not failing:
            continue
        one = _result(row, rule, failing, row["result_id"] in blocking)
        for line_id in one[2]:
            found.setdefault(line_id, []).append(one)
    return found


def _result(row: Mapping[str, Any], rule: Rule, failing: bool, blocks: bool) -> _Result:
    terms: dict[str, int] = {}
    for line_id, coefficient in zip(row["line_id"], row["coefficient"], strict=True):
        terms[line_id] = terms.get(line_id, 0) + coefficient
    left = frozenset(line_id for line_id, side in zip(row["line_id"], row["side"], strict=True) if side == "lhs")
    shape: Shape = "other" if rule.op == "le" else _shape(rule)
    residual = _cents(row["residual"]) if failing else 0
    kept = {line_id: k for line_id, k in terms.items() if k}
    return shape, rule.in_table, kept, left, residual, Fraction(row["tolerance"] or 0) * 100, blocks


def _cents(amount: Any) -> int:
    return int(amount * 100) if amount is not None else 0


def _table(cells: pl.DataFrame, results: Mapping[str, list[_Result]]) -> Table:
    printed = {row["line_id"]: _cell(row) for row in cells.iter_rows(named=True)}
    met = {id(one): one for line_id in printed for one in results.get(line_id, ())}.values()
    own = [_equation(one, printed) for one in met if one[1] and _known(one, printed)]
    between = [_equation(one, printed) for one in met if not one[1]]
    return Table(printed, tuple(own), tuple(between))


def _known(one: _Result, printed: Mapping[str, Cell]) -> bool:
    return printed.keys() >= one[2].keys()


def _equation(one: _Result, printed: Mapping[str, Cell]) -> Equation:
    shape, in_table, terms, left, residual, tolerance, blocks = one
    own = terms if shape == "row" else left or terms  # a row may print nothing for its whole
    heads = {printed[line_id].line_no for line_id in own if line_id in printed}
    head = heads.pop() if in_table and len(heads) == 1 else None
    return Equation(shape, head, terms, residual, tolerance, blocks if in_table else residual != 0)


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(
        line_id=row["line_id"],
        line_no=row["line_no"],
        parent_no=row["parent_line_no"],
        column=tuple(row.get(name) for name in _COLUMN),
        unit=row.get("unit_code") or row.get("unit_name") or "",
        block=row.get("block_no") or 0,
        amount=_cents(row["amount"]),
    )
