"""The bare foreign calls say what the library's own bindings say, which check every argument."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterator
from pathlib import Path

import pypdfium2.raw as pdfium
import pytest

from pipelines.extract.pdf import calls
from pipelines.extract.pdf import open as opened

PDFS = ("city_budget_2022.pdf", "county_final_2024.pdf", "unruled_budget_2023.pdf")


def pages(path: Path) -> Iterator[tuple[pdfium.FPDF_PAGE, pdfium.FPDF_TEXTPAGE]]:
    with opened.document(path) as handle:
        for number in range(1, pdfium.FPDF_GetPageCount(handle) + 1):
            with opened.page(handle, number) as page, opened.textpage(page) as textpage:
                assert page is not None and textpage is not None
                yield page, textpage


@pytest.mark.parametrize("name", PDFS)
def test_places_of_characters(repo_root: Path, name: str) -> None:
    seen = 0
    for _, textpage in pages(repo_root / "samples" / name):
        bare, box, point = calls.address(textpage), array("f", (0.0,) * 4), array("d", (0.0,) * 2)
        wanted_box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        matrix, wanted_matrix = array("f", (0.0,) * 6), pdfium.FS_MATRIX()
        for index in range(pdfium.FPDFText_CountChars(textpage)):
            assert calls.text_loose_box(bare, index, calls.places(box)[0]) == pdfium.FPDFText_GetLooseCharBox(
                textpage, index, wanted_box
            )
            assert box.tolist() == [wanted_box.left, wanted_box.top, wanted_box.right, wanted_box.bottom]
            assert calls.text_origin(bare, index, *calls.places(point)) == pdfium.FPDFText_GetCharOrigin(
                textpage, index, x, y
            )
            assert point.tolist() == [x.value, y.value]
            assert calls.text_matrix(bare, index, calls.places(matrix)[0]) == pdfium.FPDFText_GetMatrix(
                textpage, index, wanted_matrix
            )
            assert matrix.tolist() == [getattr(wanted_matrix, name) for name in "abcdef"]
            assert calls.text_generated(bare, index) == pdfium.FPDFText_IsGenerated(textpage, index)
            seen += 1
    assert seen > 500


@pytest.mark.parametrize("name", PDFS)
def test_objects_and_their_bounds(repo_root: Path, name: str) -> None:
    seen = 0
    for page, _ in pages(repo_root / "samples" / name):
        bare, bounds = calls.address(page), array("f", (0.0,) * 4)
        wanted = [ctypes.c_float() for _ in range(4)]
        assert calls.count_objects(bare) == pdfium.FPDFPage_CountObjects(page)
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            obj, theirs = calls.get_object(bare, index), pdfium.FPDFPage_GetObject(page, index)
            assert obj.value == ctypes.cast(theirs, ctypes.c_void_p).value
            assert calls.get_type(obj) == pdfium.FPDFPageObj_GetType(theirs)
            assert calls.get_bounds(obj, *calls.places(bounds)) == pdfium.FPDFPageObj_GetBounds(theirs, *wanted)
            assert bounds.tolist() == [side.value for side in wanted]
            assert bool(calls.text_font(obj)) == (pdfium.FPDFPageObj_GetType(theirs) == pdfium.FPDF_PAGEOBJ_TEXT)
            seen += 1
    assert seen > 100


def test_an_address_that_is_null_is_false() -> None:
    assert not calls.text_object(calls.Address(0), 0)
    assert calls.place(ctypes.c_int())
