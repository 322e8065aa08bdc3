"""A document that is taken out is in no table and no file any more, and is not read again until that is undone."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from pipelines.model.schema import tables
from scripts.measure import compare
from tests.end_to_end.budget import EXPENDITURE, changed, write_budget
from tests.end_to_end.conftest import Place
from tests.kit.command import Ended, gouji
from warehouse.store import assemble
from warehouse.store.file import FileStore

WORD = "鸺鹠"  # an owl, which no budget is of
TIMES, FIGURE = 12347, "39572135"  # 320.50 ten thousand yuan so many times, in yuan and as printed
OTHER = "青溪县林业局2023年部门预算"


@pytest.fixture
def planted(place: Place, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three nights of two bodies' disclosures, a report, what dead runs left; the id of the document with the word."""
    monkeypatch.setenv("GOUJI_JOBS", "1")
    write_budget(place.documents / "b.docx", title=OTHER)
    write_budget(place.documents / "c.docx", title="白水县水利局2023年部门预算")
    assert place.ingest().returncode == 0
    wrong = changed(EXPENDITURE, 7, 2, "110.00")
    path = write_budget(place.documents / f"{WORD}.docx", expenditure=wrong, times=TIMES, prose=[f"二、{WORD}保护。"])
    document = hashlib.sha256(path.read_bytes()).hexdigest()
    assert place.ingest().returncode == 0
    write_budget(place.documents / "d.docx", title="白水县水利局2022年部门预算")
    assert place.ingest(place.documents / "d.docx", path).returncode == 0
    assert told(place, "report", "--jobs", "1").returncode == 0
    state = state_of(place)
    for left in (
        state / "objects" / document[:2] / document,
        state / "staging" / "dead" / "done" / "raw.txt",
        place.warehouse.with_name("w.duckdb.wal.orphaned"),
    ):
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_text(WORD, encoding="utf-8")
    return document


def told(place: Place, command: str, *arguments: str) -> Ended:
    return gouji(command, *arguments, "--warehouse", place.warehouse, folder=place.folder)


def state_of(place: Place) -> Path:
    return place.warehouse.parent / ".gouji" / place.warehouse.name


def holding(place: Place, *needles: str) -> set[str]:
    """The tables with a row in which one of the ``needles`` stands."""
    found = set()
    for name, table in tables().items():
        if not table.is_view:
            sql = f"SELECT count(*) FROM (SELECT t::VARCHAR AS said FROM {name} t) WHERE contains(said, '{{}}')"
            found |= {name for needle in needles if place.rows(sql.format(needle)) != [(0,)]}
    return found


def texts(path: Path) -> Iterator[bytes]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    yield path.read_bytes()


