"""Hostile files: the same wherever and with however many others they are made, of documents that can be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipelines.extract import read_path
from tests.kit.hostile import FORMATS, hostile, made
from tests.kit.hostile.bases import bases

ARCHIVES = {"zip", "rar"}  # no documents, but files with documents in them


def test_a_file_depends_on_the_seed_and_its_number_alone(tmp_path: Path) -> None:
    many = hostile(7, 30, tmp_path / "many")
    later = hostile(7, 5, tmp_path / "later", first=20)
    assert [path.name for path in later] == [path.name for path in many[20:25]]
    assert [path.read_bytes() for path in later] == [path.read_bytes() for path in many[20:25]]
    assert made(8, 20).data != made(7, 20).data


def test_every_format_is_made_and_every_name_can_be_written(tmp_path: Path) -> None:
    drawn = [made(3, n) for n in range(400)]
    assert set(Counter(one.kind for one in drawn)) == set(FORMATS)
    assert len({one.name for one in drawn}) == len(drawn)
    assert max(len(one.name) for one in drawn) <= 255
    assert any(not _is_utf8(one.name) for one in drawn)


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind not in ARCHIVES])
def test_what_they_are_made_of_can_be_read(tmp_path: Path, kind: str) -> None:
    for n, data in enumerate(bases()[kind]):
        path = tmp_path / f"{n}.{kind}"
        path.write_bytes(data)
        document = read_path(path)
        assert document.grids or len(document.paragraphs) > 5, path


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
