"""Layers that are switched off (optional content): in the file, but neither shown nor printed.

pdfium's text and objects know nothing of them.  A form or a picture of such a layer is made unknown to every reader by
its subtype in the bytes, whose length stays; text between marks of such a layer is known by the layer's name.
"""

from __future__ import annotations

import logging
import mmap
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

_LAYERED = re.compile(rb"/OC(?:Properties|\s+(\d+)\s+\d+\s+R)")
_DRAWN = re.compile(rb"(/Subtype\s*)/(Form|Image)\b")
_MOST = 200_000_000  # bytes of a file that is looked through


@dataclass(frozen=True, slots=True)
class Layered:
    """A file with layers that are off: its bytes without what is drawn on them, and their names."""

    data: bytes
    names: frozenset[str]


def data_of(layered: Layered | None) -> bytes | None:
    """What is read in place of a file's bytes, if anything."""
    return None if layered is None else layered.data


def names_of(layered: Layered | None) -> frozenset[str]:
    """The names of the layers that are off."""
    return frozenset() if layered is None else layered.names


def without_hidden_layers(path: Path) -> Layered | None:
    """The file with what is on its hidden layers taken out; ``None`` for a file that has no such layer."""
    try:
        if not 0 < path.stat().st_size < _MOST:
            return None
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            if view.find(b"/OC") < 0 or _LAYERED.search(view) is None:
                return None
            data = bytes(view)
        return _without(data)
    except Exception as error:  # what cannot be understood is read as it stands
        logging.getLogger(__name__).info("layers of %s: %s", path.name, error)
        return None


def _without(data: bytes) -> Layered | None:
    from pdfminer.pdfdocument import PDFDocument  # costs a quarter of a second: few files have layers
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    document = PDFDocument(PDFParser(BytesIO(data)))
    properties = resolve1(document.catalog.get("OCProperties")) or {}
    off = _off(properties, resolve1)
    if not off:
        return None
    hidden = {
        number
        for number in {int(found[1]) for found in _LAYERED.finditer(data) if found[1]}
        if _is_hidden(number, document.getobj(number), off, resolve1)
    }
    names = {_text(resolve1(document.getobj(number)).get("Name")) for number in off}
    return Layered(_blanked(data, hidden), frozenset(names))


def _off(properties: dict[str, Any], resolve: Any) -> set[int]:
    """The object numbers of the layers that are off when the file is opened."""
    default = resolve(properties.get("D")) or {}
    groups = {group.objid for group in resolve(properties.get("OCGs")) or []}
    switched = {key: {group.objid for group in resolve(default.get(key)) or []} for key in ("ON", "OFF")}
    base = resolve(default.get("BaseState"))
    start = groups if getattr(base, "name", None) == "OFF" else set()
    return (start - switched["ON"]) | switched["OFF"]


def _is_hidden(number: int, dictionary: Any, off: set[int], resolve: Any) -> bool:
    """Whether a layer, or a choice among layers (of which any being on is enough), is off."""
    if number in off:
        return True
    of = dictionary.get("OCGs") if isinstance(dictionary, dict) else None
    members = of if isinstance(of, list) else resolve(of) if isinstance(resolve(of), list) else [of]
    return all(getattr(member, "objid", None) in off for member in members)


def _blanked(data: bytes, hidden: set[int]) -> bytes:
    """``data`` with the forms and pictures of hidden layers under a subtype nobody draws, as long as the true one."""
    out = bytearray(data)
    for found in _LAYERED.finditer(data):
        if not found[1] or int(found[1]) not in hidden:
            continue
        start, end = data.rfind(b" obj", 0, found.start()), data.find(b"stream", found.end())
        drawn = _DRAWN.search(data, max(start, 0), end if end >= 0 else len(data))
        if drawn is not None:
            out[drawn.start(2) : drawn.end(2)] = b"X" * len(drawn[2])
    return bytes(out)


def _text(name: Any) -> str:
    if not isinstance(name, bytes):
        return ""
    return name.decode("utf-16") if name.startswith((b"\xfe\xff", b"\xff\xfe")) else name.decode("latin-1")
