"""What holds inside a group of an RTF file: how text looks, how its bytes are read, whether it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

_CODE_PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8", 54936: "gb18030"}
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949"}
# Groups whose text is not printed where it stands.
_NOT_PRINTED_HERE = (
    "fonttbl colortbl stylesheet info pict object listtable listoverridetable rsidtbl generator themedata datastore "
    "latentstyles colorschememapping xmlnstbl fldinst header headerl headerr headerf footer footerl footerr footerf "
    "nonesttables ftnsep ftnsepc aftnsep aftnsepc annotation atnid atnauthor bkmkstart bkmkend private template "
    "revtbl pgptbl userprops sp filetbl txe rxe xe tc"
)
_ELSEWHERE = frozenset(_NOT_PRINTED_HERE.split())


@dataclass(frozen=True, slots=True)
class State:
    """The state of one group; a group begins with that of the one around it."""

    shown: bool = True
    fonts: bool = False  # inside the list of fonts
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    skip: int = 1  # bytes that stand for a \\u character where it is not known
    encoding: str = ""  # of the font

    def after(self, word: str, number: int | None) -> State:
        """The state once a control word was said."""
        on = number != 0
        if word in _ELSEWHERE:
            return replace(self, shown=False, fonts=word == "fonttbl")
        if word == "plain":
            return replace(self, hidden=False, struck=False, raised=False)
        if word == "v":
            return replace(self, hidden=on)
        if word in ("strike", "striked", "deleted"):
            return replace(self, struck=on)
        if word in ("super", "nosupersub", "sub"):
            return replace(self, raised=word == "super" and on)
        if word == "uc":
            return replace(self, skip=max(number or 0, 0))
        return self


def of_code_page(number: int) -> str:
    """The encoding of a Windows code page."""
    return _CODE_PAGES.get(number, f"cp{number}")


def of_charset(number: int) -> str:
    """The encoding of a font's character set; empty where the document's own holds."""
    return _CHARSETS.get(number, "")
