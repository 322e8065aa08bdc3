"""A text and tables in two files of one disclosure: what the one says is held against what the other prints."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from pipelines.across.texts import text_findings, texts_met
from tests.warehouse.facts import Books, Document

D = Decimal


def claim(document: Document, subject: str, amount: str, words: str) -> None:
    document.form(
        "core.fact_claim", line_id=f"{subject}-{amount}", subject=subject, kind="amount", amount=D(amount),
        rounding_step=D(1), sentence=f"{words}{amount}元", amount_published=amount, unit="元", is_certain=True, page=3,
    )  # fmt: skip


def given() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """A text, and the tables of its disclosure in two other files, each of which counts its tables from 1."""
    books = Books()
    text, tables, more = (books.document(name) for name in ("text", "tables", "more"))
    summary = tables.table("summary")
    summary.line("收入总计", {"total": "700"}, role="grand_total", flow="revenue")
    summary.line("支出总计", {"total": "700"}, role="grand_total")
    spending = more.table("expenditure")
    spending.line("行政运行", {"total": "700"}, code="2010601")
    spending.line("合计", {"total": "700"}, role="total")
    claim(text, "income_total", "700", "收入预算")
    claim(text, "spending_total", "900", "支出预算")
    claim(text, "procurement", "3", "政府采购预算")
    frames = books.frames()
    one = pl.DataFrame(
        [
            {
                "disclosure_id": "D1",
                "department_id": "财政局",
                "fiscal_year": 2024,
                "stage": "budget",
                "kind": "department",
            }
        ]
    )
    of_it = pl.lit("D1").alias("disclosure_id")
    return frames["core.fact_claim"].with_columns(of_it), frames["core.fact_budget"].with_columns(of_it), one


def test_what_a_text_says_meets_the_tables_of_the_other_files() -> None:
    claims, facts, disclosures = given()
    met = {row["line_id"]: row for row in texts_met(claims, facts, disclosures).iter_rows(named=True)}
    assert {line_id: row["verdict"] for line_id, row in met.items()} == {
        "income_total-700": "agrees",
        "spending_total-900": "differs",
    }
    # each row is of the text, and names the file of the cell
    assert {row["document_id"] for row in met.values()} == set(claims["document_id"])
    printed = dict(facts.select("line_id", "document_id").iter_rows())
    assert all(row["fact_document_id"] == printed[row["fact_line_id"]] for row in met.values())


def test_what_differs_is_a_finding_of_the_text() -> None:
    claims, facts, disclosures = given()
    (row,) = text_findings(texts_met(claims, facts, disclosures), claims, facts).iter_rows(named=True)
    assert (row["line_id"], row["provided"], row["expected"], row["difference"]) == (
        "spending_total-900", D("900.00"), D("700.00"), D("200.00"),
    )  # fmt: skip
    assert (row["document_id"], row["page"], row["kind"]) == (claims["document_id"][0], 3, "text_differs")
    assert "900.00" in row["message_zh"]
    assert "700.00" in row["message_en"]


def test_nothing_to_meet_is_no_row() -> None:
    claims, facts, disclosures = given()
    assert texts_met(claims.clear(), facts.clear(), disclosures.clear()).is_empty()
    assert text_findings(texts_met(claims, facts.clear(), disclosures), claims, facts).is_empty()
