"""``gouji evidence``: from a figure of a sample back to its page."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from gouji.cli.main import main
from tests.gouji.cli.conftest import PLANTED, UNRULED, Ingested
from warehouse.connection import connect_readonly

Rows = list[dict[str, str]]


def line_of(ingested: Ingested, file: str, statement: str, code: str, measure: str) -> tuple[str, Decimal, int]:
    """Id, amount and page of a line."""
    with connect_readonly(ingested.warehouse) as connection:
        found = connection.execute(
            "SELECT e.line_id, e.amount, e.page FROM mart.evidence e JOIN ("
            "SELECT * FROM core.fact_budget UNION ALL BY NAME SELECT * FROM quarantine.fact_budget) f USING (line_id) "
            "WHERE e.file_name = ? AND f.statement = ? AND f.functional_code = ? AND f.measure = ?",
            [file, statement, code, measure],
        ).fetchall()
    assert len(found) == 1
    return found[0]


def printed(expected: Rows, file: str, statement: str, code: str, measure: str) -> Decimal:
    """What the sample prints there, in yuan."""
    (row,) = [
        r
        for r in expected
        if (r["file"], r["statement"], r["functional_code"], r["measure"]) == (file, statement, code, measure)
    ]
    return Decimal(row["amount"])


@pytest.mark.parametrize(
    ("file", "statement", "code", "measure", "status"),
    [
        (UNRULED, "expenditure", "2080505", "total", "loaded"),
        (PLANTED, "expenditure", "2082001", "total", "quarantined"),
    ],
)
def test_the_figure_and_where_it_stands(
    ingested: Ingested, expected: Rows, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    file: str, statement: str, code: str, measure: str, status: str,
) -> None:  # fmt: skip
    line, amount, page = line_of(ingested, file, statement, code, measure)
    assert amount == printed(expected, file, statement, code, measure)
    out = tmp_path / "page.png"
    assert main(["evidence", line, "--warehouse", str(ingested.warehouse), "--out", str(out)]) == 0
    said = capsys.readouterr()
    told = dict(row.split(maxsplit=1) for row in said.out.splitlines())
    assert told["line"] == f"{line} ({status}, {'core' if status == 'loaded' else 'quarantine'}.fact_budget)"
    assert told["amount"] == f"{amount} 元"
    assert told["printed"] == f"“{amount / 10000:.2f}” 万元"
    assert told["file"].startswith(f"{file} (file://")
    assert told["where"].startswith(f"page {page}, table ")
    assert told["picture"] == str(out)
    assert ("box" in told["where"]) == file.endswith(".pdf")
    with Image.open(out) as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 100


def test_the_picture_is_named_after_the_line(
    ingested: Ingested, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line, _, _ = line_of(ingested, UNRULED, "expenditure", "2080505", "total")
    monkeypatch.chdir(tmp_path)
    assert main(["evidence", line, "--warehouse", str(ingested.warehouse)]) == 0
    (made,) = tmp_path.iterdir()
    assert made.name == f"{line}.png"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_changed_document_is_shown_as_it_was_or_said(
    ingested: Ingested,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_kept: bool,
) -> None:
    if not is_kept:
        monkeypatch.setenv("GOUJI_STATE", str(tmp_path / "another"))
    line, _, _ = line_of(ingested, UNRULED, "expenditure", "2080505", "total")
    source = ingested.documents / UNRULED
    kept = source.read_bytes()
    try:
        source.write_bytes(kept + b"\n")
        status = main(["evidence", line, "--warehouse", str(ingested.warehouse), "--out", str(tmp_path / "a.png")])
    finally:
        source.write_bytes(kept)
    assert status == 0
    said = capsys.readouterr().err
    assert ("no longer at file://" in said, said == "") == (not is_kept, is_kept)


@pytest.mark.parametrize(
    ("line", "warehouse", "said"),
    [("../x", "w.duckdb", "no line '../x' in this warehouse"), ("x", "absent.duckdb", "no warehouse at")],
)
def test_what_is_not_there(
    ingested: Ingested, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    line: str, warehouse: str, said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["evidence", line, "--warehouse", str(ingested.warehouse.with_name(warehouse))]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
