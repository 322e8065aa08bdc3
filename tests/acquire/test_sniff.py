"""What a file is, whatever it is called; and what is said of the ones that cannot be read."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from pipelines.acquire import Media, sniff, source_of
from pipelines.acquire.ole import SIGNATURE
from pipelines.extract import archive as guard
from pipelines.extract import read, read_path
from pipelines.model.document import ReadError, Unreadable


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def word() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("部门预算")
    document.save(out)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet("a").append(["合计", 1.5])
    book.save(out)
    return out.getvalue()


def ole_with(*streams: str) -> bytes:
    """A compound file ([MS-CFB]) whose directory names the given streams, and nothing else."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    entries = b""
    for number, name in enumerate(("Root Entry", *streams)[:4]):
        text = name.encode("utf-16-le")
        kind = 5 if name == "Root Entry" else 2
        child = 1 if number == 0 and streams else free
        right = number + 1 if 0 < number < len(streams) else free
        entries += text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, free, right, child)
        entries += bytes(36) + struct.pack("<IQ", end, 0)
    return header + fat + entries.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"%PDF-1.7\n", Media.PDF),
        (b"\r\n%PDF-1.4\n", Media.PDF),
        (word(), Media.DOCX),
        (word()[:3000], Media.DOCX),
        (workbook(), Media.XLSX),
        (ole_with("WordDocument", "1Table"), Media.DOC),
        (ole_with("Workbook"), Media.XLS),
        (ole_with("EncryptionInfo", "EncryptedPackage"), Media.ENCRYPTED_OFFICE),
        (ole_with("Other"), Media.OLE),
        (SIGNATURE + b"cut", Media.OLE),
        ("<!DOCTYPE html><html><body>预算</body></html>".encode(), Media.HTML),
        ("  <!-- x --><table><tr><td>预算".encode("gb18030"), Media.HTML),
        ("部门预算\t100".encode(), Media.TEXT),
        ("部门预算".encode("gb18030"), Media.TEXT),
        ("部门预算".encode("utf-16"), Media.TEXT),
        (b"{\\rtf1\\ansi x}", Media.RTF),
        (b"\x89PNG\r\n\x1a\n....", Media.IMAGE),
        (b"\xff\xd8\xff\xe0....", Media.IMAGE),
        (b"Rar!\x1a\x07\x00", Media.ARCHIVE),
        (b"", Media.EMPTY),
        (b" \r\n ", Media.EMPTY),
        (bytes(range(256)) * 8, Media.UNKNOWN),
        (bytes(4096), Media.UNKNOWN),
        (b"<?xml version='1.0'?><a/>", Media.XML),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_told_by_content(tmp_path: Path, content: bytes, media: Media, name: str) -> None:
    assert sniff(write(tmp_path / name, content)) == media


def test_a_character_cut_at_the_end_of_the_first_bytes_is_still_text(tmp_path: Path) -> None:
    for shift in range(4):
        assert sniff(write(tmp_path / "a", b"x" * shift + "预".encode() * 9000)) == Media.TEXT


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason", "words"),
    [
        (b"", Unreadable.EMPTY, "empty"),
        (b"\x89PNG\r\n\x1a\n....", Unreadable.DAMAGED, "picture"),
        (word()[:3000], Unreadable.DAMAGED, "cut short or damaged"),
        (ole_with("EncryptionInfo", "EncryptedPackage"), Unreadable.ENCRYPTED, "password"),
        (zipped(a=b"x"), Unreadable.UNSUPPORTED, "zip archive"),
        (b"Rar!\x1a\x07\x00", Unreadable.UNSUPPORTED, "archive"),
        (bytes(range(256)) * 8, Unreadable.UNSUPPORTED, "do not know"),
        (ole_with("Workbook"), Unreadable.DAMAGED, "workbook"),
    ],
)
def test_unreadable_files_say_why(tmp_path: Path, content: bytes, reason: Unreadable, words: str) -> None:
    path = write(tmp_path / "预算.pdf", content)
    with pytest.raises(ReadError) as caught:
        read(source_of(path))
    assert caught.value.reason is reason
    assert words in caught.value.message
    assert "预算.pdf" in caught.value.message


def test_text_called_pdf_is_read_as_the_text_it_is(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", "收支总表\n\n科目\t金额\n合计\t12.00\n".encode())
    document = read_path(path)
    assert document.reader.startswith("text/")
    assert [c.text for c in document.grids[0].cells] == ["科目", "金额", "合计", "12.00"]


def test_a_bomb_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_INFLATED", 1 << 20)
    path = write(tmp_path / "a.docx", zipped(**{"word/document.xml": bytes(2 << 20)}))
    with pytest.raises(ReadError) as caught:
        read_path(path)
    assert caught.value.reason is Unreadable.BOMB


def test_a_bomb_by_its_ratio(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", zipped(**{"word/document.xml": bytes(64 << 20)}))
    assert path.stat().st_size < 100_000
    with pytest.raises(ReadError) as caught:
        read_path(path)
    assert caught.value.reason is Unreadable.BOMB


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The list of members claims 10 bytes; the data inflates to 64 MB."""
    content = bytearray(zipped(**{"word/document.xml": bytes(64 << 20)}))
    true, false = struct.pack("<I", 64 << 20), struct.pack("<I", 10)
    content = bytearray(bytes(content).replace(true, false))
    with pytest.raises(ReadError) as caught:
        read_path(write(tmp_path / "a.docx", bytes(content)))
    assert caught.value.reason in (Unreadable.BOMB, Unreadable.DAMAGED)


def test_a_damaged_member_is_found(tmp_path: Path) -> None:
    content = bytearray(word())
    at = content.index(b"word/document.xml") + 60
    content[at] ^= 0xFF
    with pytest.raises(ReadError) as caught:
        read_path(write(tmp_path / "a.docx", bytes(content)))
    assert caught.value.reason is Unreadable.DAMAGED


def test_entities_in_a_word_file_do_not_expand(tmp_path: Path) -> None:
    document = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        "<w:p><w:r><w:t>真&b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            new.writestr(item, document if item.filename == "word/document.xml" else old.read(item))
    read_in = read_path(write(tmp_path / "a.docx", out.getvalue()))
    assert [p.text for p in read_in.paragraphs] == ["真"]
