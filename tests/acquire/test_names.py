"""Names: what nobody means to be read, and what a member of an archive was called by who packed it."""

from __future__ import annotations

import binascii
import os
import struct
import zipfile
from pathlib import Path

import pytest

from pipelines.acquire.holds import base_name
from pipelines.acquire.names import as_text, escaped, is_skipped, member_name


@pytest.mark.parametrize(
    "name",
    [
        "THUMBS.DB", "ehthumbs.db", "Desktop.ini", "__MACOSX", ".DS_Store", "~$预算.doc", "a.TMP", "a.part",
        "a.partial", "a.pdf.crdownload", "a.download", ".a.swp", "a.swp", "a.docx~",
    ],
)  # fmt: skip
def test_hidden_lock_and_half_written_files_are_skipped(name: str) -> None:
    assert is_skipped(name)


@pytest.mark.parametrize("name", ["预算.pdf", "thumbs.db.pdf", "a~.pdf", "tmp", "$a.doc", "a.parts"])
def test_other_names_are_not(name: str) -> None:
    assert not is_skipped(name)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("预算.pdf".encode(), "预算.pdf"),
        ("部门预算公开.pdf".encode("gbk"), "部门预算公开.pdf"),
        (b"\xff\x80 2026.pdf", "\\xff\\x80 2026.pdf"),
        (b"plain.pdf", "plain.pdf"),
    ],
)
def test_a_name_that_is_bytes_is_text(raw: bytes, shown: str) -> None:
    assert as_text(os.fsdecode(raw)) == shown


def test_words_with_such_a_name_keep_their_own_characters() -> None:
    assert escaped("读不出 " + os.fsdecode(b"\xb2\xbf.pdf")) == "读不出 \\xb2\\xbf.pdf"
    assert as_text("\ud83d.pdf") == "\\x3d.pdf"


def extra(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def unicode_path(name: str) -> bytes:
    """Info-ZIP's extra field 0x7075: version 1, CRC-32 of the plain name, the name in UTF-8 (APPNOTE 4.6.9)."""
    return extra(0x7075, b"\x01" + struct.pack("<I", binascii.crc32(b"plain")) + name.encode())


def test_the_extra_field_with_the_name_in_utf_8() -> None:
    info = zipfile.ZipInfo("plain")
    info.extra = unicode_path("部门预算.txt")
    assert member_name(info) == "部门预算.txt"
    info.extra = extra(0x5455, b"\x03" + bytes(8)) + unicode_path("决算.txt")  # after a field of time stamps
    assert member_name(info) == "决算.txt"


def test_a_name_of_one_byte_and_a_field_without_name() -> None:
    info = zipfile.ZipInfo("plain")
    info.extra = unicode_path("x")
    assert member_name(info) == "x"
    info.extra = unicode_path("")
    assert member_name(info) == "plain"
    info.extra = b"\x75\x70"  # cut short
    assert member_name(info) == "plain"


def test_the_flag_says_the_name_is_utf_8_already() -> None:
    info = zipfile.ZipInfo("预算.txt")
    info.flag_bits |= 0x800
    info.extra = unicode_path("other.txt")
    assert member_name(info) == "预算.txt"


def test_a_name_in_neither_encoding_stays_as_the_zip_standard_reads_it() -> None:
    info = zipfile.ZipInfo("x")
    info.orig_filename = info.filename = b"\xff\xff.txt".decode("cp437")
    assert member_name(info) == b"\xff\xff.txt".decode("cp437")


@pytest.mark.parametrize(
    ("name", "last"),
    [("a/b/c.txt", "c.txt"), ("a\\b\\c.txt", "c.txt"), ("c.txt", "c.txt"), ("a/b/", "b"), ("a/b\\c d.txt", "c d.txt")],
)
def test_the_last_part_of_a_members_name(name: str, last: str) -> None:
    assert base_name(name) == last


def test_a_member_of_a_zip_file_with_that_field(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("plain.txt")
    info.extra = unicode_path("收支总表.txt")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(info, b"1")
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        assert member_name(made.infolist()[0]) == "收支总表.txt"
