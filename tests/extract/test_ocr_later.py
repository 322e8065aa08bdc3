"""A document with more to recognise than it may now is put off before anything is recognised; what is kept is free."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from pipelines.extract import read_path
from pipelines.extract.ocr import available, kept, scans
from pipelines.extract.pdf import read_pdf
from pipelines.model import scan_options
from pipelines.model.document import Document
from pipelines.model.scan_options import Options
from pipelines.workers.later import PutOffError, at_most
from tests.extract.scans import scanned, table_pdf

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A scan, a page of text, two scans."""
    drawn = table_pdf(tmp_path / "table.pdf")
    out = pypdfium2.PdfDocument.new()
    for part in (
        scanned(drawn, tmp_path / "one.pdf", [1], 100),
        drawn,
        scanned(drawn, tmp_path / "two.pdf", [1, 1], 120),
    ):
        out.import_pages(pypdfium2.PdfDocument(part))
    out.save(tmp_path / "bundle.pdf")
    return tmp_path / "bundle.pdf"


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[None]:
    """Pages that are read are kept."""
    before = scan_options.current()
    scan_options.use(Options(kept=tmp_path / "kept"))
    kept.trim.cache_clear()
    yield
    scan_options.use(before)


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A note for each picture that is begun."""
    begun: list[float] = []
    read = scans._read

    def noting(reader: object, picture: scans._Picture) -> object:
        begun.append(picture.scale)
        return read(reader, picture)  # type: ignore[arg-type]

    monkeypatch.setattr(scans, "_read", noting)
    return begun


def told(document: Document) -> tuple[object, ...]:
    return document.pages, document.paragraphs, document.grids, document.warnings, document.doubts


@pytest.mark.parametrize("most", [0, 1, 2])
def test_one_too_many_and_none_is_recognised(bundle: Path, recognised: list[float], most: int) -> None:
    with at_most(most), pytest.raises(PutOffError):
        read_pdf(bundle)
    assert recognised == []


def test_as_many_as_it_may_are_read_as_ever(bundle: Path, recognised: list[float]) -> None:
    freely = told(read_pdf(bundle))
    with at_most(3):
        assert told(read_pdf(bundle)) == freely
    assert len(recognised) == 6
    assert [grid.page for grid in freely[2]] == [1, 2, 3, 4]  # type: ignore[attr-defined]


def test_a_page_that_was_read_before_takes_no_time(bundle: Path, keeping: None, recognised: list[float]) -> None:
    freely, begun = told(read_pdf(bundle)), len(recognised)
    with at_most(0):
        assert told(read_pdf(bundle)) == freely
    assert 0 < begun == len(recognised)


def test_frames_of_a_picture_file_count_alike(tmp_path: Path, recognised: list[float]) -> None:
    page = pypdfium2.PdfDocument(table_pdf(tmp_path / "table.pdf"))[0].render(scale=100 / 72).to_pil().convert("L")
    page.save(tmp_path / "a.tif", save_all=True, append_images=[page, page], dpi=(100, 100))
    with at_most(2), pytest.raises(PutOffError):
        read_path(tmp_path / "a.tif")
    assert recognised == []
    with at_most(3):
        assert [grid.page for grid in read_path(tmp_path / "a.tif").grids] == [1, 2, 3]


def test_what_may_be_put_off_ends_with_its_context() -> None:
    with pytest.raises(PutOffError), at_most(0):
        scans.long_step()
    scans.long_step()


def test_after_its_time_no_page_is_begun_and_what_is_kept_is_free(
    bundle: Path, keeping: None, recognised: list[float]
) -> None:
    with at_most(None, until=0.0), pytest.raises(PutOffError):
        read_pdf(bundle)
    assert recognised == []
    whole = read_pdf(bundle)
    with at_most(None, until=0.0):
        assert read_pdf(bundle) == whole
