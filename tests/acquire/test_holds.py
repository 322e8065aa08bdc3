"""Files in other archives than zip, and files attached to a PDF: documents of their own, by a process that may fall."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from pipelines.acquire import Inventory, at_uri, look_through, scan
from pipelines.acquire.holds import Budget
from pipelines.acquire.holds import packed as packing
from pipelines.acquire.holds.packed import can_unpack
from pipelines.extract import read
from pipelines.model.document import ReadError, Unreadable
from tests.acquire.rar import rar
from tests.acquire.test_archive_members import zipped
from tests.extract.scans import table_pdf

TEXT = "单位：万元\n行政运行 1,184.55\n".encode()
Make = Callable[[Path, dict[str, bytes]], Path]
OTHER = "单位：万元\n行政运行 1,184.56\n".encode()
needs_libarchive = pytest.mark.skipif(not can_unpack(), reason="libarchive is not on this machine (libarchive13)")


def seven(path: Path, members: dict[str, bytes], kind: str = "7zip", **options: str) -> Path:
    """An archive that libarchive writes."""
    import libarchive

    with libarchive.file_writer(str(path), kind, **options) as out:
        for name, content in members.items():
            out.add_file_from_memory(name, len(content), content)
    return path


def with_attachments(path: Path, members: dict[str, bytes]) -> Path:
    """A PDF with a table and these attachments."""
    with pypdfium2.PdfDocument(table_pdf(path).read_bytes()) as document:
        for name, content in members.items():
            document.new_attachment(name).set_data(content)
        document.save(path)
    return path


def found(path: Path) -> dict[str, str]:
    """Ids by address below the path."""
    sources, problems = scan([path])
    assert problems == []
    return {source.source_uri.removeprefix(path.as_uri()): source.document_id for source in sources}


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@needs_libarchive
@pytest.mark.parametrize("make", [seven, rar, lambda path, members: seven(path, members, "gnutar", filter_name="gzip")])
def test_each_member_is_a_document_of_its_own(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "2026年部门预算"
    make(path, {"乙/说明.txt": OTHER, "甲 表.txt": TEXT, "__MACOSX/._x": b"x"})
    assert found(path) == {
        "!/%E4%B9%99/%E8%AF%B4%E6%98%8E.txt": sha(OTHER),
        "!/%E7%94%B2%20%E8%A1%A8.txt": sha(TEXT),
    }
    with at_uri(path.as_uri() + "!/%E7%94%B2%20%E8%A1%A8.txt") as taken:
        assert taken is not None
        assert (taken.name, taken.read_bytes()) == ("甲 表.txt", TEXT)


@needs_libarchive
def test_an_archive_in_an_archive_of_another_kind(tmp_path: Path) -> None:
    inner = seven(tmp_path / "in.7z", {"a.txt": TEXT}).read_bytes()
    (tmp_path / "in.7z").unlink()
    path = tmp_path / "out.zip"
    path.write_bytes(zipped({"in.7z": inner, "b.txt": OTHER}))
    assert found(path) == {"!/b.txt": sha(OTHER), "!/in.7z!/a.txt": sha(TEXT)}
    (source, _) = sorted(scan([path])[0], key=lambda s: len(s.member), reverse=True)
    with source.local() as inside:
        assert inside.read_bytes() == TEXT


@needs_libarchive
@pytest.mark.parametrize("make", [seven, rar])
def test_a_damaged_archive_is_one_problem(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "a.7z"
    make(path, {"a.txt": TEXT * 50})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    sources, (problem,) = scan([path])
    assert sources == []
    assert (problem.reason, problem.path.name) == (Unreadable.DAMAGED, "a.7z")
    assert "a.7z is cut short or damaged" in problem.message


@needs_libarchive
def test_what_needs_a_password_says_so(tmp_path: Path) -> None:
    path = seven(tmp_path / "a.zip", {"a.txt": TEXT}, "zip", options="encryption=aes256", passphrase="1234")
    with (
        packing.packed(path, "a.zip") as members,
        pytest.raises(ReadError) as caught,
        (tmp_path / "out").open("wb") as to,
    ):
        for member in members:
            member.write(Budget(), to)
    assert caught.value.reason is Unreadable.ENCRYPTED


def test_without_libarchive_an_archive_is_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "can_unpack", lambda: False)
    path = rar(tmp_path / "a.rar", {"a.txt": TEXT})
    (source,), problems = scan([path])
    assert (problems, source.document_id) == ([], sha(path.read_bytes()))
    with pytest.raises(ReadError, match=r"a\.rar is a packed archive: libarchive \(Debian: libarchive13\)"):
        read(source)


@needs_libarchive
def test_once_libarchive_is_there_an_archive_is_opened_that_the_inventory_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = seven(tmp_path / "in.7z", {"a.txt": TEXT}).read_bytes()
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "in.7z").write_bytes(inner)
    (folder / "out.zip").write_bytes(zipped({"in.7z": inner + b" ", "b.txt": OTHER}))
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    inventory = Inventory(tmp_path / "inventory.sqlite")

    def names() -> list[str]:
        return sorted(source.file_name for source in scan([folder], inventory)[0])

    with monkeypatch.context() as patch:
        patch.setattr(packing, "can_unpack", lambda: False)
        assert names() == ["b.txt", "in.7z", "in.7z"]
    assert names() == names() == ["a.txt", "b.txt"]


def test_a_pdf_and_what_is_attached_to_it(tmp_path: Path) -> None:
    path = with_attachments(tmp_path / "预算.pdf", {"附表.txt": TEXT, "说明.txt": OTHER})
    assert found(path) == {
        "": sha(path.read_bytes()),
        "!/%E9%99%84%E8%A1%A8.txt": sha(TEXT),
        "!/%E8%AF%B4%E6%98%8E.txt": sha(OTHER),
    }
    with at_uri(path.as_uri() + "!/%E9%99%84%E8%A1%A8.txt") as taken:
        assert taken is not None
        assert taken.read_bytes() == TEXT


def test_attachments_are_known_without_opening_the_pdf_again(tmp_path: Path) -> None:
    path = with_attachments(tmp_path / "a.pdf", {"b.txt": TEXT})
    late = path.stat().st_mtime_ns + 10**10
    inventory = Inventory(tmp_path / "inventory", now=lambda: late)
    first = look_through([path], inventory)
    again = look_through([path], inventory)
    assert (
        again.addresses
        == first.addresses
        == {path.as_uri(): sha(path.read_bytes()), path.as_uri() + "!/b.txt": sha(TEXT)}
    )
    assert [s.file_name for s in again.sources] == ["a.pdf", "b.txt"]
    assert [s.bytes for s in again.sources] == [path.stat().st_size, len(TEXT)]


def test_a_pdf_that_cannot_be_opened_stays_a_source(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 /EmbeddedFile and nothing more")
    (source,), problems = scan([path])
    assert (problems, source.file_name) == ([], "a.pdf")
