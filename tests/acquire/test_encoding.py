"""Bytes of text files as Chinese offices write them: which encoding they are taken for, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from pipelines.acquire.encoding import decode, decode_prefix

TEXT = "部门预算收支总表\r\n合计\t1,184.55\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_each_encoding_in_use_is_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == TEXT


def test_a_marked_file_with_one_bad_byte_is_read_with_a_replacement() -> None:
    assert decode(codecs.BOM_UTF8 + b"1,184.55\xff") == "1,184.55\ufffd"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_in_its_zero_bytes(encoding: str) -> None:
    figures = "\r\n".join(f"{n},184.55" for n in range(40))
    assert decode(figures.encode(encoding)) == figures


def test_zero_bytes_are_counted_against_those_on_the_other_side() -> None:
    # 8 zeros on the odd side and none on the even: not more than 8 times one, so no UTF-16
    assert decode(b"1\x00" * 8) is None
    assert decode(b"1\x00" * 9) == "1" * 9
    assert decode(b"\x001" * 8) is None
    assert decode(b"\x001" * 9) == "1" * 9


@pytest.mark.parametrize("declared", ["gb2312", "GB2312", "gbk", "x-gbk", "euc-cn", "GB_2312"])
def test_a_declared_gb_2312_is_gb_18030(declared: str) -> None:
    wide = "㐀镕朱镕基"  # 镕 is in GBK, 㐀 only in GB 18030
    assert decode(wide.encode("gb18030"), declared) == wide


def test_what_a_file_declares_counts_where_its_bytes_are_valid_in_it() -> None:
    big5 = "部門預算".encode("big5")
    assert decode(big5, "big5") == "部門預算"
    assert decode(TEXT.encode(), "big5") == TEXT  # UTF-8 under an old declaration
    assert decode(TEXT.encode("gb18030"), "no-such-encoding") == TEXT


def test_control_characters_up_to_one_in_two_hundred() -> None:
    assert decode(b"\x01" + b"1" * 199) == "\x01" + "1" * 199
    assert decode(b"\x01" + b"1" * 198) is None
    assert decode(b"\x7f" * 20) is None
    assert decode(b"1\t2\r\n3\x0b4\x0c5\n" * 3) == "1\t2\r\n3\x0b4\x0c5\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_prefix_may_end_inside_a_character(encoding: str) -> None:
    whole = "𠀀" * 50  # 4 bytes each, in both encodings
    data = whole.encode(encoding)
    assert decode_prefix(data) == whole
    for cut in (1, 2, 3):
        assert decode_prefix(data[:-cut]) == whole[:-1]


def test_bytes_of_a_program_are_no_text() -> None:
    assert decode_prefix(bytes(range(256)) * 8) is None
