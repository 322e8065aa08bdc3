"""A word of the vocabulary that can mean nothing else is written as a word of `pipelines.model`, not as a string."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from pipelines.model.column_roles import ColumnRole
from pipelines.model.fund_sources import FundSource
from pipelines.model.judgements import Assurance, ClaimVerdict, LoadStatus, Severity, Verdict
from pipelines.model.measures import Measure
from pipelines.model.row_roles import RowRole
from pipelines.model.schema import tables
from pipelines.model.statements import Statement

REPO = Path(__file__).parents[2]
CODE = ("pipelines", "assets", "expectations", "warehouse", "gouji")
VOCABULARIES: tuple[type[StrEnum], ...] = (
    *(Statement, Measure, FundSource, RowRole, ColumnRole),
    *(Verdict, ClaimVerdict, Severity, Assurance, LoadStatus),
)
# Names of columns, and words that say other things as well: a kind of list or of form, a frame's own column, a side.
OTHER_SENSES = {column.name for table in tables().values() for column in table.columns} | {
    *("total", "project", "procurement", "state_asset", "other", "public", "basic", "personnel", "operating"),
    *("vehicles", "revenue", "expenditure", "summary", "contents", "year", "index", "note", "opening", "closing"),
    *("carryover", "pass", "fail", "rounding", "info", "warning", "critical", "loaded", "agrees", "disputed"),
    *("unchecked", "not_evaluable"),
}
# Where such a word stands all the same, and why.
ALLOWED = {
    "pipelines/recognise/forms/": "keys of patterns",
    "pipelines/recognise/narrative/": "subjects of claims, many named like funds",
    "warehouse/writer/marts.py": "names of marts",
    "pipelines/conform/__init__.py": "the name of a function handed on",
}


def _watched() -> set[str]:
    return {word.value for vocabulary in VOCABULARIES for word in vocabulary} - OTHER_SENSES


def _bare(tree: ast.AST, words: set[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in words:
            yield node.lineno, node.value


def _files() -> list[Path]:
    found = [path for folder in CODE for path in sorted((REPO / folder).rglob("*.py"))]
    return [path for path in found if not path.is_relative_to(REPO / "pipelines" / "model")]


def _named(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def test_no_word_of_the_vocabulary_is_a_bare_string() -> None:
    words = _watched()
    found = [
        f"{_named(path)}:{line}: {word}"
        for path in _files()
        if not _named(path).startswith(tuple(ALLOWED))
        for line, word in _bare(ast.parse(path.read_text(encoding="utf-8")), words)
    ]
    assert found == []


@pytest.mark.parametrize("prefix", ALLOWED)
def test_what_is_allowed_is_still_there(prefix: str) -> None:
    words = _watched()
    assert any(
        True
        for path in _files()
        if _named(path).startswith(prefix)
        for _ in _bare(ast.parse(path.read_text(encoding="utf-8")), words)
    )


def test_words_that_say_what_they_mean_are_watched() -> None:
    watched = _watched()
    assert {"of_which", "grand_total", "not_applicable", "three_public", "unclassified"} <= watched


def test_a_bare_word_is_found_and_a_text_with_it_is_not() -> None:
    tree = ast.parse('"""of_which"""\nrole == "of_which"\nsaid = "rows of_which"')
    assert [line for line, _ in _bare(tree, {"of_which"})] == [1, 2]
