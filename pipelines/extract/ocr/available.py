"""Whether scans can be read here: the packages of the extra ``ocr`` are optional."""

from __future__ import annotations

import importlib.util

MISSING = "scanned pages need the packages of the extra 'ocr' (pip install 'gouji[ocr]'), which are not installed"
OCR = "ocr"  # the name of the tool
_PACKAGES = ("rapidocr", "onnxruntime", "cv2")


def is_available() -> bool:
    """Whether the optional packages are installed; imports none of them."""
    return all(importlib.util.find_spec(name) is not None for name in _PACKAGES)
