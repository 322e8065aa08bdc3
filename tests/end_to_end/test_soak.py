"""The soak itself, in small: what it says went wrong does, and of a sound night it says nothing."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from scripts.soak.__main__ import main
from scripts.soak.checks import after_a_night
from scripts.soak.phases import witnesses
from scripts.soak.place import Place


def _small(folder: Path, *more: str) -> list[str]:
    counts = {"nights": "1", "files": "12", "kills": "1", "served": "0", "full": "0", "clocks": "0"}
    return ["--folder", str(folder), *(part for name, count in counts.items() for part in (f"--{name}", count)), *more]


@pytest.fixture(scope="module")
def soaked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("soak")
    return folder, main(_small(folder))


def test_nothing_goes_wrong(soaked: tuple[Path, int]) -> None:
    folder, status = soaked
    steps = [json.loads(line) for line in (folder / "record.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(step["phase"], step["wrong"]) for step in steps] == [("hostile", []), ("killed", [])]
    assert status == 0


def test_it_goes_on_where_it_stopped(soaked: tuple[Path, int], capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = soaked
    before = (folder / "record.jsonl").read_text(encoding="utf-8")
    assert main(_small(folder)) == 0
    assert (folder / "record.jsonl").read_text(encoding="utf-8") == before
    assert "| hostile | 1 | 12 |" in capsys.readouterr().out


def test_planted_faults_are_seen(soaked: tuple[Path, int]) -> None:
    at = Place(soaked[0] / "place")
    rows = witnesses(at)
    lost = at.inbox / "nobody has read this.txt"
    lost.write_text("一", encoding="utf-8")
    (at.temporary / "gouji-left").mkdir()
    witness = rows["documents"][0]
    with duckdb.connect(str(at.warehouse)) as connection:
        connection.execute("INSERT INTO raw.document SELECT * FROM raw.document WHERE document_id = ?", [witness])
        connection.execute("UPDATE raw.document SET message = 'KeyError: 3' WHERE contains(source_uri, '/hostile-')")
    wrong = "\n".join(after_a_night(at, rows))
    assert "nothing is said of 'nobody has read this.txt'" in wrong
    assert f"raw.document holds {witness} twice" in wrong
    assert ": KeyError: 3" in wrong
    assert "rows of documents that did not change are others than before" in wrong
    assert "gouji-left was left in the temporary folder" in wrong
