"""The numbers Word puts before paragraphs (一、 （二） 3.): they are in no text run, only counted.

After ECMA-376 Part 1, 17.9: a paragraph names a list (numId) and a level; the list names a pattern
such as ``%1、`` and a number format for each level.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from pipelines.extract.docx.names import W, child, number, value

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand",
}  # fmt: skip


class Numbering:
    """Counts list paragraphs in document order and writes their numbers."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[str] = set()
        self._style_lists = _style_lists(styles)
        if numbering is not None:
            self._load(numbering)

    def label(self, paragraph: etree._Element) -> str:
        """The printed number of a paragraph, or ``""``; call it once for each, in order."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        num_id, level = found
        abstract = self._abstract_of.get(num_id, "")
        definition = self._levels.get(abstract, {}).get(level)
        if definition is None:
            return ""
        self._count(num_id, abstract, level)
        pattern = value(child(definition, "lvlText")) or ""
        if value(child(definition, "numFmt")) in ("bullet", "none", None):
            return ""
        return re.sub(r"%(\d)", lambda m: self._formatted(abstract, int(m.group(1)) - 1), pattern)

    def _load(self, numbering: etree._Element) -> None:
        for abstract in numbering.findall(W + "abstractNum"):
            levels = {number_of(level): level for level in abstract.findall(W + "lvl")}
            self._levels[value(abstract, "abstractNumId") or ""] = levels
        for num in numbering.findall(W + "num"):
            num_id = value(num, "numId") or ""
            self._abstract_of[num_id] = value(child(num, "abstractNumId")) or ""
            for override in num.findall(W + "lvlOverride"):
                start = child(override, "startOverride")
                if start is not None:
                    self._starts[num_id, number_of(override)] = number(start, 1)

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = child(paragraph, "pPr")
        inherited = self._style_lists.get(value(child(properties, "pStyle")) or "")
        own = child(properties, "numPr")
        num_id = value(child(own, "numId")) or (inherited[0] if inherited else None)
        if num_id in (None, "0"):  # 0 takes a paragraph out of its style's list
            return None
        level = child(own, "ilvl")
        return str(num_id), number(level, inherited[1] if inherited and level is None else 0)

    def _count(self, num_id: str, abstract: str, level: int) -> None:
        counts = self._counts[abstract]
        if num_id not in self._started:
            self._started.add(num_id)
            for (other, at), start in self._starts.items():
                if other == num_id:
                    counts[at] = start - 1
        counts[level] = counts.get(level, self._start(abstract, level) - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]

    def _start(self, abstract: str, level: int) -> int:
        return number(child(self._levels[abstract].get(level), "start"), 1)

    def _formatted(self, abstract: str, level: int) -> str:
        definition = self._levels[abstract].get(level)
        n = self._counts[abstract].get(level, self._start(abstract, level))
        return format_number(n, value(child(definition, "numFmt")) or "decimal")


def number_of(level: etree._Element) -> int:
    """``w:ilvl`` of a level definition."""
    text = value(level, "ilvl") or "0"
    return int(text) if text.isdecimal() else 0


def format_number(n: int, form: str) -> str:
    """A counter in one of Word's number formats; an unknown format counts in digits."""
    if form in _CHINESE:
        return chinese(n)
    if form == "decimalFullWidth":
        return "".join(chr(ord("０") + int(d)) for d in str(n))
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= n <= 20:
        return chr(ord("①") + n - 1)
    if form in ("upperLetter", "lowerLetter") and n >= 1:
        letter = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman") and n >= 1:
        return _roman(n).upper() if form == "upperRoman" else _roman(n)
    return str(n)


def chinese(n: int) -> str:
    """1 to 9999 in Chinese: 十, 十一, 二十, 一百零五."""
    if not 0 < n < 10_000:
        return str(n)
    out, pending_zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, place)
        if digit:
            out += ("零" if pending_zero and out else "") + _DIGITS[digit] + unit
            pending_zero = False
        else:
            pending_zero = bool(out)
    return out[1:] if out.startswith("一十") else out


def _roman(n: int) -> str:
    out = ""
    for amount, letters in _ROMAN:
        count, n = divmod(n, amount)
        out += letters * count
    return out


def _style_lists(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Style id -> (numId, level), through ``basedOn``."""
    if styles is None:
        return {}
    by_id = {value(s, "styleId") or "": s for s in styles.findall(W + "style")}
    out: dict[str, tuple[str, int]] = {}
    for style_id, start in by_id.items():
        style: etree._Element | None = start
        seen: set[str] = set()
        while style is not None:
            own = child(style, "pPr", "numPr")
            if own is not None and value(child(own, "numId")):
                out[style_id] = (value(child(own, "numId")) or "", number(child(own, "ilvl"), 0))
                break
            parent = value(child(style, "basedOn")) or ""
            style = None if parent in seen else by_id.get(parent)
            seen.add(parent)
    return out
