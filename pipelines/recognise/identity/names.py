"""Names of departments and units: cleaning, comparing, telling a name from other words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from . import layout

_BLANK = re.compile(r"[\s\u200b-\u200f\ufeff\u00ad]+")
_CODE = re.compile(r"^(?:[\[(]\d{2,12}[\])]|\d{3,12})[-_.、:]?(?=[\u3400-\u9fff]{4})(?!年)")  # not 101中学
_WHOLE = re.compile(r"\((?:部门)?(?:汇总|合并|含下属单位|部门)\)$|(?<=[局委厅部院室会办府处署])汇总$")
_OWN = re.compile(
    r"\((?:市|县|区|省|州|局|委|厅|院|校|机关|单位)?本[级部]\)$|(?:机关|单位)?本级$|\((?:机关|单位)\)$|(?<=[局委厅部院会署])机关$"
)
_PARTY = re.compile(r"^(?:中国共产党|中共)(?=.+委)")
_PARTY_COMMITTEE = re.compile(r"^(?:中国共产党|中共)(.{2,14}?(?:省|市|区|县|旗|州|盟|镇|乡))委员会(?!会)")
_CONSULTATIVE = re.compile(r"^(?:中国人民政治协商会议|政协)(.{2,16}?)委员会")
_SHAPE = re.compile(r"[\u3400-\u9fff〇()·、\-A-Za-z0-9]{3,45}")
_YEAR_INSIDE = re.compile(r"20\d\d")
_FIRM_ENDINGS = (
    "局",
    "厅",
    "委员会",
    "办公室",
    "办公厅",
    "人民政府",
    "办事处",
    "法院",
    "检察院",
    "中心",
    "大学",
    "中学",
    "小学",
)
_HAN = re.compile(r"[\u3400-\u9fff〇]")


def squeeze(text: str) -> str:
    """Half-width brackets and digits (NFKC), no blanks at all."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def strip_code(name: str) -> str:
    """A squeezed name without the budget code printed in front (``450昌黎县医疗保障局``)."""
    return _CODE.sub("", name)


def display_name(name: str) -> str:
    """A name as a table should show it: no blanks, no code, no （汇总）, full-width brackets.

    >>> display_name("135001 西安市财政局(汇总)")
    '西安市财政局'
    """
    out = _WHOLE.sub("", strip_code(squeeze(name)))
    return out.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=4096)
def canonical_name(name: str) -> str:
    """The same department's name in one spelling, for joining years and files.

    Width and blanks evened, budget code removed, （本级）, （汇总）, 机关 dropped, 中国共产党X委员会 = 中共X委 = X委,
    中国人民政治协商会议X委员会 = X政协.  Idempotent.

    >>> canonical_name("450昌黎县医疗保障局(本级)")
    '昌黎县医疗保障局'
    """
    out, last = squeeze(name), None
    while out != last:
        last = out
        out = _WHOLE.sub("", strip_code(out.strip("()[]·-、:") if out.count("(") != out.count(")") else out))
        out = _drop_own(out)
        out = _PARTY_COMMITTEE.sub(r"\1委", out)
        out = _CONSULTATIVE.sub(r"\1政协", _PARTY.sub("", out))
        out = squeeze(out.replace("(", "（").replace(")", "）"))
    return out.replace("(", "（").replace(")", "）")


def _drop_own(name: str) -> str:
    kept = _OWN.sub("", name)
    if len(kept) >= 3 and kept.endswith(layout.suffixes()):
        return kept
    return name


@lru_cache(maxsize=8192)
def is_organisation(name: str) -> bool:
    """Whether a squeezed text has the shape of an organisation's name: ends like one and is not a generic word."""
    if not _SHAPE.fullmatch(name) or len(_HAN.findall(name)) < 3 or name.count("(") != name.count(")"):
        return False
    if _YEAR_INSIDE.search(name):
        return False
    bare = re.sub(r"\([^()]*\)$", "", name) or name
    bare = re.sub(r"(?<=.{3})本级$", "", bare)
    if not bare.endswith(layout.suffixes()) or bare.startswith(("、", "-", ")", "的", "和", "及", "与")):
        return False
    return not layout.generic_names().fullmatch(bare)


def longest_organisation(text: str) -> str | None:
    """The longest leading piece of a squeezed text that is a name; ``None`` without one (text run together).

    Only endings that hardly stand inside other words count (局, 委员会; not 社, which begins 社会).
    """
    for end in range(min(len(text), 45), 3, -1):
        if text[:end].endswith(_FIRM_ENDINGS) and is_organisation(text[:end]):
            return text[:end]
    return None
