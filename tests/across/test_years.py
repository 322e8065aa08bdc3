"""Equations that reach over several documents or several parts of one."""

from __future__ import annotations

import polars as pl

from pipelines.across.years import compare, statements_compared
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import Evaluation
from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.support import BY_ID, nodes

TOTAL = [Column("total")]


def _final(year: int, opening: str, closing: str) -> Disclosure:
    rows = [
        Row("一般公共预算财政拨款收入", ["10.00"], flow="revenue", fund="general_public"),
        Row("年初结转和结余", [opening], role="opening", flow="revenue"),
        Row("201", ["8.00"], code="201", block=2),
        Row("年末结转和结余", [closing], role="closing", block=2),
    ]
    return Disclosure(f"{year}final" + "0" * 60, year=year, stage="final").table("summary", TOTAL, rows)


def _together(*documents: Disclosure) -> Evaluation:
    facts = pl.concat([one.facts() for one in documents])
    known = pl.concat([one.documents() for one in documents])
    return compare(facts, known, list(BY_ID.values()), facts.select("document_id", "part_no").unique())


def test_closing_of_a_year_is_opening_of_the_next() -> None:
    evaluation = _together(_final(2023, "1.00", "3.00"), _final(2024, "3.00", "5.00"))
    assert {rule for rule, _ in nodes(evaluation, "pass")} == {"F1-NEXT-OPENING"}
    evaluation = _together(_final(2023, "1.00", "3.00"), _final(2024, "2.00", "5.00"))
    assert {rule for rule, _ in nodes(evaluation, "fail")} == {"F1-NEXT-OPENING"}
    evaluation = _together(_final(2022, "1.00", "3.00"), _final(2024, "2.00", "5.00"))
    assert not nodes(evaluation, "pass") | nodes(evaluation, "fail")


def test_only_revisions_in_force_are_compared() -> None:
    older, newer = _final(2024, "2.00", "5.00"), _final(2024, "3.00", "5.00")
    older.document_id = "older" + "0" * 60
    for row in older.rows:
        row["document_id"], row["line_id"] = older.document_id, f"o{row['line_id']}"
    documents = [_final(2023, "1.00", "3.00"), older, newer]
    known = pl.concat([one.documents() for one in documents]).with_columns(is_current=pl.Series([True, False, True]))
    facts = pl.concat([one.facts() for one in documents])
    evaluation = compare(facts, known, [BY_ID["F1-NEXT-OPENING"]], facts.select("document_id", "part_no").unique())
    assert nodes(evaluation, "pass") == {("F1-NEXT-OPENING", "total")}
    assert not nodes(evaluation, "fail")


def test_budget_column_of_final_accounts_against_the_budget() -> None:
    items = [Column("reception", "general_public", stage="budget"), Column("reception", "general_public")]
    final = Disclosure("f" * 64, stage="final").table("three_public", items, [Row("", ["2.85", "0.39"])])
    budget = Disclosure("b" * 64).table("three_public", items[1:], [Row("", ["2.85"])])
    assert nodes(_together(final, budget), "pass") == {("F7-B9-BUDGET", "reception")}


def test_a_department_against_its_units_in_one_file() -> None:
    def part(number: int, amount: str) -> Disclosure:
        made = Disclosure("m" * 64, part_no=number)
        return made.table("expenditure", TOTAL, [Row("合计", [amount], role="total")])

    parts = [part(1, "10.00"), part(2, "7.00"), part(3, "3.00")]
    known = pl.concat([one.documents() for one in parts])
    known = known.with_columns(kind=pl.Series(["department", "own", "unit"]))
    facts = pl.concat([one.facts() for one in parts])
    assert nodes(evaluate(facts, known, [BY_ID["B14-UNITS"]]), "pass") == {("B14-UNITS", "total")}
    parts[2] = part(3, "2.00")
    facts = pl.concat([one.facts() for one in parts])
    assert nodes(evaluate(facts, known, [BY_ID["B14-UNITS"]]), "fail") == {("B14-UNITS", "total")}


def test_a_disclosure_without_anything_to_compare_is_told_so() -> None:
    budget = Disclosure("b" * 64).table("expenditure", TOTAL, [Row("合计", ["1.00"], role="total")])
    results = _together(budget).results
    assert results.select("rule_id", "verdict").sort("rule_id").rows() == [
        ("F1-B1-OPENING", "not_applicable"),
        ("F7-B9-BUDGET", "not_applicable"),  # F1-NEXT-OPENING is of final accounts
    ]
    assert results["result_id"].n_unique() == 2


def test_a_rule_is_silent_only_where_it_itself_says_nothing() -> None:
    budget = Disclosure("b" * 64).table("expenditure", TOTAL, [Row("合计", ["1.00"], role="total")])
    results = _together(_final(2023, "1.00", "3.00"), _final(2024, "3.00", "5.00"), budget).results
    told = {
        (document[:5], rule): (verdict, statement, node, severity)
        for document, rule, verdict, statement, node, severity in results.select(
            "document_id", "rule_id", "verdict", "statement", "node", "severity"
        ).iter_rows()
    }
    assert len(told) == results.height == results["result_id"].n_unique() == 8
    nothing = ("not_applicable", "summary", "", "info")
    assert told["2023f", "F1-NEXT-OPENING"] == ("pass", "summary", "total", "info")
    assert told["2024f", "F1-NEXT-OPENING"] == nothing  # nothing comes after it
    for document in ("2023f", "2024f", "bbbbb"):
        assert told[document, "F1-B1-OPENING"] == nothing
        assert told[document, "F7-B9-BUDGET"] == ("not_applicable", "three_public", "", "info")


def test_rules_inside_one_document_are_not_asked() -> None:
    results = _together(_final(2024, "1.00", "3.00")).results
    assert {rule for rule in BY_ID if BY_ID[rule].across} == set(results["rule_id"])
    assert [rule for rule in set(results["rule_id"]) if not BY_ID[rule].across] == []


def test_only_the_statements_compared_are_needed() -> None:
    assert statements_compared(list(BY_ID.values())[:0]) == []
    assert statements_compared([BY_ID["F1-NEXT-OPENING"], BY_ID["F7-B9-BUDGET"]]) == ["summary", "three_public"]
