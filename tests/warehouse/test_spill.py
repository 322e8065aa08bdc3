"""What does not fit in memory: a private folder for each process, a limit that is said, processes side by side."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse import spill
from warehouse.connection import Limits, connect_readonly
from warehouse.read import QueryError, query

pytestmark = pytest.mark.usefixtures("temporary")
REPO = Path(__file__).parents[2]
SMALL = Limits(threads=1, memory="60MB")
# 300,000 rows of 130 bytes in an order that has to be made: more than fits, and what comes of it is known.
ROWS = 300_000
SORTED = f"""
SELECT sum(n)::BIGINT, count(*) FILTER (before > text) FROM (
    SELECT n, text, lag(text) OVER (ORDER BY text) AS before
    FROM (SELECT range AS n, repeat(md5(range::VARCHAR), 4) AS text FROM range({ROWS}))
)
"""
RIGHT = f"{ROWS * (ROWS - 1) // 2},0"
READ = f"""
import sys
from pathlib import Path
from warehouse.connection import Limits
from warehouse.read import query
print(query(Path(sys.argv[1]), {SORTED!r}, "csv", Limits(1, "60MB")).decode().splitlines()[1])
"""
WRITE = f"""
import sys
from pathlib import Path
from warehouse.connection import Limits, connect_writer
with connect_writer(Path(sys.argv[1]).with_name("night.duckdb"), Limits(1, "60MB")) as connection:
    print(",".join(map(str, connection.execute({SORTED!r}).fetchone())))
"""
HOLD = """
import sys, time
from warehouse import spill
print(spill.place(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    duckdb.connect(str(path)).close()
    return path


def start(code: str, file: Path) -> subprocess.Popen[str]:
    """A program of its own: what is given on the command line DuckDB takes for a person's, and shows how far it is."""
    program = file.with_name(f"{abs(hash(code))}.py")
    program.write_text(code, encoding="utf-8")
    command = [sys.executable, str(program), str(file)]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_large_queries_and_a_night_side_by_side_are_each_right(file: Path, temporary: Path) -> None:
    running = [start(READ, file), start(READ, file), start(WRITE, file)]
    said = [one.communicate() for one in running]
    assert said == [(f"{RIGHT}\n", "")] * 3
    assert list(temporary.iterdir()) == [], "each has taken away what it made"


def test_two_files_in_one_process_do_not_share_a_folder_and_one_file_does(tmp_path: Path, file: Path) -> None:
    other = tmp_path / "b.duckdb"
    duckdb.connect(str(other)).close()
    asked = "SELECT current_setting('temp_directory')"
    with connect_readonly(file) as one, connect_readonly(other) as two, connect_readonly(file) as again:
        folders = [c.execute(asked).fetchone() for c in (one, two, again)]
    assert folders[0] == folders[2] != folders[1]
    assert spill.place() != spill.place()


def test_what_needs_more_room_than_is_allowed_is_told_what_to_do(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "_room", ["1MB"])
    with pytest.raises(QueryError) as caught:
        query(file, SORTED, "csv", SMALL)
    assert str(caught.value) == (
        "the query needs more than the 1MB of temporary files it may write: ask for less (WHERE, fewer columns, "
        "no ORDER BY), or raise query_spill (GOUJI_QUERY_SPILL)"
    )


def test_what_no_temporary_file_helps_is_told_that_memory_is_short(file: Path) -> None:
    with pytest.raises(QueryError, match=r"needs more memory than the .* it may take: ask for less"):
        query(file, "SELECT length(string_agg(repeat('x', 1000000), '')) FROM range(500)", "csv", SMALL)


def test_the_folder_is_private_and_goes_with_its_process_or_with_the_next_one(file: Path, temporary: Path) -> None:
    killed = start(HOLD, file)
    assert killed.stdout is not None
    left = Path(killed.stdout.readline().strip()).parent
    assert left.parent == temporary
    assert left.stat().st_mode & 0o777 == 0o700
    living = spill.place().parent
    assert left.is_dir(), "its owner lives"
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    done = subprocess.run([sys.executable, "-c", "from warehouse import spill; spill.place()"], cwd=REPO, check=False)
    assert done.returncode == 0
    assert list(temporary.iterdir()) == [living]
