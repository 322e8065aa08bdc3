"""Zip archives: every file in them is a document of its own, and a hostile archive costs nothing but a line."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.acquire import Media, at_uri, scan, sniff
from pipelines.acquire.holds import budget
from pipelines.acquire.names import member_name
from pipelines.extract import read
from pipelines.model.document import ReadError, Unreadable
from tests.extract.scans import table_pdf

NAME = "2026年部门预算/收支总表.txt"
TEXT = "单位：万元\n行政运行 1,184.55\n".encode()


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def renamed(path: Path, name: bytes) -> Path:
    """The archive with the name of its only member, all ``x``, overwritten by bytes nobody flagged."""
    path.write_bytes(packed(path, {"x" * len(name): TEXT}).read_bytes().replace(b"x" * len(name), name))
    return path


def test_a_member_is_a_document_of_its_own(tmp_path: Path) -> None:
    pdf = table_pdf(tmp_path / "table.pdf").read_bytes()
    path = packed(
        tmp_path / "预算.zip", {NAME: TEXT, "table.pdf": pdf, "__MACOSX/._table.pdf": b"x", "a/.DS_Store": b"x"}
    )
    (tmp_path / "table.pdf").unlink()
    sources, problems = scan([tmp_path])
    assert problems == []
    assert {s.file_name: s.document_id for s in sources} == {
        "收支总表.txt": hashlib.sha256(TEXT).hexdigest(),
        "table.pdf": hashlib.sha256(pdf).hexdigest(),
    }
    (found,) = [s for s in sources if s.file_name == "table.pdf"]
    assert found.source_uri == path.as_uri() + "!/table.pdf"
    assert found.bytes == len(pdf)
    assert any(c.text == "3,230.60" for c in read(found).grids[0].cells)


def test_the_same_file_beside_and_in_an_archive_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    packed(tmp_path / "b.zip", {"copy.txt": TEXT})
    assert [s.file_name for s in scan([tmp_path])[0]] == ["a.txt"]


def test_the_way_back_from_the_uri(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"内部!/50%.txt": TEXT, "in.zip": zipped({NAME: b"deep"})})
    found = {s.file_name: s for s in scan([tmp_path])[0]}
    for name, content in (("50%.txt", TEXT), ("收支总表.txt", b"deep")):
        with at_uri(found[name].source_uri) as path:
            assert path is not None
            assert path.read_bytes() == content
        assert not path.exists()
    with at_uri((tmp_path / "a.zip").as_uri() + "!/gone.txt") as path:
        assert path is None


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_without_the_flag(tmp_path: Path, encoding: str) -> None:
    path = renamed(tmp_path / "a.zip", "部门预算.txt".encode(encoding))
    with zipfile.ZipFile(path) as made:
        assert not made.infolist()[0].flag_bits & 0x800
    (source,), _ = scan([path])
    assert source.file_name == "部门预算.txt"
    assert len(read(source).paragraphs) > 0


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=12))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_names_as_windows_writes_them(tmp_path: Path, name: str) -> None:
    raw = name.encode("gb18030")
    with zipfile.ZipFile(renamed(tmp_path / "a.zip", raw)) as made:
        try:
            expected = raw.decode("utf-8")  # some GBK bytes are UTF-8 as well; nobody can tell
        except UnicodeDecodeError:
            expected = name
        assert member_name(made.infolist()[0]) == expected


def test_archives_in_archives_two_deep(tmp_path: Path) -> None:
    deep = zipped({"three.txt": b"three"})
    packed(tmp_path / "a.zip", {"one.txt": b"one", "b.zip": zipped({"two.txt": b"two", "c.zip": deep})})
    sources, problems = scan([tmp_path])
    assert [s.file_name for s in sources] == ["two.txt", "one.txt"]
    assert [(p.path.name, p.reason) for p in problems] == [("c.zip", Unreadable.UNSUPPORTED)]


def test_names_that_climb_out_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    packed(tmp_path / "in" / "a.zip", {"../../evil.txt": TEXT, "/etc/passwd": b"root", "..\\..\\b.txt": b"b"})
    sources, _ = scan([tmp_path / "in"])
    for source in sources:
        read(source)
    assert {s.file_name for s in sources} == {"evil.txt", "passwd", "b.txt"}
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"内/坏 预算.pdf": b"%PDF-1.7 and nothing more"})
    (source,), _ = scan([tmp_path])
    with pytest.raises(ReadError) as caught:
        read(source)
    assert caught.value.reason is Unreadable.DAMAGED
    packed(tmp_path / "a.zip", {"内/旧 预算.gz": b"\x1f\x8b and nothing more"})
    sources, (problem,) = scan([tmp_path])
    assert (sources, problem.path, problem.reason) == ([], tmp_path / "a.zip/内/旧 预算.gz", Unreadable.DAMAGED)


def test_bombs_are_refused_whole(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("good.txt", TEXT)
        with made.open("big.txt", "w", force_zip64=True) as body:
            for _ in range(8):
                body.write(bytes(8 << 20))
    sources, problems = scan([tmp_path])
    assert sources == []
    assert [(p.path.name, p.reason) for p in problems] == [("bomb.zip", Unreadable.BOMB)]


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MAX_MEMBERS", 10)
    packed(tmp_path / "many.zip", {f"{n}.txt": b"x%d" % n for n in range(11)})
    assert [p.reason for p in scan([tmp_path])[1]] == [Unreadable.BOMB]


def encrypted(path: Path, members: dict[str, bytes], locked: set[str]) -> Path:
    """The archive with the encryption flag set on some members, which is as far as a reader without password gets."""
    data = bytearray(packed(path, members).read_bytes())
    for name in locked:
        for signature, flags, start in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
            at = data.find(signature)
            while data[at + start : at + start + len(name)] != name.encode():
                at = data.find(signature, at + 1)
            data[at + flags] |= 1
    path.write_bytes(data)
    return path


def test_encrypted_members_are_reported(tmp_path: Path) -> None:
    encrypted(tmp_path / "a.zip", {"open.txt": TEXT, "locked.txt": TEXT + b"2"}, {"locked.txt"})
    sources, problems = scan([tmp_path])
    assert [s.file_name for s in sources] == ["open.txt"]
    assert [(p.path.name, p.reason) for p in problems] == [("locked.txt", Unreadable.ENCRYPTED)]


def test_an_encrypted_archive_is_one_problem(tmp_path: Path) -> None:
    encrypted(tmp_path / "a.zip", {"1.txt": TEXT, "2.txt": TEXT + b"2"}, {"1.txt", "2.txt"})
    assert [(p.path.name, p.reason) for p in scan([tmp_path])[1]] == [("a.zip", Unreadable.ENCRYPTED)]


def test_damaged_and_empty_archives(tmp_path: Path) -> None:
    whole = packed(tmp_path / "whole.zip", {"a.txt": TEXT * 50}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "whole.zip").unlink()
    packed(tmp_path / "empty.zip", {})
    sources, problems = scan([tmp_path])
    assert sources == []
    assert {p.path.name: p.reason for p in problems} == {
        "cut.zip": Unreadable.DAMAGED,
        "empty.zip": Unreadable.EMPTY,
    }


def test_documents_that_are_archives_inside_stay_documents(shared: Path) -> None:
    (source,), _ = scan([shared / "corpus" / "重庆_渝中" / "SSTQA-zh_table_72.xlsx"])
    assert source.member == ()
    assert sniff(source.path) is Media.XLSX
