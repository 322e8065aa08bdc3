"""Finding files: depth, order, duplicates, skipped names, what cannot be opened."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipelines.acquire import Source, look_through, scan
from pipelines.model.document import Unreadable

REPO = Path(__file__).parents[2]


def _file(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_finds_files_at_any_depth_in_the_same_order(tmp_path: Path) -> None:
    _file(tmp_path / "b" / "c" / "d" / "two.pdf", b"two")
    _file(tmp_path / "a.txt", b"one")
    _file(tmp_path / "b" / "three.xls", b"three")
    sources, problems = scan([tmp_path])
    assert [s.file_name for s in sources] == ["a.txt", "two.pdf", "three.xls"]
    assert problems == []
    assert scan([tmp_path])[0] == sources


def test_a_source_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = _file(tmp_path / "预算 2026.txt", b"abc")
    (source,), _ = scan([path])
    assert source == Source(
        document_id="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",  # FIPS 180-2, appendix B.1
        path=path,
        source_uri=path.as_uri(),
        file_name="预算 2026.txt",
        bytes=3,
    )


def test_the_same_bytes_twice_are_one_source(tmp_path: Path) -> None:
    _file(tmp_path / "a.pdf", b"same")
    _file(tmp_path / "copy of a.pdf", b"same")
    sources, _ = scan([tmp_path, tmp_path / "a.pdf"])
    assert [s.file_name for s in sources] == ["a.pdf"]


def test_large_files_hash_as_in_one_go(tmp_path: Path) -> None:
    content = os.urandom(3 << 20)
    _file(tmp_path / "big", content)
    assert scan([tmp_path])[0][0].document_id == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "~$预算.docx",
        ".DS_Store",
        "Thumbs.db",
        ".git/config",
        ".~lock.a.xls#",
        "a.tmp",
        "a.pdf.crdownload",
        "__MACOSX/a",
    ],
)
def test_hidden_and_lock_files_are_left_out(tmp_path: Path, name: str) -> None:
    _file(tmp_path / name, b"x")
    assert scan([tmp_path]) == ([], [])


def test_a_hidden_file_named_directly_is_read(tmp_path: Path) -> None:
    path = _file(tmp_path / ".hidden.txt", b"x")
    assert len(scan([path])[0]) == 1


def test_symlink_loops_end(tmp_path: Path) -> None:
    _file(tmp_path / "a" / "one.txt", b"one")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    sources, problems = scan([tmp_path])
    assert [s.file_name for s in sources] == ["one.txt"]
    assert [p.path.name for p in problems] == ["self"]


def test_a_dangling_link_is_a_problem_not_an_end(tmp_path: Path) -> None:
    _file(tmp_path / "one.txt", b"one")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    sources, problems = scan([tmp_path])
    assert len(sources) == 1
    assert [p.reason for p in problems] == [Unreadable.NOT_FOUND]


def test_a_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        scan([tmp_path / "nowhere"])


def test_no_permission_is_a_problem_with_path_and_reason(tmp_path: Path) -> None:
    """Run as another user: nothing is closed to root."""
    if os.geteuid() != 0:
        run_as: int | None = None
    else:
        run_as = 65534
        for folder in [tmp_path, *tmp_path.parents]:
            if not folder.stat().st_mode & 0o001:
                folder.chmod(folder.stat().st_mode | 0o011)
    _file(tmp_path / "open" / "one.txt", b"one")
    _file(tmp_path / "open" / "closed.txt", b"two").chmod(0)
    _file(tmp_path / "open" / "closed folder" / "three.txt", b"three")
    (tmp_path / "open" / "closed folder").chmod(0)
    (tmp_path / "open").chmod(0o755)
    code = (
        "import sys, os\n"
        f"sys.path.insert(0, {str(REPO)!r})\n"
        "from pipelines.acquire import scan\n"
        + (f"os.setgroups([]); os.setgid({run_as}); os.setuid({run_as})\n" if run_as else "")
        + f"sources, problems = scan([{str(tmp_path / 'open')!r}])\n"
        "print([s.file_name for s in sources], [(p.path.name, p.reason.value) for p in problems])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == (
        "['one.txt'] [('closed folder', 'permission_denied'), ('closed.txt', 'permission_denied')]"
    )


def test_every_address_is_told_with_what_stands_there(tmp_path: Path) -> None:
    one, copy = _file(tmp_path / "a.txt", b"abc"), _file(tmp_path / "b" / "copy.txt", b"abc")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("年/d.txt", "abc")
        archive.writestr("e.txt", "e")
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1
    assert look_through([tmp_path]).addresses == {
        one.as_uri(): abc,
        copy.as_uri(): abc,
        f"{(tmp_path / 'c.zip').as_uri()}!/%E5%B9%B4/d.txt": abc,
        f"{(tmp_path / 'c.zip').as_uri()}!/e.txt": hashlib.sha256(b"e").hexdigest(),
    }


def test_a_path_through_another_folder_gives_the_same_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _file(tmp_path / "in" / "a.txt", b"1")
    (tmp_path / "work").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "work", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "work")
    expected = look_through([tmp_path / "in"])
    for path in ("../in", "../work/../in", str(tmp_path / "link" / ".." / "in")):
        found = look_through([path])
        assert (found.roots, found.addresses) == (expected.roots, expected.addresses)


def test_folders_that_were_not_walked_are_told(tmp_path: Path) -> None:
    _file(tmp_path / "a" / "one.txt", b"one")
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "empty").mkdir()
    _file(tmp_path / "hidden" / ".keep", b"")
    gaps = look_through([tmp_path, tmp_path / "a"]).gaps  # "a" twice by one path is no gap
    assert gaps.elsewhere == [tmp_path / "b"]
    assert gaps.empty == [tmp_path / "empty"]
