"""The pdfium functions called thousands of times a page, as bare as a foreign call can be.

The library's own bindings make a pointer object for every handle and check every argument; on a page of two thousand
characters and objects that is a third of the time.  Here nothing is checked: every argument is either a plain number,
passed as C's int, or an `Address`.  What another type does is undefined.  Nor is the interpreter's lock let go, which
costs more than most of these functions do.  A handle is good while its page is open.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_I = ctypes.c_int


class Address(ctypes.c_void_p):
    """Where something lies: a handle of pdfium's, or a place results are written to.  False where it is null.

    A subclass, because ctypes turns what returns a plain ``c_void_p`` into a number, which is too long for an int.
    """


def _plain(function: Any, result: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def address(handle: Any) -> Address:
    """The address behind a handle of the library's own bindings."""
    return Address(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def place(result: Any) -> Address:
    """Where a ctypes object lies, which must outlive the address."""
    return Address(ctypes.addressof(result))


def places(results: array[Any]) -> list[Address]:
    """Where each number of an array lies, which must outlive the addresses and keep its length."""
    start = results.buffer_info()[0]
    return [Address(start + results.itemsize * n) for n in range(len(results))]


count_objects = _plain(pdfium.FPDFPage_CountObjects, _I)
get_object = _plain(pdfium.FPDFPage_GetObject, Address)
get_type = _plain(pdfium.FPDFPageObj_GetType, _I)
get_bounds = _plain(pdfium.FPDFPageObj_GetBounds, _I)
get_matrix = _plain(pdfium.FPDFPageObj_GetMatrix, _I)
get_stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor, _I)
get_fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, _I)

form_count_objects = _plain(pdfium.FPDFFormObj_CountObjects, _I)
form_get_object = _plain(pdfium.FPDFFormObj_GetObject, Address)  # its number is unsigned: none is negative

form_remove_object = _plain(pdfium.FPDFFormObj_RemoveObject, _I)
remove_object = _plain(pdfium.FPDFPage_RemoveObject, _I)

path_draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _I)
path_count_segments = _plain(pdfium.FPDFPath_CountSegments, _I)
path_get_segment = _plain(pdfium.FPDFPath_GetPathSegment, Address)
segment_type = _plain(pdfium.FPDFPathSegment_GetType, _I)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, _I)
segment_close = _plain(pdfium.FPDFPathSegment_GetClose, _I)

clip_of = _plain(pdfium.FPDFPageObj_GetClipPath, Address)
clip_count_paths = _plain(pdfium.FPDFClipPath_CountPaths, _I)
clip_count_segments = _plain(pdfium.FPDFClipPath_CountPathSegments, _I)
clip_get_segment = _plain(pdfium.FPDFClipPath_GetPathSegment, Address)

text_object = _plain(pdfium.FPDFText_GetTextObject, Address)
text_loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _I)
text_origin = _plain(pdfium.FPDFText_GetCharOrigin, _I)
text_matrix = _plain(pdfium.FPDFText_GetMatrix, _I)
text_generated = _plain(pdfium.FPDFText_IsGenerated, _I)

text_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _I)
text_size = _plain(pdfium.FPDFTextObj_GetFontSize, _I)
text_font = _plain(pdfium.FPDFTextObj_GetFont, Address)
text_font_address = _plain(pdfium.FPDFTextObj_GetFont, ctypes.c_size_t)
font_is_embedded = _plain(pdfium.FPDFFont_GetIsEmbedded, _I)
font_base_name = _plain(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t)
