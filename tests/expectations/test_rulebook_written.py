"""Writing docs/rules.md: words anew, figures kept or counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations import rulebook
from expectations.registry import load_rules

RULES = load_rules()


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    written = tmp_path / "rules.md"
    monkeypatch.setattr(rulebook, "BOOK", written)
    monkeypatch.setattr(rulebook, "PAGES", tmp_path / "rules")
    return written


def test_the_first_book_has_no_figures_and_its_pages(book: Path) -> None:
    assert rulebook.main([]) == 0
    assert book.read_text(encoding="utf-8") == rulebook.render(RULES, {})
    pages = {path.name: path.read_text(encoding="utf-8") for path in book.with_suffix("").iterdir()}
    assert pages == rulebook.pages(RULES)
    assert set(pages) >= {"structure.md", "balance.md", "columns.md", "three_public.md", "narrative.md", "forms.md"}


def test_figures_are_kept_and_the_words_written_anew(book: Path) -> None:
    figures = {RULES[0].id: (1234, 1000, 230, 4)}
    text = rulebook.render(RULES, figures, rulebook.source_line(2197))
    book.write_text(text.replace(RULES[0].text_en, "old words"), encoding="utf-8")
    assert rulebook.main([]) == 0
    assert book.read_text(encoding="utf-8") == text
    assert rulebook.main([]) == 0  # the folder of the pages may stand there
    row = next(line for line in text.splitlines() if line.startswith(f"| [`{RULES[0].id}`]"))
    assert row.endswith("| 1,234 | 1,000 | 230 | 4 |")


def test_a_warehouse_is_counted(book: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "CREATE SCHEMA quality; CREATE SCHEMA raw; CREATE TABLE raw.document AS SELECT 1 a FROM range(3)"
        )
        connection.execute("CREATE TABLE quality.result (rule_id VARCHAR, verdict VARCHAR)")
        rows = [
            (RULES[0].id, "pass"),
            (RULES[0].id, "fail"),
            (RULES[1].id, "rounding"),
            (RULES[2].id, "not_applicable"),
        ]
        connection.executemany("INSERT INTO quality.result VALUES (?, ?)", rows)
    book.write_text(rulebook.render(RULES, {RULES[3].id: (9, 9, 0, 0)}, rulebook.source_line(8)), encoding="utf-8")
    assert rulebook.main([str(warehouse)]) == 0
    text = book.read_text(encoding="utf-8")
    assert rulebook.stored_figures(text) == {RULES[0].id: (2, 1, 0, 1), RULES[1].id: (1, 0, 1, 0)}
    assert rulebook.stored_source(text) == "Figures 数字：3 documents 份文件."
    assert f"{len(RULES)} rules, {len(RULES) - 2} never evaluated." in text


def test_a_bar_inside_a_sentence_does_not_end_its_cell() -> None:
    rule = replace(RULES[0], text_en="a|b")
    text = rulebook.render([rule, *RULES[1:]], {rule.id: (1, 1, 0, 0)})
    assert "a\\|b" in text
    assert rulebook.stored_figures(text) == {rule.id: (1, 1, 0, 0)}


def test_a_page_says_why_when_on_what_and_how_hard(tmp_path: Path) -> None:
    rule = RULES[0]
    group = next(name for name in sorted(rulebook.RULES.glob("*.toml")) if f'"{rule.id}"' in name.read_text("utf-8"))
    page = rulebook.pages([rule])[f"{rulebook.page_name(group.stem)}.md"]
    zh, en = rulebook.applies_when(rule)
    assert page.splitlines()[4:] == [
        f"## {rule.id}", "", f"**{rule.text_zh}**  ", f"**{rule.text_en}**", "",
        f"- Why 理由: {rule.reason_zh}", f"  {rule.reason_en}", f"- Applies when 适用条件: {zh}", f"  {en}",
        f"- Basis 依据: {rule.basis_zh}", f"  {rule.basis_en}", f"- Severity 级别: {rulebook.SEVERITY[rule.severity]}",
    ]  # fmt: skip


def test_a_group_of_ones_own_is_called_by_its_file() -> None:
    assert [rulebook.page_name(name) for name in ("10_structure", "60_years", "own")] == ["structure", "years", "own"]
