"""Functions of spending as sentences name them: ``X(类)Y(款)Z(项)``, ``2011301-行政运行``, ``行政运行(2014001)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.layouts.tables import strip_numbering
from pipelines.recognise.codes import CodeBook, name_key, scheme_of
from pipelines.recognise.narrative.model import Subject
from pipelines.recognise.narrative.subjects import is_filler

_CLASS = re.compile(r"([^,;:。、()\d年]{2,24})\(类\)")
_GROUP = re.compile(r"([^,;:。]{2,40}?)\(款\)")
_ITEM = re.compile(r"([^,;:。]{2,40}?)\(项\)")
_CODE_FIRST = re.compile(r"(?<!\d)(\d{7}|\d{5}|\d{3})[-_、.]?([\u4e00-\u9fff][\u4e00-\u9fff()、]{1,30}?)$")
_CODE_LAST = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff()、]{1,30})\((\d{7}|\d{5}|\d{3})\)$")
_DASHED = re.compile(r"([\u4e00-\u9fff()、]{2,30})-([\u4e00-\u9fff()、]{2,30})-([\u4e00-\u9fff()、]{2,30})$")
_TAIL = re.compile(r"(?:支出|预算|决算|数|为|,|(?:19|20)\d{2}年(?:度)?|年初|执行|合计|安排|共|:)+$")
_ECONOMIC = {"economic", "government"}


@dataclass(slots=True)
class Path:
    """The class and the 款 that later sentences stand under."""

    class_code: str | None = None
    group_code: str | None = None


def levels_subject(text: str, book: CodeBook, path: Path) -> tuple[Subject, int] | None:
    """The last ``(类)(款)(项)`` name in ``text`` and where it ends; moves ``path`` along."""
    ends = [m for m in (_last(p, text) for p in (_CLASS, _GROUP, _ITEM)) if m]
    if not ends:
        return None
    end = max(m.end() for m in ends)
    if (found := _last(_CLASS, text)) is not None:
        path.class_code, path.group_code = book.resolve_class("functional", _bare(found.group(1))), None
    code, name = path.class_code, _bare(found.group(1)) if found else ""
    rest = text[found.end() :] if found else text
    if (group := _last(_GROUP, rest)) is not None:
        name = _bare(group.group(1))
        code = path.group_code = _inside(book, name, path.class_code, 5)
        rest = rest[group.end() :]
    if (item := _last(_ITEM, rest)) is not None:
        name = _bare(item.group(1))
        code = _inside(book, name, path.group_code or path.class_code, 7)
    return _function(code, name), end


def coded_subject(head: str) -> Subject | None:
    """A name printed with its code right before a figure; ``head`` may end in filling words."""
    for text in (head, _TAIL.sub("", head)):
        if found := _CODE_FIRST.search(text):
            return _of_code(found.group(1), found.group(2))
        if found := _CODE_LAST.search(text):
            return _of_code(found.group(2), _bare(found.group(1)))
    return None


def dashed_subject(head: str, book: CodeBook) -> Subject | None:
    """``class-款-项`` right before a figure."""
    found = _DASHED.search(_TAIL.sub("", head)) or _DASHED.search(head)
    if not found:
        return None
    class_code = book.resolve_class("functional", _bare(found.group(1)))
    if class_code is None:
        return None
    group = _inside(book, found.group(2), class_code, 5)
    name = found.group(3)
    return _function(_inside(book, name, group or class_code, 7), name)


def class_subject(head: str, book: CodeBook, inside: str | None) -> Subject | None:
    """A bare class name right before a figure (教育支出118.01万元), or a 款 or 项 of the class ``inside``."""
    clause = re.split(r"[,;:。]", head)[-1]
    clause = re.sub(r"^.*(?:其中|包括|用于)", "", clause)
    for text in (clause, clause.rsplit("、", 1)[-1]):
        name = re.sub(r"^\(?[一二三四五六七八九十\d]+[)、.]+[、]?", "", strip_numbering(text)[1])
        for one in (name, _TAIL.sub("", name) + "支出", _TAIL.sub("", name)):
            exact = [c for c in book.candidates("functional", one) if len(c) == 3]
            if len(exact) == 1 and ("支出" in name):
                return _function(exact[0], name)
        if inside:
            code = _inside(book, name, inside, 5) or _inside(book, name, inside, 7)
            if code:
                return _function(code, name)
    return None


def _of_code(code: str, name: str) -> Subject | None:
    scheme = scheme_of(code)
    if scheme == "functional":
        return _function(code, name)
    return Subject("economic", economic_code=code, name=name) if scheme else None


def _function(code: str | None, name: str) -> Subject:
    depth = 6 if code is None else 4 + (len(code) - 3) // 2
    return Subject("function", functional_code=code, name=name, depth=depth)


def _inside(book: CodeBook, name: str, above: str | None, digits: int) -> str | None:
    """The one code of ``digits`` digits that ``name`` stands for below ``above`` (anywhere where that is unknown)."""
    codes = [c for c in book.candidates("functional", name) if len(c) == digits and c.startswith(above or "")]
    if len(codes) > 1 and name.startswith("其他"):
        codes = [c for c in codes if c.endswith("99")]  # 其他 of a 款 is always its 99
    return codes[0] if len(codes) == 1 else None


def _bare(name: str) -> str:
    name = re.sub(r"^.*(?:其中|包括|主要用于|用于)", "", name)
    return re.sub(r"^[\d一二三四五六七八九十]+[、.)]", "", strip_numbering(name)[1]).strip("-、.)(0123456789") or name


def _last(what: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(what.finditer(text))), None)


__all__ = [
    "Path",
    "class_subject",
    "coded_subject",
    "dashed_subject",
    "is_filler",
    "levels_subject",
    "name_key",
]
