import json
from pathlib import Path

import polars as pl
import pytest

from pipelines import model
from pipelines.model.column_roles import LABELS, ColumnRole
from pipelines.model.fund_sources import FundSource
from pipelines.model.judgements import Assurance, Severity, Verdict
from pipelines.model.measures import FUNDS, ITEMS, SPENDING, Measure
from pipelines.model.row_roles import RowRole
from pipelines.model.statements import FILE, FORMS, LISTED, MONEY, TWO_SIDED, Statement, read_statements
from pipelines.model.terms import Term, VocabularyError, known


def test_the_published_statements_are_the_29_of_the_warehouse_in_their_order() -> None:
    assert len(LISTED) == 29
    assert [kind.position for kind in LISTED] == list(range(1, 30))
    assert (LISTED[0].id, LISTED[0].zh) == ("summary", "收支总表")
    assert Statement.CONTENTS not in {kind.id for kind in LISTED}


def test_a_statement_is_of_money_or_a_form_never_both() -> None:
    assert not MONEY & FORMS
    assert set(Statement) - MONEY - FORMS == {"meeting_training_detail", "contents"}
    assert sorted(TWO_SIDED) == ["appropriation", "summary"]


@pytest.mark.parametrize(
    ("entry", "line", "message"),
    [
        ("[summary]\nzh = '收支总表'\nin_text = 'c'\n", 1, "summary: en missing"),
        ("# first\n\n[summary]\nzh = 'a'\nen = 'b'\nin_text = 'c'\ncolour = 'red'\n", 3, "summary: unknown key colour"),
        ("\n[sumary]\nzh = 'a'\nen = 'b'\nin_text = 'c'\n", 2, "no Statement 'sumary'"),
        ("[summary]\nzh = 'a'\nen = 'b'\nin_text = 'c'\nfund = 'lottery'\n", 1, "no FundSource 'lottery'"),
        ("[summary]\nzh = 'a'\nen = 'b'\nin_text = 'c'\nmoney = 'yes'\n", 1, "summary: money must be true or false"),
        ("[summary]\nzh = 'a'\nen = 'b'\nin_text = 'c'\n", 1, "no entry for appropriation"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, entry: str, line: int, message: str) -> None:
    path = tmp_path / "statements.toml"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(VocabularyError, match=message) as error:
        read_statements(path)
    assert str(error.value).startswith(f"statements.toml:{line}: ")


def test_the_file_of_statements_is_read_whole() -> None:
    assert set(read_statements(FILE)) == set(Statement)


def test_a_word_is_its_string() -> None:
    assert Measure.TOTAL == "total"
    assert json.dumps({Measure.TOTAL: Verdict.PASS}) == '{"total": "pass"}'
    assert f"{RowRole.ITEM}" == "item"
    assert Measure("total") is Measure.TOTAL


def test_frames_compare_with_words_and_with_sets_of_words() -> None:
    frame = pl.DataFrame({"measure": ["total", "basic", "word of no vocabulary", None]})
    whole, spending = pl.col("measure") == Measure.TOTAL, pl.col("measure").is_in(SPENDING)
    found = frame.select(whole=whole, spending=spending, said=pl.lit(Measure.TOTAL))
    assert found["whole"].to_list() == [True, False, False, None]
    assert found["spending"].to_list() == [False, True, False, None]
    assert found.schema["said"] == pl.String


def test_an_unknown_word_is_refused_with_its_place() -> None:
    with pytest.raises(VocabularyError, match=r"columns\.toml:12: no Measure 'totl'"):
        known(Measure, "totl", "columns.toml", 12)


def test_a_word_without_a_name_is_refused() -> None:
    with pytest.raises(TypeError, match="needs a Chinese and an English name"):
        type(Term)("Half", (Term,), _members({"WORD": ("word", "词")}))


def _members(words: dict[str, tuple[str, ...]]) -> dict[str, object]:
    space = type(Term).__prepare__("Half", (Term,))
    for name, value in words.items():
        space[name] = value
    return space


def test_measures_fall_into_funds_spending_and_items() -> None:
    assert {"general_public", "unit_funds", "other"} <= FUNDS
    assert not FUNDS & SPENDING
    assert not FUNDS & ITEMS
    assert Measure.OPERATING not in FUNDS | SPENDING
    assert len(FUNDS | SPENDING | ITEMS) == len(FUNDS) + len(SPENDING) + len(ITEMS) == 26


def test_own_funds_are_parts_of_unit_funds_and_budgets_of_the_appropriation() -> None:
    assert FundSource.BUSINESS.parent is FundSource.UNIT_FUNDS
    assert FundSource.STATE_CAPITAL.parent is FundSource.FISCAL_APPROPRIATION
    assert FundSource.FISCAL_APPROPRIATION.parent is None


def test_label_columns_hold_no_money_and_no_notes() -> None:
    assert len(LABELS) == 14
    assert not LABELS & {ColumnRole.AMOUNT, ColumnRole.INDEX, ColumnRole.NOTE, ColumnRole.COMPARISON}


def test_assurance_is_ordered_weakest_first() -> None:
    assert list(Assurance) == ["disputed", "unchecked", "repaired", "consistent", "proven"]
    assert list(Severity) == ["critical", "warning", "info"]


def test_the_package_names_each_of_its_files() -> None:
    folder = Path(model.__file__).parent
    inside = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    named = {name.strip(",") for line in (model.__doc__ or "").splitlines() for name in line[:20].split()}
    assert inside - {"__init__"} <= named
