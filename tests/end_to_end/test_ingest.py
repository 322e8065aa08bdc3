from __future__ import annotations

import shutil
from decimal import Decimal

from scripts.measure import compare
from tests.end_to_end.budget import EXPENDITURE, changed, write_budget
from tests.end_to_end.conftest import Place


def test_a_budget_becomes_a_warehouse_that_foots_and_a_second_run_changes_nothing(place: Place) -> None:
    write_budget(place.documents / "budget.docx")

    first = place.start()
    assert first.returncode == 0, first.stderr
    assert "Statements  4 recognised" in first.stdout
    assert "Lines       61 loaded, 0 in quarantine" in first.stdout
    assert str(place.warehouse) in first.stdout
    assert first.stderr == ""
    assert sorted(path.name for path in place.folder.iterdir()) == ["documents", "out"]

    assert place.rows("SELECT canonical_name, fiscal_year, stage FROM core.dim_document JOIN core.dim_department "
                      "USING (department_id)") == [("青溪县林业局", 2024, "budget")]  # fmt: skip
    assert place.rows(
        "SELECT statement, count(*), max(amount) FROM core.fact_budget GROUP BY statement ORDER BY statement"
    ) == [
        ("expenditure", 19, Decimal("3205000.00")),
        ("general_budget", 19, Decimal("3205000.00")),
        ("revenue", 16, Decimal("3205000.00")),
        ("summary", 7, Decimal("3205000.00")),
    ]
    assert place.rows("SELECT sum(amount) FROM mart.expenditure_by_function") == [(Decimal("3205000.00"),)]
    assert place.rows("SELECT count(*) FROM quality.result WHERE verdict = 'fail'") == [(0,)]
    assert place.rows("SELECT status FROM quality.document") == [("loaded",)]

    before = place.folder / "before.duckdb"
    shutil.copyfile(place.warehouse, before)
    second = place.ingest()
    assert second.returncode == 0
    assert "1 unchanged since a run before" in second.stdout
    assert "Lines       61 loaded, 0 in quarantine" in second.stdout
    assert compare.main([str(before), str(place.warehouse)]) == 0  # but for the row of the run itself

    # More documents add to the warehouse; what was there is carried, not read again.
    another = write_budget(place.folder / "another.docx", title="白水县水利局2023年部门预算")
    third = place.ingest(another)
    assert third.returncode == 0, third.stderr
    assert place.rows("SELECT count(*) FROM core.fact_budget") == [(122,)]
    assert place.rows("SELECT documents, documents_read FROM quality.run ORDER BY started_at") == [
        (1, 1), (1, 0), (1, 1)]  # fmt: skip


def test_a_planted_error_goes_to_quarantine_and_the_rest_loads(place: Place) -> None:
    wrong = changed(EXPENDITURE, 7, 2, "110.00")  # 森林资源培育: its parent says 280.00 = 180.00 + 100.00
    write_budget(place.documents / "wrong.docx", expenditure=wrong)

    run = place.ingest()

    assert run.returncode == 0, "a quarantined statement is no error"
    assert "Quarantined statements (2)" in run.stdout
    held = place.rows("SELECT statement, functional_code, measure, amount FROM quarantine.fact_budget ORDER BY ALL")
    of_the_row = [("2130205", "project", Decimal("1000000.00")), ("2130205", "total", Decimal("1100000.00"))]
    assert held == [(name, *cell) for name in ("expenditure", "general_budget") for cell in of_the_row]
    assert dict(place.rows("SELECT statement, count(*) FROM core.fact_budget GROUP BY 1")) == {
        "revenue": 16,
        "summary": 7,
        "expenditure": 17,
        "general_budget": 17,
    }
    assert place.rows("SELECT status, reason FROM quality.document") == [("partly", "rules_failed")]
    assert place.rows(
        "SELECT DISTINCT lhs, rhs FROM quality.result WHERE verdict = 'fail' AND node LIKE '21302%' AND statement = "
        "'expenditure' AND table_no IS NOT NULL AND rule_id LIKE '%CHILDREN%'"
    ) == [(Decimal("2800000.00"), Decimal("2900000.00"))]
