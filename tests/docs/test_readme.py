"""What the README tells a stranger to type works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gouji.cli.main import build_parser
from warehouse.connection import connect_readonly

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERIES = [sql for sql in re.findall(r'gouji query "(SELECT [^"]+)"', README) if "FROM" in sql]


@pytest.mark.parametrize("sql", QUERIES)
def test_every_query_runs_and_answers(sql: str, samples_warehouse: Path) -> None:
    with connect_readonly(samples_warehouse) as connection:
        rows = connection.execute(sql).fetchall()
    assert rows, "it answers nothing on the samples"


def test_there_are_queries_to_run() -> None:
    assert len(QUERIES) >= 5


def test_every_command_is_named() -> None:
    [commands] = [a for a in build_parser()._actions if a.dest == "command"]
    assert isinstance(commands.choices, dict)
    missing = [name for name in commands.choices if not re.search(rf"^    gouji {name}\b", README, re.MULTILINE)]
    assert not missing


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_make_target_it_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"^    make ([a-z][a-z-]+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
