"""Which addresses lie below which, and back from an address to the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.acquire import file_at, is_below, look_through, place, shown
from pipelines.acquire.address import uri_of


@pytest.mark.parametrize(
    ("address", "root", "below"),
    [
        ("file:///data/a/b.pdf", "file:///data/a", True),
        ("file:///data/a", "file:///data/a", True),
        ("file:///data/ab/c.pdf", "file:///data/a", False),
        ("file:///data/a.pdf", "file:///data/a", False),
        ("file:///data", "file:///data/a", False),
        ("file:///data/a.zip!/b/c.pdf", "file:///data/a.zip", True),
        ("file:///data/a.zip!/b/c.pdf", "file:///data", True),
        ("file:///data/a.zip!/b%5Cc.pdf", "file:///data/a.zip!/b", True),  # as some programs on Windows pack
        ("file:///data/a.zip!/in.zip!/c.pdf", "file:///data/a.zip!/in.zip", True),
        ("file:///data/a.zip2!/c.pdf", "file:///data/a.zip", False),
        ("file:///data/a", "file:///", True),
        ("https://a.gov.cn/x/y.pdf", "https://a.gov.cn/x/", True),
        ("https://a.gov.cn.example/x/y.pdf", "https://a.gov.cn", False),
    ],
)
def test_below_is_by_whole_names(address: str, root: str, below: bool) -> None:
    assert is_below(address, {place(root)}) is below


@pytest.mark.parametrize("name", ["a.pdf", "预算 2024!.pdf", "100%5C.pdf", "a#b?c.pdf", "back\\slash.pdf"])
@pytest.mark.parametrize("member", [(), ("in/b!.pdf",), ("in.zip", "部门/c%.pdf")])
def test_an_address_leads_back_to_its_file(name: str, member: tuple[str, ...]) -> None:
    path = Path("/data") / name
    assert file_at(uri_of(path, member)) == (path, member)


def test_a_name_that_is_no_unicode_leads_back_as_well(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xd4\xa4\xcb\xe3.txt")  # 预算 in GBK
    path.write_bytes(b"1")
    [address] = look_through([tmp_path]).addresses
    found = file_at(address)
    assert found == (path, ())
    assert found[0].read_bytes() == b"1"


def test_an_address_of_the_web_is_no_file() -> None:
    assert file_at("https://a.gov.cn/b.pdf") is None
    assert file_at("/data/a.pdf") == (Path("/data/a.pdf"), ())


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///data/%E9%A2%84%E7%AE%97.zip!/a%20b.pdf", "/data/预算.zip!/a b.pdf"),
        ("file:///data/%B2%BF%C3%C5%D4%A4%CB%E3.pdf", "/data/部门预算.pdf"),  # GBK
        ("file:///data/%FF%80.pdf", "/data/\\xff\\x80.pdf"),
        ("https://example.org/a%20b.pdf", "https://example.org/a%20b.pdf"),
    ],
)
def test_an_address_as_people_read_it(address: str, path: str) -> None:
    assert shown(address) == path


def test_a_member_whose_name_is_bytes_is_found_again() -> None:
    member = os.fsdecode(b"\xb2\xbf.pdf")
    address = uri_of(Path("/data/a.tar"), (member,))
    assert file_at(address) == (Path("/data/a.tar"), (member,))
