"""Old Word files, made by LibreOffice from tables of our own: read by either converter; what is told where none is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.acquire import Media
from pipelines.acquire.sniff import sniff
from pipelines.extract import read_path
from pipelines.model.document import Document, ReadError, Unreadable

OLD_WORD = Path(__file__).with_name("files") / "old_word.doc"  # the table below, saved as Word 97
SAMPLES = Path(__file__).parents[2] / "samples"
# row, column, rows and columns spanned, text; summed by hand: 1184.55 + 916.05 + 1130.00 = 3230.60
CELLS = {
    (0, 0, 2, 1, "科目编码"),
    (0, 1, 2, 1, "科目名称"),
    (0, 2, 1, 3, "支出预算"),
    (1, 2, 1, 1, "合计"),
    (1, 3, 1, 1, "基本支出"),
    (1, 4, 1, 1, "项目支出"),
    (2, 0, 1, 1, "2010301"),
    (2, 1, 1, 1, "行政运行"),
    (2, 2, 1, 1, "1,184.55"),
    (2, 3, 1, 1, "1,184.55"),
    (2, 4, 1, 1, "0.00"),
    (3, 0, 1, 1, "2010350"),
    (3, 1, 1, 1, "事业运行"),
    (3, 2, 1, 1, "916.05"),
    (3, 4, 1, 1, "916.05"),
    (4, 0, 1, 1, "2210201"),
    (4, 1, 1, 1, "住房公积金"),
    (4, 2, 1, 1, "1,130.00"),
    (4, 3, 1, 1, "-45.60"),
    (4, 4, 1, 1, "1,175.60"),
    (5, 0, 1, 2, "合计"),
    (5, 2, 1, 1, "3,230.60"),
    (5, 3, 1, 1, "1,138.95"),
    (5, 4, 1, 1, "2,091.65"),
}
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")


def cells(document: Document) -> list[set[tuple[int, int, int, int, str]]]:
    return [{(c.row, c.col, c.row_span, c.col_span, c.text) for c in g.cells if c.text} for g in document.grids]


@pytest.fixture
def without_msdoc2docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "doc2docx", None)


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize("name", ["预算.doc", "预算.wps", "预算.pdf"])
def test_every_cell_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copy(OLD_WORD, path)
    assert sniff(path) is Media.DOC
    found = read_path(path)
    assert cells(found) == [CELLS]
    assert [p.text for p in found.paragraphs] == ["部门支出预算总表", "单位：万元", "附注"]
    assert "msdoc2docx" in found.reader


@needs_office
def test_libreoffice_reads_the_same(without_msdoc2docx: None) -> None:
    found = read_path(OLD_WORD)
    assert cells(found) == [CELLS]
    assert found.reader.endswith("libreoffice")


@needs_office
@pytest.mark.parametrize("name", ["county_budget_2024", "planted_errors_2023"])
def test_samples_saved_as_old_word_read_as_they_are(tmp_path: Path, name: str) -> None:
    modern = SAMPLES / f"{name}.docx"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "doc", "--outdir", tmp_path, modern]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    old, new = read_path(tmp_path / f"{name}.doc"), read_path(modern)
    assert cells(old) == cells(new)
    assert [p.text for p in old.paragraphs] == [p.text for p in new.paragraphs]


@pytest.mark.usefixtures("without_office", "without_msdoc2docx")
def test_without_any_converter() -> None:
    with pytest.raises(ReadError, match=r"old_word\.doc needs a converter: install LibreOffice") as caught:
        read_path(OLD_WORD)
    assert caught.value.reason is Unreadable.TOOL_MISSING


def test_a_broken_doc_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(ReadError) as caught:
        read_path(path, Media.DOC)
    assert caught.value.reason is Unreadable.DAMAGED
    assert "a.doc" in caught.value.message


def test_a_doc_cut_short_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(OLD_WORD.read_bytes()[:9000])
    with pytest.raises(ReadError, match=r"a\.doc"):
        read_path(path)
