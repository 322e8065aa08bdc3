"""Qualified names of the WordprocessingML elements the reader looks at."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"

ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
TEXTBOX = W + "txbxContent"


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element at the end of a path of ``w:`` children, or ``None``."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """A ``w:`` attribute."""
    return None if element is None else element.get(W + name)


def number(element: etree._Element | None, default: int) -> int:
    """``w:val`` as a whole number; ``default`` where it is absent or nonsense."""
    try:
        return int(value(element) or default)
    except ValueError:
        return default


def switched_on(element: etree._Element | None) -> bool:
    """A toggle property: present and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
