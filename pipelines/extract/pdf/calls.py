"""The pdfium functions called thousands of times a page, on plain addresses.

The library's own bindings make a pointer object for every handle and check every argument; on a page
of two thousand characters and objects that is a third of the time.  Handles here are numbers, as are the
places results are written to (``ctypes.addressof``); a handle is good while its page is open.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_P, _I = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, _P).value or 0)


def address(handle: Any) -> int:
    """The address behind a handle of the library's own bindings."""
    return ctypes.cast(handle, _P).value or 0


count_objects = _plain(pdfium.FPDFPage_CountObjects, _I, _P)
get_object = _plain(pdfium.FPDFPage_GetObject, _P, _P, _I)
get_type = _plain(pdfium.FPDFPageObj_GetType, _I, _P)
get_bounds = _plain(pdfium.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
get_matrix = _plain(pdfium.FPDFPageObj_GetMatrix, _I, _P, _P)
get_stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor, _I, _P, _P, _P, _P, _P)
get_fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, _I, _P, _P, _P, _P, _P)

form_count_objects = _plain(pdfium.FPDFFormObj_CountObjects, _I, _P)
form_get_object = _plain(pdfium.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)

path_draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _I, _P, _P, _P)
path_count_segments = _plain(pdfium.FPDFPath_CountSegments, _I, _P)
path_get_segment = _plain(pdfium.FPDFPath_GetPathSegment, _P, _P, _I)
segment_type = _plain(pdfium.FPDFPathSegment_GetType, _I, _P)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
segment_close = _plain(pdfium.FPDFPathSegment_GetClose, _I, _P)

clip_of = _plain(pdfium.FPDFPageObj_GetClipPath, _P, _P)
clip_count_paths = _plain(pdfium.FPDFClipPath_CountPaths, _I, _P)
clip_count_segments = _plain(pdfium.FPDFClipPath_CountPathSegments, _I, _P, _I)
clip_get_segment = _plain(pdfium.FPDFClipPath_GetPathSegment, _P, _P, _I, _I)

text_object = _plain(pdfium.FPDFText_GetTextObject, _P, _P, _I)
text_loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
text_origin = _plain(pdfium.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
text_generated = _plain(pdfium.FPDFText_IsGenerated, _I, _P, _I)

text_font = _plain(pdfium.FPDFTextObj_GetFont, _P, _P)
font_is_embedded = _plain(pdfium.FPDFFont_GetIsEmbedded, _I, _P)
font_base_name = _plain(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _P, _P, ctypes.c_size_t)
