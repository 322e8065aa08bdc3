"""From results, terms and facts to the numbered system around what fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.model.judgements import EVALUATED, PASSED, Severity, Verdict
from pipelines.model.units import yuan_in
from pipelines.reconcile.diagnosis.model import Cell, Equation, System
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.keys import PART
from pipelines.reconcile.rule import Blocks, Children, Classes, Figures, Items, Narrative, Rule

SERIES = ("measure", "fund_source", "expenditure_type", "flow", "fiscal_year", "stage")
NARRATIVE = "narrative"
PARTS = "parts"  # the check of what the text lists against the whole it gives
HOPS = 2  # equations around the failing ones: a second wrong cell stands at most this far away


def _near(results: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Evaluated equations that share cells with failing ones, or with equations that do.

    Where statements disagree, all equations between the statements of that document: one may be in the wrong unit.
    """
    failing = results.filter(pl.col("verdict") == Verdict.FAIL)
    near = failing.select("result_id")
    for _ in range(HOPS):
        cells = terms.join(near, on="result_id", how="semi").select("line_id").unique()
        near = terms.join(cells, on="line_id", how="semi").select("result_id").unique()
    between = results.filter(pl.col("table_no").is_null())
    between = between.join(failing.filter(pl.col("table_no").is_null()), on="document_id", how="semi")
    return pl.concat([near, between.select("result_id")]).unique()


def _cell(row: Mapping[str, Any]) -> Cell:
    code = row["functional_code"] or row["economic_code"] or row["government_economic_code"] or ""
    return Cell(
        line_id=row["line_id"],
        table=(row["document_id"], row["part_no"], row["table_no"]),
        statement=row["statement"],
        line_no=row["line_no"],
        name=(row["line_name"] or "").replace("\n", ""),
        code=code,
        series=tuple(row[name] for name in SERIES),
        column_title=row["column_title"] or "",
        grid_no=row["grid_no"] or 0,
        row_no=row["row_no"] or 0,
        col_no=row["col_no"] or 0,
        page=row["page"] or 0,
        amount=row["micro"],
        step=row["step_micro"] or 10_000,
        unit=yuan_in(row["unit"]),
        text=row["amount_published"] or "",
    )


def as_cells(claims: pl.DataFrame) -> pl.DataFrame:
    """core.fact_claim laid out like facts: every figure of the narrative a row of its own below its paragraph."""
    same = ["line_id", "document_id", "part_no", "functional_code", "economic_code", "government_economic_code", "flow"]
    same += ["measure", "fund_source", "fiscal_year", "stage", "unit", "amount_published", "page", "amount"]
    return claims.with_row_index("line_no").select(
        *same,
        pl.lit(NARRATIVE).alias("statement"),
        (-1 - pl.col("paragraph_no")).alias("table_no"),
        pl.col("line_no").cast(pl.Int64),
        pl.col("subject_name").alias("line_name"),
        pl.col("rounding_step").cast(pl.Decimal(20, 6)),
    )


def _cells(facts: pl.DataFrame, failing_tables: pl.DataFrame) -> list[Cell]:
    wanted = facts.join(failing_tables, on=["document_id", "part_no", "table_no"], how="semi", nulls_equal=True)
    wanted = wanted.filter(pl.col("amount").is_not_null()).with_columns(
        micro=pl.col("amount").cast(pl.Decimal(38, 2)).to_physical().cast(pl.Int128) * 10_000,
        step_micro=pl.col("rounding_step").cast(pl.Decimal(38, 6)).to_physical().cast(pl.Int128),
    )
    return [_cell(row) for row in wanted.iter_rows(named=True)]


def _equation(row: Mapping[str, Any], rule: Rule, numbers: Mapping[str, int], cells: Sequence[Cell]) -> Equation | None:
    """The equation of a result; None where its terms do not add up to its residual (a rate, not a sum)."""
    if any(line_id not in numbers for line_id in row["line_id"]):
        return None
    terms: dict[int, int] = {}
    left = []
    for line_id, coefficient, side in zip(row["line_id"], row["coefficient"], row["side"], strict=True):
        number = numbers[line_id]
        terms[number] = terms.get(number, 0) + coefficient
        if side == "lhs":
            left.append(number)
    terms = {cell: coefficient for cell, coefficient in terms.items() if coefficient}
    residual = sum(k * cells[c].amount for c, k in terms.items())
    if not terms or residual != row["residual_micro"]:
        return None
    tolerance = int(row["tolerance_micro"] or 0)
    rows = {(cells[c].table, cells[c].line_no) for c in left}
    return Equation(
        rule_id=rule.id,
        node=row["node"],
        terms=terms,
        tolerance=tolerance,
        less=rule.op == "le",
        sums=isinstance(rule.shape, Children | Classes | Blocks | Items),
        row=rows.pop() if rule.in_table and len(rows) == 1 else None,
        left=tuple(left),
        sides=_sides(rule),
    )


