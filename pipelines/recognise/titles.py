"""Titles, units and notes: the lines above and inside a grid that say what it is."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.recognise.layouts import TITLE_PREFIX, StatementLayout, statements
from pipelines.recognise.text import compact

_UNIT = re.compile(r"(?:单位|金额|币种|人民币|计量)[^元]{0,8}?[:(]?(百万元|千万元|万元|千元|亿元|元)|\((万元|亿元|千元|元)\)")
_META = re.compile(
    r"^(.{0,6}(单位|部门|编制)(\(单位\)|\(部门\))?(名称)?[:].*|预算年度.*|年度[:].*|.*金额单位.*|(金额)?单位[:]?(万元|元|千元|亿元)|(部门|单位)?(预算|决算)?公开\d*表\d*|表[一二三四五六七八九十\d]+|附[件表].{0,4}"
    r"|(编制|填报|打印|公开)(日期|时间|单位|部门).*|\d{4}年(度)?|\d{4}年\d{1,2}月(\d{1,2}日)?|第?\d+页.*|\d{3,6}(?!年)[\u4e00-\u9fff()]{3,40}|GK\d+表?|(预算|决算)\d+表|财决.{0,10}表|[\u4e00-\u9fff()]{4,30}(局|委员会|办公室|中心|学校|大学|学院|法院|检察院|政府|街道办事处|厅|委|部)(\(本级\))?)$"
)
_NOTE = re.compile(r"^(注|备注|说明|附注|注释)[:：\d、.]|^(本表|此表|本部门|本单位|我部门|我单位|我局).{0,60}(无|没有|空表|未|反映|故).{0,60}|^(无相关|空表|本年度无)")
_CONTENTS_LINE = re.compile(r"[.…·‥]{4,}|\.{3,}\d+$")
_TABLE_WORD = re.compile(r"表(\(.{0,20}\))?(\(.{0,12}\))?$")
_GENERIC = re.compile(r"^(部门|单位|\d{4}年|年度|\W|[\u4e00-\u9fff()]{2,24}(局|委|办|厅|部|中心|署|处|会|院|校|学))*(\d{4}年度?)?(部门|单位)?(综合)?(预算|决算)?(信息)?(公开)?(附|报)?表(格|格部分)?$|^(见|如下|下)?(附)?表$")
_UNIT_YUAN = {"元": "元", "万元": "万元", "亿元": "亿元", "千元": "千元", "百万元": "百万元", "千万元": "千万元"}
_MAX_TITLE = 60


@lru_cache(maxsize=16384)
def _candidate(line: str) -> str | None:
    """A line as a title without its table number, ``None`` where it cannot be one."""
    text = compact(line)
    if not text or len(text) > _MAX_TITLE or "。" in text or ";" in text or _CONTENTS_LINE.search(text):
        return None
    text = TITLE_PREFIX.sub("", text)
    text = re.split(r"(?:编制)?(?:部门|单位|预算单位)(?:\(单位\))?(?:名称)?:|金额单位|单位:", text)[0]
    text = re.sub(r"^\(?20\d\d\)?(年度?)?", "", text)
    return text or None


@lru_cache(maxsize=16384)
def table_title(line: str) -> str | None:
    """The compact title where ``line`` reads like the title of a table (ends in 表), else ``None``."""
    text = _candidate(line)
    return text if text and _TABLE_WORD.search(text) and "," not in text and len(text) > 2 else None


def title_of(lines: list[str], scheme: str = "any") -> tuple[str, StatementLayout] | None:
    """The title among ``lines`` (nearest last) that names a statement, and which.

    Lines that end in 表 come before mere headings.
    """
    found = nearest_title(lines)
    if found:
        layout = layout_of(found, scheme)
        return (found, layout) if layout else None
    for line in reversed(lines[-3:]):
        heading = _candidate(line)
        if heading and len(heading) <= 24 and "," not in heading and ":" not in heading and heading.endswith(("表", "情况", "明细", "预算", "决算")):
            layout = layout_of(heading, scheme)
            if layout:
                return heading, layout
    return None


def nearest_title(lines: list[str]) -> str | None:
    """The line nearest the grid that reads like a table's own title, passing over a cover's 部门预算公开表."""
    return next((t for t in (table_title(line) for line in reversed(lines)) if t and not _GENERIC.match(t)), None)


def unwrapped(lines: list[str]) -> list[str]:
    """``lines`` with a title that was broken over two lines joined again."""
    out: list[str] = []
    for line in lines:
        if out and _TABLE_WORD.search(compact(line)) and not table_title(out[-1]) and title_of([line]) is None:
            whole = out[-1].rstrip() + line.strip()
            if len(compact(line)) < len(compact(out[-1])) and title_of([whole]) is not None:
                out[-1] = whole
                continue
        out.append(line)
    return out


def layout_of(title: str, scheme: str) -> StatementLayout | None:
    """The first entry of statements.toml that ``title`` names, for what the grid classifies by."""
    for layout in statements():
        if layout.names(title) and ("any" in layout.scheme or scheme in layout.scheme):
            return layout
    return None


@lru_cache(maxsize=16384)
def is_meta(text: str) -> bool:
    """Whether a compact line only says whose table, which unit, which number."""
    return bool(_META.match(text)) or (unit_in(text) is not None and len(text) < 40 and "预算数" not in text and "合计" not in text)


@lru_cache(maxsize=16384)
def is_note(text: str) -> bool:
    """Whether a compact line is a note under a table."""
    return bool(_NOTE.match(text))


@lru_cache(maxsize=16384)
def unit_in(text: str) -> str | None:
    """The money unit a compact line states: 元, 万元, 亿元, 千元."""
    found = _UNIT.search(text)
    return _UNIT_YUAN[found.group(1) or found.group(2)] if found else None
