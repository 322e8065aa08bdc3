"""Names of files as they come from archives, other systems, and people who mean harm; each has the number in it."""

from __future__ import annotations

from random import Random

_LONGEST = 255  # bytes of a name on the file systems of Linux
_PLAIN = 0.6  # share of names that are harmless
_BEFORE: tuple[bytes, ...] = (
    *("部门预算".encode("gbk"), b"\xff\xfe", b"\x80", "預算".encode("big5"), "é".encode("latin-1")),
    *(
        b"-rf ",
        b"--warehouse=",
        b" ",
        b"\t",
        b"a\nb",
        b"a\rb",
        b"\x1b[31m",
        b"\x07",
        b"'; DROP TABLE x; --",
        b'"',
        b"`id`",
    ),
    *(
        b"$(id)",
        b"<script>alert(1)</script>".replace(b"/", b""),
        b"=cmd|",
        b"a!",
        b"%00",
        b"%2F..",
        b"#",
        b"?",
        b"*",
        b"[a]",
    ),
    *("‮fdp.".encode(), "​".encode(), "🧾".encode(), "e\u0301".encode(), "\u2028".encode(), b"\\", b"\\\\host", b"C:"),
    *(b"{0}", b"%s", b"NULL", b"nan", "预算（公开）".encode()),
)


def name(rng: Random, number: int, ending: str) -> bytes:
    """The name of file ``number``, at most 255 bytes, with ``ending`` in one way or other."""
    tail = b"%d.%s" % (number, rng.choice((ending, ending, ending.upper(), f"{ending}.{ending}")).encode())
    if rng.random() < _PLAIN:
        return "预算".encode() + tail
    before = rng.choice(_BEFORE)
    if rng.random() < 0.1:
        before = (before + "长".encode() * 100)[: _LONGEST - len(tail)]
    return before + tail
