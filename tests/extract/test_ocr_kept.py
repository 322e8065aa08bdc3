"""What was read on a picture is kept by its pixels: read once, the same, within bounds, and never relied upon."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.extract.ocr import available, kept
from pipelines.model import scan_options
from pipelines.model.scan_options import Options

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
if available.is_available():
    import numpy as np

    from pipelines.extract.ocr import page
    from pipelines.extract.ocr.engine import _providers
    from pipelines.extract.ocr.page import Region, Scan
    from pipelines.extract.ocr.picture import Gray
    from pipelines.extract.ocr.scans import scanning
    from pipelines.model.document import Box, Cell


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = scan_options.current()
    scan_options.use(Options(kept=tmp_path))
    kept.trim.cache_clear()
    yield tmp_path
    scan_options.use(before)


def picture(value: int = 255) -> Gray:
    return np.full((40, 30), value, dtype=np.uint8)


def scan() -> Scan:
    cell = Cell(0, 0, "〓4.5", box=Box(1, 2, 3, 4), candidates=("4.5", "1.5"))
    return Scan([Region(1, 2, Box(1, 2, 3, 4), rows=1, cols=1, cells=[cell])], chars=4, figures=1, doubtful=1)


def test_a_picture_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def read(_engine: object, gray: Gray, scale: float, *, is_sheet: bool, hidden: object) -> Scan:
        asked.append((int(gray[0, 0]), scale, is_sheet))
        return scan()

    monkeypatch.setattr(page, "read_picture", read)
    for gray, scale, is_sheet in [
        (250, 2.0, True),
        (250, 2.0, True),
        (251, 2.0, True),
        (250, 3.0, True),
        (250, 2.0, False),
    ]:
        with scanning() as scans:
            assert scans.finish(1, scans.start(picture(gray), scale, is_sheet=is_sheet)) == scan()
            assert (scans.read, scans.doubtful, scans.started) == ([1], {1: 1}, 1)
    assert asked == [(250, 2.0, True), (251, 2.0, True), (250, 3.0, True), (250, 2.0, False)]
    assert len(list(folder.glob("??/*"))) == 4


def test_nothing_is_kept_unless_a_folder_is_named() -> None:
    assert scan_options.current().kept is None
    assert kept.place_of(picture(), 2.0, is_sheet=True) is None


def test_the_same_picture_under_a_stamp_is_another(folder: Path) -> None:
    place = kept.place_of(picture(), 2.0, is_sheet=True, hidden=np.array([[3, 4]], dtype=np.int64))
    assert place is not None
    place.put(scan())
    other = kept.place_of(picture(), 2.0, is_sheet=True)
    assert other is not None
    assert (place.find(), other.find()) == (scan(), None)


def test_another_version_or_provider_reads_for_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = kept.place_of(picture(), 2.0, is_sheet=True)
    assert place is not None
    place.put(scan())
    assert place.find() == scan()
    scan_options.use(Options("cuda", folder))
    other = kept.place_of(picture(), 2.0, is_sheet=True)
    assert other is not None
    assert other.find() is None
    scan_options.use(Options(kept=folder))
    monkeypatch.setattr(kept, "_version", lambda: "another")
    other = kept.place_of(picture(), 2.0, is_sheet=True)
    assert other is not None
    assert other.find() is None


@pytest.mark.parametrize("content", [b"", b"no page"])
def test_what_is_damaged_is_read_again(folder: Path, content: bytes) -> None:
    place = kept.place_of(picture(), 2.0, is_sheet=True)
    assert place is not None
    place.put(scan())
    (file,) = folder.glob("??/*")
    file.write_bytes(content)
    assert place.find() is None
    place.put(scan())
    assert place.find() == scan()


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = kept.Place(tmp_path / "file", "aabb")
    place.put(scan())
    assert place.find() is None


def test_what_was_asked_for_longest_ago_is_dropped_first(tmp_path: Path) -> None:
    for number in range(10):
        path = tmp_path / "aa" / str(number)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * 100)
        os.utime(path, (number, number))
    os.utime(tmp_path / "aa" / "0", (99, 99))
    kept.trim(tmp_path, 1000)
    assert len(list(tmp_path.glob("??/*"))) == 10
    kept.trim(tmp_path, 500)
    assert sorted(path.name for path in tmp_path.glob("??/*")) == ["0", "7", "8", "9"]


def test_a_provider_that_is_not_there_is_said_and_the_processor_reads(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import onnxruntime

    caplog.set_level(logging.WARNING, logger="pipelines")  # a run in this process may have said less
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    assert _providers("cuda") == ["CPUExecutionProvider"]
    assert "ocr_provider cuda" in caplog.text
    monkeypatch.setattr(
        onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"]
    )
    assert _providers("cuda") == ["CUDAExecutionProvider", "CPUExecutionProvider"]
    assert _providers("cpu") == ["CPUExecutionProvider"]
