"""When a rule applies, in plain words, from the parameters of its shape."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.sentences import NOTHING, Sentence, joined, say, words
from pipelines.reconcile.rule import (
    Blocks,
    Children,
    Classes,
    Columns,
    Figures,
    Forms,
    Items,
    Narrative,
    Rule,
    Selector,
)
from pipelines.reconcile.wording import COLUMNS, statement_words

MANY = 4  # more statements than this are counted, not named
ROWS = {"opening": "opening", "closing": "closing", "income": "income", "item": "income"}  # role -> what it is called


def _statements(names: Sequence[str]) -> Sentence:
    if not names:
        return say("rules.every_statement")
    if len(names) > MANY:
        return say("rules.many_statements", count=len(names))
    return joined([say("rules.statement", name=statement_words(name)) for name in names])


def _columns(names: Sequence[str]) -> Sentence:
    return joined([Sentence(*COLUMNS.get(name, (name, name))) for name in names])


def _selected(selectors: Sequence[Selector]) -> Sentence:
    """What selectors speak of, roughly: their statement and rows."""
    return joined(list(dict.fromkeys(_one_selected(one) for one in selectors)))


def _one_selected(selector: Selector) -> Sentence:
    statements = _statements(selector.statement)
    columns = say("places.column", columns=_columns(selector.source)) if selector.source else NOTHING
    rows = next((ROWS[role] for role in selector.role if role in ROWS), None)
    if rows is None:
        return Sentence(f"{statements.zh}{columns.zh}", statements.en)
    return say("rules.rows_of", statements=statements, rows=words("rules.rows")[rows], columns=columns)


def _figures(shape: Figures) -> Sentence:
    required = [one for one in (*shape.lhs, *shape.rhs) if not one.optional]
    named = list(dict.fromkeys(name for one in required for name in one.statement))
    said = say("rules.figures.printed", what=_statements(named))
    if shape.year_offset:
        said = say("rules.figures.years", what=said)
    elif shape.scope == "department":
        said = say("rules.figures.stages", what=said)
    if any(one.part_kind for one in (*shape.lhs, *shape.rhs)):
        said = say("rules.figures.units", what=said)
    if shape.if_printed:
        said = say("rules.figures.columns", what=said)
    if shape.zero:
        said = say("rules.figures.zero", what=said, none=_selected(shape.zero))
    if shape.unless:
        said = say("rules.figures.unless", what=said, some=_selected(shape.unless))
    return said


def _inside(shape: object, names: Sequence[str]) -> Sentence:
    statements = _statements(names)
    if isinstance(shape, Children):
        return say("rules.inside.children", statements=statements)
    if isinstance(shape, Blocks):
        return say("rules.inside.blocks", statements=statements)
    if isinstance(shape, Classes):
        return say("rules.inside.classes", statements=statements)
    if isinstance(shape, Items):
        return say("rules.inside.items", statements=statements)
    assert isinstance(shape, Columns)
    if shape.required:
        return say("rules.inside.columns_named", statements=statements, columns=_columns(shape.required))
    return say("rules.inside.columns", statements=statements)


def applies_when(rule: Rule) -> Sentence:
    """When a rule applies, in Chinese and English."""
    said = _of_shape(rule)
    if len(rule.stages) == 1:
        return say("rules.of_stage", stage=words("rules.stage")[rule.stages[0]], what=said)
    return said


def _of_shape(rule: Rule) -> Sentence:
    if isinstance(rule.shape, Narrative):
        return words("rules.narrative")[rule.shape.check]
    if isinstance(rule.shape, Forms):
        return words("rules.forms")[rule.shape.check]
    if isinstance(rule.shape, Figures):
        return _figures(rule.shape)
    return _inside(rule.shape, rule.statements)