def files_holding(folder: Path, *needles: bytes) -> set[str]:
    """The files below ``folder``, by name, in whose bytes or members one of the ``needles`` stands."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(needle in text for text in texts(path) for needle in needles)}


def test_nothing_of_it_is_left_and_no_run_reads_it_again(place: Place, planted: str) -> None:
    named = [planted[:16].encode(), WORD.encode(), quote(WORD).encode(), bytes.fromhex(planted)]
    figures = [FIGURE.encode(), b"39,572,135", b"3,957,213.50", b"3957213.50"]
    assert {"raw.document", "raw.cell", "core.fact_budget", "quality.finding"} <= holding(place, planted[:16])
    assert "core.fact_budget" in holding(place, FIGURE)
    assert files_holding(place.warehouse.parent, WORD.encode()) >= {f"{planted[:16]}.html", planted, "raw.txt"}
    assert len(FileStore(place.warehouse).snapshots()) == 2
    before = place.warehouse.read_bytes()

    dry = told(place, "forget", f"{WORD}.docx", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    for said in (planted, "snapshot ", str(state_of(place) / "objects"), "w-report", "nothing was removed"):
        assert said in dry.stdout
    assert place.warehouse.read_bytes() == before

    done = told(place, "forget", planted[:8], "--reason", "asked for by the publisher")
    assert done.returncode == 0, done.stderr
    assert holding(place, planted[:16]) == {"quality.forgotten"}
    assert holding(place, WORD, quote(WORD), FIGURE) == set()
    assert FileStore(place.warehouse).snapshots() == []
    kept = "SELECT document_id, reason, made_by, undone_at FROM quality.forgotten"
    assert place.rows(kept) == [(planted, "asked for by the publisher", "0.1.0", None)]
    assert files_holding(place.warehouse.parent, *named, *figures) == {place.warehouse.name}  # the hash in the row
    assert files_holding(place.warehouse.parent, *named[1:3], *figures) == set()
    assert (place.warehouse.parent / "w-report" / "index.html").is_file()

    (place.folder / "without").mkdir()
    for name in ("b.docx", "c.docx", "d.docx"):
        shutil.copy2(place.documents / name, place.folder / "without")
    alone = place.folder / "alone.duckdb"
    assert gouji("ingest", "without", "--warehouse", alone, folder=place.folder).returncode == 0
    same = [name for name, table in tables().items() if not table.is_view and table.of != "history"]
    addresses = ["raw.document"]  # the copies lie elsewhere
    assert compare.main([str(place.warehouse), str(alone), "--only", *sorted(set(same) - set(addresses))]) == 0

    again = place.ingest()
    assert again.returncode == 0, again.stderr
    assert "Not read, taken out before (`gouji forget --undo`) (1)" in again.stdout
    assert "3 read (3 unchanged since a run before)" in again.stdout
    assert holding(place, planted[:16]) == {"quality.forgotten"}
    assert holding(place, WORD, quote(WORD)) == set()
    assert told(place, "ingest", "--again", planted[:16]).returncode == 2
    assert told(place, "forget", planted[:12]).returncode == 0  # as often as one likes
    assert place.rows("SELECT count(*) FROM quality.forgotten") == [(1,)]

    assert told(place, "forget", planted, "--undo").returncode == 0
    assert place.ingest().returncode == 0
    assert {"raw.document", "raw.address", "core.fact_budget"} <= holding(place, planted)
    assert place.rows("SELECT count(*) FROM quality.forgotten WHERE undone_at IS NOT NULL") == [(1,)]


def test_what_cannot_be_taken_out_stays_whole(place: Place, monkeypatch: pytest.MonkeyPatch, repo_root: Path) -> None:
    monkeypatch.setenv("GOUJI_JOBS", "1")
    sample = repo_root / "samples" / "unit_budget_2021_rows.txt"
    shutil.copy(sample, place.documents / "a.txt")
    assert place.ingest().returncode == 0
    document = hashlib.sha256(sample.read_bytes()).hexdigest()
    object_ = state_of(place) / "objects" / document[:2] / document
    object_.parent.mkdir(parents=True, exist_ok=True)
    object_.write_text("bytes", encoding="utf-8")
    before = place.warehouse.read_bytes()

    for what, why in (("nobody.pdf", "is no document"), (document[:7], "is no document"), ("x" * 64, "is no document")):
        refused = told(place, "forget", what)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert why in refused.stderr
    assert "is no document that was taken out" in told(place, "forget", document, "--undo").stderr

    def fails(*_: object) -> None:
        raise ZeroDivisionError("a slip of ours")

    with monkeypatch.context() as patch:
        patch.setattr(assemble, "build_marts", fails)
        patch.setattr("pipelines.workers.mapper.ProcessMapper", _in_this_process)
        patch.setattr("gouji.work.ProcessMapper", _in_this_process)
        failed = told(place, "forget", "a.txt")
    assert failed.returncode == 3
    assert "the program failed at it" in failed.stderr
    assert "holds the document as it did" in failed.stderr
    assert place.warehouse.read_bytes() == before
    assert object_.exists()


def _in_this_process(*_: object, **__: object) -> object:
    from pipelines.workers.mapper import SerialMapper

    return SerialMapper()
