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
_BRACKET_BEHIND = re.compile(r"\([^()]*\)$")
_OWN_LEVEL_BEHIND = re.compile(r"(?<=.{3})本级$")
_JOINING = ("、", "-", ")", "的", "和", "及", "与")  # a name does not begin with them
_SHORTEST, _LONGEST = 3, 45
_FIRM_ENDINGS = (
    *("局", "厅", "委员会", "办公室", "办公厅", "人民政府", "办事处"),
    *("法院", "检察院", "中心", "大学", "中学", "小学"),
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
    return _with_full_brackets(_WHOLE.sub("", strip_code(squeeze(name))))


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
        out = squeeze(_with_full_brackets(_evened(out)))
    return _with_full_brackets(out)


def _evened(name: str) -> str:
    """One round of evening: taking one thing off may bring another to the edge."""
    bare = strip_code(_without_torn_brackets(name))
    own = _without_own(_WHOLE.sub("", bare))
    committee = _PARTY_COMMITTEE.sub(r"\1委", own)
    return _CONSULTATIVE.sub(r"\1政协", _PARTY.sub("", committee))


def _without_torn_brackets(name: str) -> str:
    return name if _is_balanced(name) else name.strip("()[]·-、:")


def _is_balanced(name: str) -> bool:
    return name.count("(") == name.count(")")


def _without_own(name: str) -> str:
    kept = _OWN.sub("", name)
    is_name = len(kept) >= _SHORTEST and kept.endswith(layout.suffixes())
    return kept if is_name else name


@lru_cache(maxsize=4096)
def is_own(name: str) -> bool:
    """Whether a name is that of a department's own office: X局本级, X局（本级）, X局机关."""
    bare = squeeze(name)
    return _without_own(bare) != bare


@lru_cache(maxsize=4096)
def is_whole(name: str) -> bool:
    """Whether a name says that the units are in it: X局（汇总）."""
    return _WHOLE.search(squeeze(name)) is not None


def _with_full_brackets(name: str) -> str:
    return name.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=8192)
def is_organisation(name: str) -> bool:
    """Whether a squeezed text has the shape of an organisation's name: ends like one and is not a generic word."""
    if not _has_shape(name):
        return False
    bare = _OWN_LEVEL_BEHIND.sub("", _BRACKET_BEHIND.sub("", name) or name)
    if not bare.endswith(layout.suffixes()) or bare.startswith(_JOINING):
        return False
    return layout.generic_names().fullmatch(bare) is None


def _has_shape(name: str) -> bool:
    if not _SHAPE.fullmatch(name) or _YEAR_INSIDE.search(name):
        return False
    return len(_HAN.findall(name)) >= _SHORTEST and _is_balanced(name)


def longest_organisation(text: str) -> str | None:
    """The longest leading piece of a squeezed text that is a name; ``None`` without one (text run together).

    Only endings that hardly stand inside other words count (局, 委员会; not 社, which begins 社会).
    """
    for end in range(min(len(text), _LONGEST), _SHORTEST, -1):
        begun = text[:end]
        if begun.endswith(_FIRM_ENDINGS) and is_organisation(begun):
            return begun
    return None
