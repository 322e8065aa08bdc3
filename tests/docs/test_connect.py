"""docs/connect.md: its Python runs; a file that is replaced is read as it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import duckdb

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "connect.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


def test_its_python_runs_on_the_samples(samples_warehouse: Path, tmp_path: Path) -> None:
    assert len(SNIPPETS) >= 4
    (tmp_path / "gouji.duckdb").symlink_to(samples_warehouse)
    with chdir(tmp_path):
        exec("\n".join(SNIPPETS), {})


def test_who_has_the_old_file_open_reads_it_until_all_is_closed(tmp_path: Path) -> None:
    path, built = tmp_path / "gouji.duckdb", tmp_path / "new.duckdb"
    for file, night in ((path, 1), (built, 2)):
        with duckdb.connect(str(file)) as connection:
            connection.execute(f"CREATE TABLE night AS SELECT {night} AS number")
    asked = "SELECT number FROM night"
    first = duckdb.connect(str(path), read_only=True)
    assert first.sql(asked).fetchall() == [(1,)]
    shutil.move(built, path)
    second = duckdb.connect(str(path), read_only=True)
    assert (first.sql(asked).fetchall(), second.sql(asked).fetchall()) == ([(1,)], [(1,)])
    code = f"import duckdb; print(duckdb.connect({str(path)!r}, read_only=True).sql({asked!r}).fetchall())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == "[(2,)]"
    first.close()
    second.close()
    with duckdb.connect(str(path), read_only=True) as anew:
        assert anew.sql(asked).fetchall() == [(2,)]


def test_what_was_not_tried_is_said() -> None:
    for program in ("DBeaver", "Metabase", "R"):
        section = TEXT.split(f"## {program}", 1)[1].split("\n## ", 1)[0]
        assert "Not tried here" in section, program
