"""docs/rules.md: current, complete, and honest about rules nobody has evaluated."""

from __future__ import annotations

import re
import tomllib

import polars as pl

from expectations import rulebook
from expectations.applies import applies_when
from expectations.registry import load_rules


def test_the_document_is_what_the_registry_gives() -> None:
    text = rulebook.BOOK.read_text(encoding="utf-8")
    figures, source = rulebook.stored_figures(text), rulebook.stored_source(text)
    assert text == rulebook.render(load_rules(), figures, source), "run python -m expectations.rulebook"
    assert source


def test_the_pages_are_what_the_registry_gives() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in rulebook.PAGES.glob("*.md")}
    assert written == rulebook.pages(load_rules()), "run python -m expectations.rulebook"


def test_every_link_of_the_table_leads_to_a_heading() -> None:
    text = rulebook.BOOK.read_text(encoding="utf-8")
    links = re.findall(r"\]\(rules/([a-z_]+\.md)#([\w-]+)\)", text)
    assert len(links) == len(load_rules())
    for page, anchor in links:
        assert f"## {anchor.upper()}\n" in (rulebook.PAGES / page).read_text(encoding="utf-8")


def test_identities_without_a_rule_say_why() -> None:
    unwritten = tomllib.loads(rulebook.UNWRITTEN.read_text(encoding="utf-8"))["identity"]
    assert unwritten
    assert all(one["text_zh"] and one["text_en"] and one["why_zh"] and one["why_en"] for one in unwritten)


def test_figures_are_counted_and_found_again() -> None:
    rules = load_rules()
    verdicts = ["pass"] * 3 + ["rounding"] * 2 + ["fail", "not_applicable", "not_evaluable"]
    results = pl.DataFrame({"rule_id": [rules[0].id] * len(verdicts), "verdict": verdicts})
    figures = rulebook.figures_of(results)
    assert figures == {rules[0].id: (6, 3, 2, 1)}
    text = rulebook.render(rules, figures, rulebook.source_line(4))
    assert rulebook.stored_figures(text) == figures
    assert rulebook.stored_source(text) == "Figures 数字：4 documents 份文件."
    assert f"{len(rules)} rules, {len(rules) - 1} never evaluated." in text


def test_a_rule_never_evaluated_is_shown_as_such() -> None:
    text = rulebook.render(load_rules(), {})
    rows = [line for line in text.splitlines() if line.startswith("| [`")]
    assert len(rows) == len(load_rules())
    assert all("**never** 从未核算" in row for row in rows)


def test_every_rule_says_when_it_applies_in_both_languages() -> None:
    for rule in load_rules():
        zh, en = applies_when(rule)
        assert any("一" <= character <= "鿿" for character in zh), rule.id
        assert en, rule.id
    said = {rule.id: applies_when(rule) for rule in load_rules()}
    assert said["B1-B4-FISCAL"][0].startswith("预算；印有《收支总表》、《财政拨款收支总表》；且")
    assert said["F1-NEXT-OPENING"][1].endswith("the same department in two years on end")
    assert "基本支出、项目支出" in said["B3-COLUMNS"][0]
