"""Addresses: where bytes were found, as a URI; which of them lie below which.

A file has its path (``file:///data/a.pdf``), a member of an archive the way to it (``file:///data/a.zip!/b.pdf``).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes, urlparse

from pipelines.acquire.names import as_text

SEPARATOR = "!/"  # a "!" of a name is written %21
_BACKSLASH = "%5C"  # what some archives put between folders


def uri_of(path: Path, member: tuple[str, ...]) -> str:
    """``file:///….zip!/member``: the way to a member of the archive at ``path``."""
    return SEPARATOR.join([path.absolute().as_uri(), *(quote(name, errors="surrogateescape") for name in member)])


def file_at(address: str) -> tuple[Path, tuple[str, ...]] | None:
    """The file on disk and the way to the member in it, the reverse of `uri_of`; a plain path is its own address.

    ``None`` for an address of the web.
    """
    scheme = urlparse(address).scheme
    if scheme in ("http", "https"):
        return None
    if scheme != "file":
        return Path(address), ()
    outer, *way = address.split(SEPARATOR)
    path = Path(os.fsdecode(unquote_to_bytes(urlparse(outer).path)))
    return path, tuple(unquote(name, errors="surrogateescape") for name in way)


def shown(address: str) -> str:
    """An address as people read it, or a part of one: a file's path, any other as it is."""
    if urlparse(address).scheme not in ("", "file"):
        return address
    names = address.removeprefix("file://").split("/")
    return "/".join(as_text(os.fsdecode(unquote_to_bytes(name))) for name in names)


def place(address: str) -> str:
    """What addresses are compared by: a member lies below its archive as a file does below its folder."""
    return address.replace(SEPARATOR, "/").replace(_BACKSLASH, "/").rstrip("/")


def ways_up(address: str) -> Iterator[str]:
    """The place of an address, of what it lies in, and so on up."""
    found = place(address)
    while found:
        yield found
        found = found.rpartition("/")[0]


def is_below(address: str, places: Collection[str]) -> bool:
    """Whether an address lies at or below one of the ``places``, by whole names: ``/ab`` is not below ``/a``."""
    return any(one in places for one in ways_up(address))
