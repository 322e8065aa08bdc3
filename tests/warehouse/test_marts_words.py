"""The words in the marts' SQL are words of the vocabulary, and its macros answer from the model."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import duckdb
import pytest

from pipelines.model.flows import Flow
from pipelines.model.fund_sources import FundSource
from pipelines.model.judgements import Verdict
from pipelines.model.measures import Measure
from pipelines.model.printed import Printed
from pipelines.model.row_roles import RowRole
from pipelines.model.stages import Stage
from pipelines.model.statements import Statement
from pipelines.model.three_public import Item
from warehouse.writer.vocabulary import macros

FOLDER = Path(__file__).parents[2] / "warehouse" / "marts"
VOCABULARY: dict[str, type[StrEnum]] = {
    "statement": Statement,
    "measure": Measure,
    "line_role": RowRole,
    "fund_source": FundSource,
    "flow": Flow,
    "stage": Stage,
    "verdict": Verdict,
    "item": Item,
}
# words a mart makes itself (what is not printed as an item, rows that sentences say instead of a statement), an item of
# core.department_profile, the verdict on a figure of the text, and a condition a view puts together (found_in)
MADE = {("item", "undivided"), ("statement", "text"), ("item", "withheld"), ("verdict", "differs"), ("stage", "")}
# where projects are printed stands in the place of a statement among candidates
MADE |= {("statement", "performance_form")}
COMPARED = re.compile(
    rf"\b({'|'.join(VOCABULARY)})(?:\)| )*(?:=|<>|IS (?:NOT )?DISTINCT FROM|(?:NOT )?IN) *(\([^()]*\)|'[^']*')"
)
CASES = re.compile(rf"\bCASE (?:\w\.)?({'|'.join(VOCABULARY)}) (WHEN .*?) END\b", re.DOTALL)


def _words(sql: str) -> set[tuple[str, str]]:
    code = re.sub(r"--[^\n]*", "", sql)
    found = {(column, word) for column, text in COMPARED.findall(code) for word in re.findall(r"'([^']*)'", text)}
    return found | {
        (column, word) for column, text in CASES.findall(code) for word in re.findall(r"WHEN '([^']*)'", text)
    }


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.sql")), ids=lambda path: path.stem)
def test_every_word_a_mart_compares_with_is_known(path: Path) -> None:
    unknown = {
        (column, word)
        for column, word in _words(path.read_text(encoding="utf-8")) - MADE
        if word not in set(VOCABULARY[column]) | (set(Printed) if column == "item" else set())
    }
    assert not unknown


def test_words_are_found_in_every_way_sql_compares() -> None:
    sql = """WHERE statement IN ('a', 'b') AND f.flow = 'c' -- measure = 'd'
        AND line_role IS DISTINCT FROM 'e' AND CASE stage WHEN 'f' THEN true END"""
    assert _words(sql) == {("statement", "a"), ("statement", "b"), ("flow", "c"), ("line_role", "e"), ("stage", "f")}


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    for macro in macros():
        made.execute(macro)
    return made


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("is_two_sided('summary')", True),
        ("is_two_sided('revenue')", False),
        ("is_two_sided(NULL)", None),
        ("is_budget_statement('general_budget')", True),
        ("is_budget_statement('state_capital')", True),
        ("is_budget_statement('general_budget_basic_functional')", False),
        ("is_budget_statement('appropriation_expenditure')", False),
        ("statement_fund('basic_economic')", "general_public"),
        ("statement_fund('expenditure')", None),
        ("is_budget('government_fund')", True),
        ("is_budget('fiscal_appropriation')", False),
        ("is_own_fund('business')", True),
        ("is_own_fund('unit_funds')", False),
        ("item_name('reception')", "公务接待费"),
        ("item_name('undivided')", None),
    ],
)
def test_a_macro_answers_from_the_model(connection: duckdb.DuckDBPyConnection, asked: str, answer: object) -> None:
    assert connection.execute(f"SELECT {asked}").fetchall() == [(answer,)]


def test_exactly_three_statements_are_of_one_budget(connection: duckdb.DuckDBPyConnection) -> None:
    listed = ", ".join(f"('{one}')" for one in Statement)
    found = connection.execute(f"SELECT s FROM (VALUES {listed}) AS t(s) WHERE is_budget_statement(s)").fetchall()
    assert sorted(one for (one,) in found) == ["general_budget", "government_fund", "state_capital"]
