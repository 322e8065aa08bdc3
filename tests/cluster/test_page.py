"""What docs/cluster.md says works, command by command."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.cluster.__main__ import PAGE, commands, with_free_ports


@pytest.mark.usefixtures("postgres_server", "s3_server")
def test_a_night_into_a_file_and_one_into_a_lake(repo_root: Path) -> None:
    if importlib.util.find_spec("distributed") is None or not shutil.which("curl"):
        pytest.skip("needs Dask (pip install 'gouji[cluster]') and curl")
    done = subprocess.run(
        [sys.executable, "-m", "scripts.cluster"],
        cwd=repo_root,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    runs, lake = re.findall(r"─\n(.*?)\n\(\d+ rows?\)", done.stdout, re.DOTALL)
    assert [line.split() for line in runs.splitlines()] == [["15", "15"], ["15", "0"]]
    assert [line.split() for line in lake.splitlines()] == [["15", "4"]]  # documents, and the counties they are of
    assert re.search(
        r"^Last run +done, .*: 15 found, 15 read, .*\nNext night .*\nWarehouse +15 documents in 4 shards",
        done.stdout,
        re.M,
    )


def test_ports_are_replaced_everywhere_alike() -> None:
    page = commands(PAGE.read_text(encoding="utf-8"))
    typed = with_free_ports(page)
    named, free = re.findall(r"tcp://127.0.0.1:(\d+)", page), re.findall(r"tcp://127.0.0.1:(\d+)", typed)
    assert set(named) == {"8786"}
    assert len(set(free)) == 1
    assert set(free) != set(named)
    assert not re.search(r"\b(8786|8787|5432|8333|9333|9340|8888)\b", typed)
    assert typed.count("127.0.0.1:0 ") == page.count("127.0.0.1:0 ") == 1  # any port will do
