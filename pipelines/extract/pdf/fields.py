"""What stands on a page without being in its content: fields of forms and texts typed over it.

Both are annotations with an appearance of their own, which is what people see.  It is made part of the page in memory.
"""

from __future__ import annotations

import pypdfium2.raw as pdfium

_PRINTED = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)


def laid_in(page: pdfium.FPDF_PAGE) -> bool:
    """Make the fields and typed texts of a loaded page part of it; whether there were any, so that it is loaded anew.

    Links, notes and marks of other kinds are left out: they hold no text of the page.
    """
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if count < 1:
        return False
    others = [index for index in range(count) if _kind(page, index) not in _PRINTED]
    if len(others) == count:
        return False
    for index in reversed(others):
        pdfium.FPDFPage_RemoveAnnot(page, index)
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _kind(page: pdfium.FPDF_PAGE, index: int) -> int:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return int(pdfium.FPDF_ANNOT_UNKNOWN)
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
