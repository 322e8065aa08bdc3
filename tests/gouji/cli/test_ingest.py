"""What ``gouji ingest`` says at its end, against what the samples print; and how text and progress are shown."""

from __future__ import annotations

import io
import re
from pathlib import Path

import duckdb
import pytest

from gouji.cli.main import main
from gouji.cli.progress import Bar
from gouji.cli.summary import print_summary
from gouji.cli.text import printable
from gouji.cli.unread import Unread
from tests.gouji.cli.conftest import PLANTED, UNRULED, Ingested
from warehouse.connection import connect_readonly

Rows = list[dict[str, str]]
FORMS = {"procurement", "project"}


def told(text: str) -> dict[str, str]:
    """The lines that have a name of up to twelve characters before them."""
    return dict(
        re.findall(r"^(Documents|Statements|Lines|Identities|Warehouse|Report|Time) +(.*)$", text, re.MULTILINE)
    )


def test_the_summary_counts_what_the_samples_print(ingested: Ingested, expected: Rows) -> None:
    mine = [row for row in expected if row["file"] in (PLANTED, UNRULED) and row["statement"] not in FORMS]
    held_back = 1 + 2 + 6  # tests/gouji/cli/test_inspect.py
    said = told(ingested.said)
    assert ingested.status == 1  # one document cannot be read
    assert said["Documents"] == "3 read, 1 could not be read"
    assert said["Lines"] == f"{len(mine) - held_back:,} loaded, {held_back} in quarantine"
    assert re.fullmatch(r"\d+ held, \d+ failed", said["Identities"])
    assert said["Warehouse"].endswith("w.duckdb")
    assert "gouji report --warehouse " in said["Report"]
    assert re.fullmatch(r"\d+\.\d s", said["Time"])


def test_what_did_not_load_is_listed_with_its_worst_breach(ingested: Ingested) -> None:
    assert "Quarantined statements (3)\n" in ingested.said
    assert (
        f"  {PLANTED}: summary (1 of 9 lines) fails B1-BALANCE,B1-INCOME-TOTAL; total: 5,112,000.00 printed, "
        "5,115,000.00 by its parts\n" in ingested.said
    )
    assert f"  {PLANTED}: expenditure (2 of 34 lines) fails B3-COLUMNS,GEN-CHILDREN; " in ingested.said
    assert "Read, but without a statement (1)\n  prose.txt\n" in ingested.said
    assert re.search(r"Could not be read \(1\)\n  .*/documents/ruin\.pdf: .* \[damaged\]\n", ingested.said)


def test_a_second_run_reads_nothing_again(ingested: Ingested) -> None:
    assert told(ingested.again)["Documents"] == (
        "3 read (4 unchanged since a run before), 1 could not be read (1 of them in runs before either)"
    )
    assert re.search(r"Still unreadable \(1\)\n  .*/ruin\.pdf: .* \[damaged\], tried 1 times since \d", ingested.again)
    assert ingested.status_again == 0
    assert told(ingested.again)["Lines"] == told(ingested.said)["Lines"]


def test_only_the_documents_asked_for_are_summed_up(ingested: Ingested) -> None:
    with connect_readonly(ingested.warehouse) as connection:
        row = connection.execute("SELECT document_id FROM raw.document WHERE file_name = 'ruin.pdf'").fetchone()
    assert row is not None
    out = io.StringIO()
    unread = print_summary(ingested.warehouse, [row[0]], 1, 61.26, out)
    assert (len(unread.new), unread.old, unread.waiting, unread.by_tools) == (1, [], [], 0)
    said = told(out.getvalue())
    assert said["Documents"] == "0 read, 1 could not be read"
    assert said["Time"] == "61.3 s"
    assert "Quarantined" not in out.getvalue()


def test_nothing_found_is_said(tmp_path: Path) -> None:
    out = io.StringIO()
    assert print_summary(tmp_path / "absent.duckdb", [], 0, 0.0, out) == Unread()
    assert out.getvalue() == "no documents found\n"


def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("1")
    assert main(["ingest", str(tmp_path / "a.txt"), "--warehouse", str(tmp_path)]) == 2
    assert "is a folder; --warehouse names a file" in capsys.readouterr().err
    assert main(["ingest", str(tmp_path / "a.txt" / "b"), "--warehouse", str(tmp_path / "w.duckdb")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    below_a_file = tmp_path / "a.txt" / "deep" / "w.duckdb"
    assert main(["ingest", str(tmp_path / "a.txt"), "--warehouse", str(below_a_file)]) == 2
    assert "no permission to write in" in capsys.readouterr().err


def test_a_run_that_fails_says_the_warehouse_is_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("1")
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        connection.execute("CREATE TABLE mine (x INTEGER)")
    before = (tmp_path / "w.duckdb").read_bytes()
    assert main(["ingest", str(tmp_path / "a.txt"), "--warehouse", str(tmp_path / "w.duckdb")]) == 3
    said = capsys.readouterr().err
    assert "no warehouse of gouji" in said
    assert f"nothing was published; {tmp_path / 'w.duckdb'} is as it was" in said
    assert (tmp_path / "w.duckdb").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[31mb", "a[31mb"), ("行政\n运行", "行政运行"), ("a\tb", "a b"), ("\x7f\x9f\x00é", "é"), (" ~", " ~")],
)
def test_text_of_documents_never_drives_a_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_on_a_terminal_and_silent_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        with Bar(stream) as bar:
            bar.found(["a" * 64, "b" * 64], 1)
            bar.read("预算" * 30 + ".pdf")
            bar.stage("judging")
        assert bar.document_ids == ["a" * 64, "b" * 64]
        assert bar.changed == 1
        assert 0 <= bar.seconds < 60
        assert bool(stream.getvalue()) == drawn
