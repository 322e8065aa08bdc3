"""``gouji revisions`` on a workbook and its correction, read one night after the other."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

SHEET = "一般公共预算财政拨款基本支出表"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, repo_root: Path, run: Run) -> Path:
    """A warehouse of a workbook and a correction of it that prints one statement: 10,000 yuan from 30102 to 30101."""
    made = tmp_path_factory.mktemp("revisions")
    (made / "documents").mkdir()
    source = repo_root / "samples" / "county_budget_2020.xlsx"
    (made / "documents" / "first.xlsx").write_bytes(source.read_bytes())
    assert run("ingest", "documents", "--warehouse", "w.duckdb", "--jobs", "1", folder=made).returncode == 0
    book = openpyxl.load_workbook(source)
    for sheet in list(book):
        if sheet.title not in {"封面", SHEET}:
            book.remove(sheet)
    book["封面"]["A1"].value = f"{book['封面']['A1'].value}（更正）"
    for row in book[SHEET].iter_rows():
        change = {"30101": 1, "30102": -1}.get(str(row[0].value), 0)
        for cell in row[2:4] if change else ():
            cell.value += change
    book.save(made / "documents" / "again.xlsx")
    assert run("ingest", "documents", "--warehouse", "w.duckdb", "--jobs", "1", folder=made).returncode == 0
    return made


def test_what_was_published_again_is_listed(folder: Path, run: Run) -> None:
    said = run("revisions", "医疗保障局", "--warehouse", "w.duckdb", "--format", "json", folder=folder)
    rows = [(r["what"], r["standing"], r["later_by"], r["file"], r["other_file"]) for r in json.loads(said.stdout)]
    assert sorted(rows) == [
        ("basic_economic", "current", "revision", "again.xlsx", "first.xlsx"),
        ("basic_economic", "superseded", "revision", "first.xlsx", "again.xlsx"),
    ]
    other = run("revisions", "水利局", "--warehouse", "w.duckdb", "--format", "json", folder=folder)
    assert json.loads(other.stdout) == []


@pytest.mark.parametrize("of", ["first.xlsx", "again.xlsx"])
def test_what_changed_is_shown_figure_by_figure(folder: Path, run: Run, of: str) -> None:
    document = hashlib.sha256((folder / "documents" / of).read_bytes()).hexdigest()
    said = run("revisions", "--diff", document[:12], "--warehouse", "w.duckdb", "--format", "csv", folder=folder)
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    found = {(r["row"], r["measure"]): (r["before"], r["after"], r["difference"]) for r in rows}
    assert found == {
        ("30101 基本工资", "total"): ("982053.12", "992053.12", "10000.00"),
        ("30101 基本工资", "personnel"): ("982053.12", "992053.12", "10000.00"),
        ("30102 津贴补贴", "total"): ("305000.00", "295000.00", "-10000.00"),
        ("30102 津贴补贴", "personnel"): ("305000.00", "295000.00", "-10000.00"),
    }
    with duckdb.connect(str(folder / "w.duckdb"), read_only=True) as connection:
        for row in rows:
            for side in ("before", "after"):
                line = connection.execute(
                    "SELECT amount FROM core.fact_budget WHERE line_id = ?", [row[f"{side}_line_id"]]
                )
                assert str(line.fetchall()[0][0]) == row[side]


def test_the_statements_it_does_not_print_stand(folder: Path) -> None:
    with duckdb.connect(str(folder / "w.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "SELECT r.file_name, s.statement, s.is_current, s.supersedes IS NOT NULL FROM core.statement s "
            "JOIN raw.document r USING (document_id) WHERE NOT s.is_current OR s.supersedes IS NOT NULL ORDER BY ALL"
        ).fetchall()
        current = connection.execute("SELECT bool_and(is_current) FROM core.dim_document").fetchone()
        [spent] = connection.execute("SELECT sum(amount) FROM mart.expenditure").fetchall()
        [again] = connection.execute("SELECT sum(amount) FROM mart.expenditure_by_unit").fetchall()
    assert rows == [("again.xlsx", "basic_economic", True, True), ("first.xlsx", "basic_economic", False, False)]
    assert current == (True,)
    assert spent == again


def test_wrong_usage_says_so(folder: Path, run: Run) -> None:
    assert run("revisions", "--diff", "ab", "--warehouse", "w.duckdb", folder=folder).returncode == 2
