"""How much one archive may cost: files, bytes of all, bytes of one, bytes from one packed byte, depth."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest

from pipelines.acquire import at_uri, scan
from pipelines.acquire.holds import Budget
from pipelines.acquire.holds import budget as limits
from pipelines.acquire.unpack import unpacked
from pipelines.model.document import ReadError, Unreadable
from tests.acquire.test_archive_members import packed, zipped


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("unpacked")))


def reasons(folder: Path) -> list[Unreadable]:
    return [problem.reason for problem in scan([folder])[1]]


def names(folder: Path) -> list[str]:
    return [source.file_name for source in scan([folder])[0]]


def test_the_limits_are_those_the_documentation_gives() -> None:
    assert (limits.MAX_MEMBERS, limits.MAX_RATIO) == (5_000, 500)
    assert (limits.MAX_INFLATED, limits.MAX_MEMBER, limits.RATIO_FROM) == (2 * 1024**3, 400 * 1024**2, 32 * 1024**2)


def test_as_many_members_as_allowed_and_one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    packed(tmp_path / "a.zip", {f"{n}.txt": b"%d" % n for n in range(3)})
    assert len(names(tmp_path)) == 3
    packed(tmp_path / "a.zip", {f"{n}.txt": b"%d" % n for n in range(4)})
    (problem,) = scan([tmp_path])[1]
    assert problem.message == "a.zip is not opened: it would unpack out of proportion (more than 3 files)"


def test_members_of_archives_inside_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 4)
    inner = {"1.txt": b"1", "2.txt": b"2"}
    packed(tmp_path / "a.zip", {"b.zip": zipped(inner), "3.txt": b"3"})
    assert names(tmp_path) == ["3.txt", "1.txt", "2.txt"]
    packed(tmp_path / "a.zip", {"b.zip": zipped(inner), "3.txt": b"3", "4.txt": b"4"})
    assert reasons(tmp_path) == [Unreadable.BOMB]


def test_bytes_of_one_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBER", 1000)
    packed(tmp_path / "a.zip", {"a.txt": b"x" * 1000})
    assert names(tmp_path) == ["a.txt"]
    packed(tmp_path / "a.zip", {"a.txt": b"x" * 1001})
    assert reasons(tmp_path) == [Unreadable.BOMB]


def test_bytes_of_all_members_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_INFLATED", 1000)
    packed(tmp_path / "a.zip", {"a.txt": b"x" * 600, "b.txt": b"y" * 400})
    assert names(tmp_path) == ["a.txt", "b.txt"]
    packed(tmp_path / "a.zip", {"a.txt": b"x" * 600, "b.txt": b"y" * 401})
    assert reasons(tmp_path) == [Unreadable.BOMB]


def test_a_ratio_counts_above_a_size_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 100_000)
    packed(tmp_path / "a.zip", {"a.txt": bytes(100_000)})  # about 1 to 900, and not above the size
    assert names(tmp_path) == ["a.txt"]
    packed(tmp_path / "a.zip", {"a.txt": bytes(100_001)})
    assert reasons(tmp_path) == [Unreadable.BOMB]


def test_a_large_member_in_proportion_is_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 1000)
    content = bytes(range(256)) * 100  # about 1 to 80
    packed(tmp_path / "a.zip", {"a.txt": content})
    assert [s.bytes for s in scan([tmp_path])[0]] == [25_600]


def test_a_ratio_is_bytes_for_each_packed_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 10)
    monkeypatch.setattr(limits, "MAX_RATIO", 400)
    assert Budget().pour("a.txt", [bytes(4000)], 10, io.BytesIO())[1] == 4000
    with pytest.raises(ReadError, match=r"a\.txt is not opened.*more than 0 MB from 10 bytes"):
        Budget().pour("a.txt", [bytes(2000), bytes(2001)], 10, io.BytesIO())


def test_what_was_inflated_is_taken_from_the_budget() -> None:
    budget, out = Budget(), io.BytesIO()
    digest, size = budget.pour("a.txt", [b"a", b"bc"], 3, out)
    assert (out.getvalue(), size) == (b"abc", 3)
    assert digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1
    assert budget.inflated == 2 * 1024**3 - 3


def test_a_member_that_went_or_became_a_bomb_since_it_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"x" * 1001})
    with pytest.raises(ReadError, match=r"a\.zip no longer holds b\.txt") as caught, unpacked(path, ("b.txt",)):
        pass
    assert caught.value.reason is Unreadable.DAMAGED
    monkeypatch.setattr(limits, "MAX_MEMBER", 1000)
    with pytest.raises(ReadError) as caught, unpacked(path, ("a.txt",)):
        pass
    assert caught.value.reason is Unreadable.BOMB


def test_the_unpacked_file_is_called_like_the_member_and_never_climbs(tmp_path: Path) -> None:
    long = "预" * 300 + ".pdf.and-more"
    for member, called in (
        ("../../收支总表.txt", "收支总表.txt"),
        ("a/b\\c.xlsx", "c.xlsx"),
        ("\x07", "member"),
        ("a\x07b.txt", "ab.txt"),
        (long, "预" * 60 + ".and-more"),
    ):
        path = packed(tmp_path / "a.zip", {member: b"x"})
        with unpacked(path, (member,)) as found:
            assert found.read_bytes() == b"x"
            assert found.name == called
            assert Path(tempfile.gettempdir()) in found.parents
        assert not found.exists()


def test_archives_without_files_and_with_locked_ones(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"folder/": b"", "__MACOSX/a.txt": b"x", "b/~$c.doc": b"x"})
    (problem,) = scan([tmp_path])[1]
    assert (problem.reason, problem.message) == (Unreadable.EMPTY, "a.zip holds no file")


def test_too_deep_says_how_deep(tmp_path: Path) -> None:
    deep = zipped({"c.zip": zipped({"three.txt": b"3"})})
    packed(tmp_path / "a.zip", {"b.zip": deep})
    sources, (problem,) = scan([tmp_path])
    assert sources == []
    assert problem.message == "c.zip lies more than 2 archives deep"
    assert problem.path == tmp_path / "a.zip" / "b.zip" / "c.zip"


def test_an_archive_packed_in_a_way_nobody_reads(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"x" * 100}))
    for signature, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(signature)
        data[at + method] = 97  # WavPack
    (tmp_path / "a.zip").write_bytes(bytes(data))
    sources, (problem,) = scan([tmp_path])
    assert sources == []
    assert problem.reason is Unreadable.UNSUPPORTED
    assert problem.message.startswith("a.txt is packed in a way that is not read")


def test_a_damaged_archive_inside_is_one_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = zipped({"x.txt": b"x" * 5000})[:-30]
    packed(tmp_path / "a.zip", {"b.zip": broken, "c.txt": b"c"})
    sources, problems = scan([tmp_path])
    assert "c.txt" in [source.file_name for source in sources]
    assert {problem.reason for problem in problems} <= {Unreadable.DAMAGED}


def test_a_path_without_scheme_and_an_address_on_the_web(tmp_path: Path) -> None:
    (tmp_path / "预 算.txt").write_bytes(b"x")
    for uri in (str(tmp_path / "预 算.txt"), (tmp_path / "预 算.txt").as_uri()):
        with at_uri(uri) as path:
            assert path == tmp_path / "预 算.txt"
    for uri in ("https://example.org/a.pdf", "http://example.org/a.zip!/b.pdf", "", None):
        with at_uri(uri) as path:
            assert path is None
