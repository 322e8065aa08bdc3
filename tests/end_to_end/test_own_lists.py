"""Lists that gouji.toml names: refused before anything is read, taken by a night with news and by one without."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from tests.kit.command import gouji

SAMPLE = "county_budget_2020.xlsx"


def _ask(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_list_is_checked_first_and_taken_by_every_run(tmp_path: Path, repo_root: Path) -> None:
    documents, warehouse = tmp_path / "documents", tmp_path / "gouji.duckdb"
    documents.mkdir()
    (documents / SAMPLE).write_bytes((repo_root / "samples" / SAMPLE).read_bytes())
    (tmp_path / "gouji.toml").write_text('population = "people.csv"\n', encoding="utf-8")
    people = tmp_path / "people.csv"

    people.write_text("region_code,year,population,source\n130321,2020,many,x\n", encoding="utf-8")
    refused = gouji("ingest", "documents", "--jobs", "1", folder=tmp_path)
    assert (refused.returncode, warehouse.exists()) == (2, False)
    assert "people.csv, row 2: population must be a whole number of inhabitants, not 'many'" in refused.stderr

    people.write_text("region_code,year,population,source\n130321,2020,1000,x\n", encoding="utf-8")
    assert gouji("ingest", "documents", "--jobs", "1", folder=tmp_path).returncode == 0
    per_head = (
        "SELECT DISTINCT population FROM mart.county_comparison_per_head "
        "WHERE amount_per_head * 1000 - amount BETWEEN -5 AND 5"
    )
    assert _ask(warehouse, per_head) == [(1000,)]
    [(amount, head)] = _ask(warehouse, "SELECT sum(amount), sum(amount_per_head) FROM mart.county_comparison_per_head")
    assert isinstance(amount, Decimal) and isinstance(head, Decimal) and amount > head > 0

    # nothing new is read, and the list is another
    people.write_text("region_code,year,population,source\n130321,2020,2000,y\n", encoding="utf-8")
    assert gouji("ingest", "documents", "--jobs", "1", folder=tmp_path).returncode == 0
    assert _ask(warehouse, "SELECT population, source FROM core.population") == [(2000, "y")]
    (tmp_path / "gouji.toml").unlink()
    assert gouji("ingest", "documents", "--jobs", "1", folder=tmp_path).returncode == 0
    assert _ask(warehouse, "SELECT * FROM core.population") == []
