"""``gouji find`` on a warehouse of a few rows, in the tables of the schema, in a file and in a lake's place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gouji.cli.main import main
from pipelines.model.schema import tables
from warehouse.writer.load import create_all

_ROWS = """
INSERT INTO core.dim_region BY NAME SELECT * FROM (VALUES
    ('431126', '宁远县', '湖南省永州市宁远县', '4311'), ('320583', '昆山市', '江苏省苏州市昆山市', '3205'))
    t(region_code, name, full_name, shard);
INSERT INTO core.dim_department BY NAME SELECT * FROM (VALUES
    ('a', '431126', '湖南省宁远县水利局', '宁远县水利局', 'department', NULL, '4311'),
    ('b', '431126', '宁远县水库所', '宁远县水库所', 'unit', 'a', '4311'),
    ('c', '320583', '昆山市水利局', '昆山市水利局', 'department', NULL, '3205'))
    t(department_id, region_code, name, canonical_name, kind, parent_department_id, shard);
INSERT INTO core.bridge_department BY NAME SELECT * FROM (VALUES ('k', 'c', '昆山市水务局；昆山市水利局', '3205'))
    t(body_key, department_id, spellings, shard);
INSERT INTO raw.document BY NAME SELECT * FROM (VALUES
    ('d1', '宁远水利2023.pdf', '4311'), ('d2', '昆山水利2024.pdf', '3205'))
    t(document_id, file_name, shard);
INSERT INTO core.dim_document BY NAME SELECT * FROM (VALUES
    ('d1', 1, 'a', 2023, 'budget', true, '4311'), ('d1', 2, 'b', 2023, 'budget', true, '4311'),
    ('d2', 1, 'c', 2024, 'final', true, '3205'))
    t(document_id, part_no, department_id, fiscal_year, stage, is_current, shard);
INSERT INTO mart.body_coverage BY NAME SELECT * FROM (VALUES
    ('spending', 'a', 2023, 'budget', 'loaded', '4311'), ('project', 'a', 2023, 'budget', 'partly', '4311'),
    ('three_public', 'a', 2023, 'budget', 'empty', '4311'), ('claim', 'b', 2023, 'budget', 'loaded', '4311'))
    t(subject, department_id, fiscal_year, stage, status, shard);
INSERT INTO raw.paragraph BY NAME SELECT * FROM (VALUES
    ('d2', 1, 4, '用于城区河道清淤和堤防维修的支出。', '3205'), ('d1', 1, 2, '100%''完成 \x1b[31m率', '4311'))
    t(document_id, paragraph_no, page, text, shard);
INSERT INTO core.fact_project BY NAME SELECT * FROM (VALUES
    ('p1', 'd1', 2, 1, 'b', 2023, 'budget', '水库除险', '完成河道清淤 3 公里', 9, '4311'))
    t(line_id, document_id, part_no, table_no, department_id, fiscal_year, stage, project_name, goal, page, shard);
"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("find") / "small.duckdb"
    with duckdb.connect(str(path)) as connection:
        create_all(connection, tables(), commented=False)
        for statement in _ROWS.split(";\n"):
            connection.execute(_with_the_rest(statement))
    return path


def _with_the_rest(statement: str) -> str:
    """Columns that may not be empty get something, so that the rows above show only what is asked for."""
    name = statement.split()[2] if statement.strip() else ""
    if name not in tables():
        return statement or "SELECT 1"
    given = statement[statement.rindex("t(") + 2 : statement.rindex(")")].replace(" ", "").split(",")
    filler = {"str": "''", "int": "0", "bool": "false", "dec": "0", "step": "0", "ts": "now()::TIMESTAMP", "f64": "0"}
    rest = [f"{filler[c.type]} AS {c.name}" for c in tables()[name].columns if not c.nullable and c.name not in given]
    return statement.replace("SELECT *", ", ".join(["SELECT *", *rest]))


def find(warehouse: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert main(["find", *words, "--warehouse", str(warehouse), "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_bodies_by_part_of_a_name(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = find(warehouse, capsys, "水利")
    assert [(row["name"], row["year"], row["stage"]) for row in rows] == [
        ("昆山市水利局", 2024, "final"),
        ("湖南省宁远县水利局", 2023, "budget"),
    ]
    # spending, and projects in part; of 三公 there is a table without a line
    assert (rows[1]["money"], rows[1]["forms"], rows[1]["department_id"]) == ("spending", "project", "a")


def test_a_unit_shows_its_department_and_what_there_is_of_its_own(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [row] = find(warehouse, capsys, "水库")
    assert (row["kind"], row["parent"], row["documents"]) == ("unit", "湖南省宁远县水利局", 1)
    assert (row["money"], row["words"]) == (None, "claim")


def test_several_words_all_hold_and_one_may_be_the_region(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [row["name"] for row in find(warehouse, capsys, "永州", "水利")] == ["湖南省宁远县水利局"]
    assert find(warehouse, capsys, "永州") == []
    assert find(warehouse, capsys, "昆山", "水库") == []


def test_a_body_is_found_by_a_name_it_had(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [row["name"] for row in find(warehouse, capsys, "水务")] == ["昆山市水利局"]


def test_text_finds_narratives_and_goals_with_their_page(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = find(warehouse, capsys, "河道清淤", "--text")
    assert [(row["body"], row["place"], row["page"], row["file"]) for row in rows] == [
        ("宁远县水库所", "project", 9, "宁远水利2023.pdf"),
        ("昆山市水利局", "text", 4, "昆山水利2024.pdf"),
    ]
    assert rows[1]["text"] == "用于城区河道清淤和堤防维修的支出。"
    # of a file with two bodies the page is known, whose it is is not
    [row] = find(warehouse, capsys, "100%", "--text")
    assert (row["body"], row["page"]) == (None, 2)


def test_words_are_data(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [row] = find(warehouse, capsys, "100%'完成", "--text")
    assert row["file"] == "宁远水利2023.pdf"
    assert find(warehouse, capsys, "%") == []
    assert find(warehouse, capsys, "' OR true --") == []
    assert main(["find", "完成", "--text", "--warehouse", str(warehouse)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_more_than_is_shown_is_said(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "水利", "--warehouse", str(warehouse), "--limit", "1"]) == 0
    printed = capsys.readouterr()
    assert "(1 row)" in printed.out
    assert "--limit shows more" in printed.err


@pytest.mark.parametrize("arguments", [[" "], ["水利", "--limit", "0"], ["水利", "--limit", "all"]])
def test_what_cannot_be_asked(arguments: list[str], warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", *arguments, "--warehouse", str(warehouse)]) == 2
    assert "gouji find: " in capsys.readouterr().err


def test_no_warehouse_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "水利", "--warehouse", str(tmp_path / "none.duckdb")]) == 2
    assert "no warehouse at" in capsys.readouterr().err
