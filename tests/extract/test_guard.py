"""Files that are zip archives inside: how much they may hold before a parser sees them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipelines.extract import archive
from pipelines.extract.archive import check_archive
from pipelines.model.document import ReadError, Unreadable


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def refused(path: Path) -> tuple[Unreadable, str]:
    with pytest.raises(ReadError) as caught:
        check_archive(path)
    return caught.value.reason, caught.value.message


def test_the_limits() -> None:
    assert (archive.MAX_MEMBERS, archive.MAX_RATIO) == (20_000, 500)
    assert (archive.MAX_INFLATED, archive.MAX_MEMBER, archive.RATIO_FROM) == (1024**3, 400 * 1024**2, 32 * 1024**2)


def test_as_many_members_as_allowed_and_one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    check_archive(packed(tmp_path / "a.docx", {"a": b"1", "b": b"2"}))
    reason, said = refused(packed(tmp_path / "a.docx", {"a": b"1", "b": b"2", "c": b"3"}))
    assert reason is Unreadable.BOMB
    assert said == "a.docx is not opened: it would unpack out of proportion (3 members)"


@pytest.mark.parametrize("limit", ["MAX_INFLATED", "MAX_MEMBER"])
def test_bytes_of_all_and_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(archive, limit, 1000)
    check_archive(packed(tmp_path / "a.docx", {"a": b"x" * 1000}))
    assert refused(packed(tmp_path / "a.docx", {"a": b"x" * 1001}))[0] is Unreadable.BOMB
    two = packed(tmp_path / "a.docx", {"a": b"x" * 600, "b": b"y" * 401})
    if limit == "MAX_INFLATED":
        assert refused(two)[0] is Unreadable.BOMB
    else:
        check_archive(two)


def test_what_members_really_hold_is_counted_where_the_list_says_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_INFLATED", 1000)
    monkeypatch.setattr(archive, "_check_claims", lambda *_: None)
    check_archive(packed(tmp_path / "a.docx", {"a": b"x" * 600, "b": b"y" * 400}))
    assert refused(packed(tmp_path / "a.docx", {"a": b"x" * 600, "b": b"y" * 401}))[0] is Unreadable.BOMB


def test_a_ratio_counts_above_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FROM", 100_000)
    check_archive(packed(tmp_path / "a.docx", {"a": bytes(100_000)}))
    reason, said = refused(packed(tmp_path / "a.docx", {"a": bytes(100_001)}))
    assert reason is Unreadable.BOMB
    assert "a has more than 0 MB packed into" in said
    check_archive(packed(tmp_path / "a.docx", {"a": bytes(range(256)) * 1000}))  # large, and in proportion


@pytest.mark.parametrize(("name", "refused_"), [("x.zip", True), ("x.DOCX", True), ("x.7z", True), ("x.xml", False)])
def test_a_large_archive_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, refused_: bool) -> None:
    monkeypatch.setattr(archive, "_MAX_NESTED", 1000)
    check_archive(packed(tmp_path / "a.docx", {name: b"x" * 1000}))
    large = packed(tmp_path / "a.docx", {name: b"x" * 1001})
    if refused_:
        assert refused(large)[0] is Unreadable.BOMB
    else:
        check_archive(large)


def test_encrypted_and_damaged(tmp_path: Path) -> None:
    data = bytearray(packed(tmp_path / "a.docx", {"a": b"x" * 100}).read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    (tmp_path / "a.docx").write_bytes(bytes(data))
    assert refused(tmp_path / "a.docx") == (Unreadable.ENCRYPTED, "a.docx needs a password")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a", b"x" * 100)
    torn = out.getvalue().replace(b"x" * 100, b"x" * 99 + b"y")
    (tmp_path / "a.docx").write_bytes(torn)
    reason, said = refused(tmp_path / "a.docx")
    assert reason is Unreadable.DAMAGED
    assert said.startswith("a.docx is cut short or damaged")