def _sides(rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The statements of both sides of a rule between tables; nothing for one inside a table."""
    if rule.in_table:
        return (), ()
    if not isinstance(rule.shape, Figures):
        return rule.statements, rule.statements
    left, right = (
        tuple(dict.fromkeys(one for selector in side for one in selector.statement))
        for side in (rule.shape.lhs, rule.shape.rhs)
    )
    return left, right


def _numbered(results: pl.DataFrame) -> pl.DataFrame:
    """`results` with `order`: by rule, and within it as printed.

    Of explanations that are equally good the one met first is named first, so the order has to be the document's own.
    """
    number = pl.int_range(pl.len()).over(*PART, "rule_id").cast(pl.String)
    text = pl.concat_str("document_id", pl.col("part_no").cast(pl.String), "rule_id", number, separator="-")
    return results.with_columns(order=text)


def _in_sums_of_text(evaluation: Evaluation, rules: Sequence[Rule]) -> frozenset[str]:
    """The figures of the text that add up as the text lists them, by their line ids."""
    sums = [rule.id for rule in rules if isinstance(rule.shape, Narrative) and rule.shape.check == PARTS]
    held = evaluation.results.filter(pl.col("rule_id").is_in(sums) & pl.col("verdict").is_in(PASSED))
    return frozenset(evaluation.terms.join(held.select("result_id"), on="result_id", how="semi")["line_id"])


def build(
    evaluation: Evaluation, facts: pl.DataFrame, rules: Sequence[Rule], claims: pl.DataFrame | None = None
) -> System:
    """The system of every equation near a failing one; equations that only say "worth a look" stay out.

    With `claims` (core.fact_claim) the figures of the narrative are cells as well.

    Equations with the same terms (two rules that ask the same) are kept once.
    """
    by_id = {rule.id: rule for rule in rules if rule.severity != Severity.INFO}
    judged = _numbered(evaluation.results).filter(
        pl.col("verdict").is_in(EVALUATED) & pl.col("rule_id").is_in(list(by_id))
    )
    if not (judged["verdict"] == Verdict.FAIL).any():
        return System([], [])
    terms = evaluation.terms.join(judged.select("result_id"), on="result_id", how="semi")
    terms = terms.sort("result_id", "side", "line_id")
    near = _near(judged, terms)
    terms = terms.join(near, on="result_id", how="semi")
    if claims is not None and claims.height:
        facts = pl.concat([facts, as_cells(claims)], how="diagonal_relaxed")
    places = facts.select("line_id", "document_id", "part_no", "table_no")
    tables = places.join(terms.select("line_id"), on="line_id", how="semi").drop("line_id").unique()
    system = System(_cells(facts, tables), [])
    numbers = {cell.line_id: number for number, cell in enumerate(system.cells)}
    borne_out = _in_sums_of_text(evaluation, rules)
    system.borne_out = frozenset(number for line_id, number in numbers.items() if line_id in borne_out)
    rows = (
        terms.group_by("result_id")
        .agg("line_id", "coefficient", "side")
        .join(judged.select("order", "result_id", "rule_id", "node", "tolerance", "residual"), on="result_id")
        .with_columns(
            residual_micro=pl.col("residual").cast(pl.Decimal(38, 2)).to_physical().cast(pl.Int128) * 10_000,
            tolerance_micro=pl.col("tolerance").cast(pl.Decimal(38, 6)).to_physical().cast(pl.Int128),
        )
        .sort("order")
    )
    seen: set[tuple[bool, frozenset[tuple[int, int]]]] = set()
    for row in rows.iter_rows(named=True):
        equation = _equation(row, by_id[row["rule_id"]], numbers, system.cells)
        if equation is None:
            continue
        key = (equation.less, frozenset(equation.terms.items()))
        if key not in seen:
            seen.add(key)
            system.equations.append(equation)
    system.index()
    return system
