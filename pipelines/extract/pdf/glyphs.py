"""Characters as people would type them: radicals, odd spaces and unmapped glyphs put right.

Some fonts map 一 to U+2F00 (a Kangxi radical that looks the same), a no-break space between words,
a soft hyphen for a minus, or a private-use code where no Unicode value is known.  Only these are
touched; full-width forms stay as printed.
"""

from __future__ import annotations

import unicodedata

_RADICALS = [*range(0x2F00, 0x2FD6), *range(0x2E80, 0x2EF4), *range(0xF900, 0xFB00)]
_SPACES = (0x00A0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F)
_NOTHING = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x0000)

TABLE: dict[int, str] = {}
for _code in _RADICALS:
    _plain = unicodedata.normalize("NFKC", chr(_code))
    if _plain != chr(_code):
        TABLE[_code] = _plain
TABLE.update(dict.fromkeys(_SPACES, " "))
TABLE.update(dict.fromkeys(_NOTHING, ""))
# pdfium marks a hyphen it takes for a word break with U+0002 or U+FFFE; in these documents it is a dash or minus.
TABLE.update({0x0002: "-", 0xFFFE: "-", 0x00AD: "-"})

EM_PER_DIGIT = 2.0  # digits are half an em wide in every face these documents use


def normalise(text: str) -> str:
    """Text with the substitutions above; its length can change only by dropped zero-width characters."""
    return text.translate(TABLE)


def is_wide(char: str) -> bool:
    """Whether a character takes a full em: CJK ideographs, kana, full-width forms, CJK punctuation."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or (0xFF00 <= code <= 0xFF60)
        or 0xFFE0 <= code <= 0xFFE6
        or code >= 0x20000
    )


def glyph_of(char: str) -> tuple[str, float]:
    """What a character of pdfium's shows (nothing for white space), and the ems in its advance (0: any number)."""
    shown = "" if char.isspace() else normalise(char)
    if is_wide(char):
        return shown, 1.0
    return shown, EM_PER_DIGIT if char.isdigit() else 0.0


class _Glyphs(dict[str, tuple[str, float]]):
    """Fills itself: a look-up in a dictionary is a third of a call, and there is one for each character."""

    def __missing__(self, char: str) -> tuple[str, float]:
        glyph = self[char] = glyph_of(char)
        return glyph


GLYPHS = _Glyphs()
