"""Words for findings: statements, columns and amounts as a reader knows them."""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.measures import Measure
from pipelines.model.sentences import NOTHING, Sentence, joined, say
from pipelines.model.statements import Statement
from pipelines.model.terms import names
from pipelines.reconcile.rule import Rule

# How a column is named: its measure, or the period it is of.
COLUMNS = names(Measure) | {"current": (Measure.CURRENT_YEAR.zh, Measure.CURRENT_YEAR.en)}


def statement_words(statement: str) -> Sentence:
    """The title of a statement, or its id where it is none (narrative)."""
    if statement not in set(Statement):
        return Sentence(statement, statement)
    kind = Statement(statement).kind
    return Sentence(kind.zh, kind.in_text)


def column_words(node: str) -> Sentence:
    """The column of a node such as ``208/current·basic``, ready to follow the name of the line."""
    _, slash, column = node.rpartition("/")
    if not slash or column == "total":
        return NOTHING
    columns = [Sentence(*COLUMNS.get(one, (one, one))) for one in column.split("·") if one]
    return say("places.column", columns=joined(columns))


def rule_words(rule: Rule) -> Sentence:
    """What a rule says must hold."""
    return Sentence(rule.text_zh, rule.text_en)


def yuan_text(amount: Decimal | None) -> str:
    """An amount in yuan with thousands separators; a blank reads as 0.00."""
    return f"{amount or Decimal(0):,.2f}"
