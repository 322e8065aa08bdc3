"""Pictures that lie in a web page itself (``data:`` addresses)."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

_DATA = re.compile(r"data:image/[\w.+-]+((?:;[\w=.-]+)*),", re.IGNORECASE)


def in_page(address: str) -> bytes | None:
    """The bytes of the picture at ``address``, ``None`` where they lie elsewhere or are damaged."""
    found = _DATA.match(address.strip())
    if found is None:
        return None
    rest = address.strip()[found.end() :]
    if not found.group(1).lower().endswith(";base64"):
        return unquote_to_bytes(rest)
    try:
        return base64.b64decode(rest, validate=False)
    except binascii.Error:
        return None
