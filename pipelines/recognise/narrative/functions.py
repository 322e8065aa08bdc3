"""Functions of spending as sentences name them: ``X(类)Y(款)Z(项)``, ``2011301-行政运行``, ``行政运行(2014001)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.layouts.tables import strip_numbering
from pipelines.model.schemes import Scheme
from pipelines.recognise.codes import SCHEME_BY_DIGIT, CodeBook, scheme_of
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.clauses import last_clause, without_list_words, without_numbering
from pipelines.recognise.narrative.model import Subject

# a name and its level, whose bracket may print its code as well: 司法(06款)
_CLASS = re.compile(r"([^,;:。、()\d年]{2,24})\((\d{3})?类\)")
_GROUP = re.compile(r"([^,;:。]{2,40}?)\((\d{5}|\d{2})?款\)")
_ITEM = re.compile(r"([^,;:。]{2,40}?)\((\d{7}|\d{2})?项\)")
_LEVEL = re.compile(r"\(\d{0,7}(?:类|款|项)\)")
_CODE_FIRST = re.compile(
    r"(?<!\d)(?P<code>\d{7}|\d{5}|\d{3})[-_、.]?(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff()、]{1,30}?)$"
)
_CODE_LAST = re.compile(r"(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff()、]{1,30})\((?P<code>\d{7}|\d{5}|\d{3})\)$")
_DASHED = re.compile(r"([\u4e00-\u9fff()、]{2,30})-([\u4e00-\u9fff()、]{2,30})-([\u4e00-\u9fff()、]{2,30})$")
_NUMBER_IN_FRONT = re.compile(r"^[\d一二三四五六七八九十]+[、.)]")
_CLASS_DIGITS, _GROUP_DIGITS, _ITEM_DIGITS = 3, 5, 7
_CLASS_DEPTH, _UNKNOWN_DEPTH = 4, 6  # of Subject.depth; a 款 and a 项 lie one and two deeper than their class
_ECONOMIC_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Path:
    """The class and the 款 of functions, and the class of economic items, that later sentences stand under."""

    class_code: str | None = None
    group_code: str | None = None
    item_class: str | None = None  # of economic items, where those are named after it


@dataclass(frozen=True, slots=True)
class Levels:
    """The last ``(类)(款)(项)`` name of a text, where it ends, and the path that later sentences stand under."""

    subject: Subject
    end: int
    path: Path


def levels_subject(text: str, book: CodeBook, path: Path) -> Levels | None:
    """The function that ``text`` names by its levels; those it leaves out are those of ``path``."""
    end = max(_ends(text), default=0)
    if not end:
        return None
    if item := _economic_levels(text, book, path):
        return Levels(item.subject, end, item.path)
    code, name, rest = path.class_code, "", text
    if found := _last(_CLASS, rest):
        name, rest = _bare(found.group(1)), rest[found.end() :]
        code = found.group(2) or book.resolve_class(Scheme.FUNCTIONAL, name)
        path = Path(code)
    if found := _last(_GROUP, rest):
        name, rest = _bare(found.group(1)), rest[found.end() :]
        printed = _printed(found.group(2), path.class_code, _GROUP_DIGITS)
        code = printed or _code_below(book, name, path.class_code, _GROUP_DIGITS)
        path = Path(path.class_code, code)
    if found := _last(_ITEM, rest):
        name = _bare(found.group(1))
        printed = _printed(found.group(2), path.group_code, _ITEM_DIGITS)
        code = printed or _code_below(book, name, path.group_code or path.class_code, _ITEM_DIGITS)
        code = code or _shortened(book, name, path.group_code)
    return Levels(function(code, name), end, path)


def _economic_levels(text: str, book: CodeBook, path: Path) -> Levels | None:
    """The economic item that ``text`` names by its levels: 工资福利支出(类), or 办公费(款) below such a class."""
    if _ITEM.search(text):
        return None
    code, name = path.item_class, ""
    if found := _last(_CLASS, text):
        name, text = _bare(found.group(1)), text[found.end() :]
        code = _economic_class(book, name)
    if code is None:
        return None
    path = replace(path, item_class=code)
    if found := _last(_GROUP, text):
        name = _bare(found.group(1))
        below = _code_below(book, name, code, _GROUP_DIGITS, SCHEME_BY_DIGIT[code[0]])
        return Levels(economic(below, name), 0, path)
    return Levels(economic(code, name), 0, path) if name else None


def _economic_class(book: CodeBook, name: str) -> str | None:
    """The class of economic items that ``name`` stands for, where no class of functions has that name."""
    if book.resolve_class(Scheme.FUNCTIONAL, name) is not None:
        return None
    return book.resolve_class(Scheme.ECONOMIC, name) or book.resolve_class(Scheme.GOVERNMENT, name)


def _printed(code: str | None, above: str | None, digits: int) -> str | None:
    """The whole code that stands in the bracket of a level, its last two digits alone below ``above``."""
    whole = code if code is None or len(code) == digits else (above or "") + code
    return whole if whole is not None and len(whole) == digits else None


def _shortened(book: CodeBook, name: str, group: str | None) -> str | None:
    """The one 项 of the 款 that stands in the document's tables with a name ``name`` shortens."""
    codes = book.shortened("functional", name, group) if group else []
    return codes[0] if len(codes) == 1 else None


def _ends(text: str) -> Iterator[int]:
    if _LEVEL.search(text) is None:
        return  # said of most texts, and sooner than by all three
    for level in (_CLASS, _GROUP, _ITEM):
        yield from (found.end() for found in level.finditer(text))


def without_tail(text: str) -> str:
    """``text`` without the filling words behind a name (支出预算为, 科目)."""
    return layout.pattern("name_tail").sub("", text)


def coded_subject(head: str) -> Subject | None:
    """A name printed with its code right before a figure; ``head`` may end in filling words."""
    return _with_code(head) or _with_code(without_tail(head))


def _with_code(text: str) -> Subject | None:
    if found := _CODE_FIRST.search(text):
        return _of_code(found["code"], found["name"])
    if found := _CODE_LAST.search(text):
        return _of_code(found["code"], _bare(found["name"]))
    return None


def dashed_subject(head: str, book: CodeBook) -> Subject | None:
    """``class-款-项`` right before a figure."""
    found = _DASHED.search(without_tail(head)) or _DASHED.search(head)
    if not found:
        return None
    class_name, group_name, item_name = found.groups()
    class_code = book.resolve_class("functional", _bare(class_name))
    if class_code is None:
        return None
    group_code = _code_below(book, group_name, class_code, _GROUP_DIGITS)
    item_code = _code_below(book, item_name, group_code or class_code, _ITEM_DIGITS)
    return function(item_code, item_name)


def class_subject(head: str, book: CodeBook, inside: str | None) -> Subject | None:
    """A bare class name right before a figure (教育支出118.01万元), or a 款 or 项 of the class ``inside``."""
    clause = without_list_words(last_clause(head))
    last_of_list = clause.rsplit("、", 1)[-1]
    for text in (clause, last_of_list):
        name = without_numbering(text)
        if found := _class(book, name):
            return found
        if code := _code_inside(book, name, inside):
            return function(code, name)
    return None


def _class(book: CodeBook, name: str) -> Subject | None:
    """The class a name stands for that says 支出: as printed, else without the filling words behind it."""
    if "支出" not in name:
        return None
    short = without_tail(name)
    for spelling in (name, f"{short}支出", short):
        codes = _codes(book, spelling, _CLASS_DIGITS)
        if len(codes) == 1:
            return function(codes[0], spelling)
    return None


def _code_inside(book: CodeBook, name: str, inside: str | None) -> str | None:
    if inside is None:
        return None
    return _code_below(book, name, inside, _GROUP_DIGITS) or _code_below(book, name, inside, _ITEM_DIGITS)


def _code_below(
    book: CodeBook, name: str, above: str | None, digits: int, scheme: str = Scheme.FUNCTIONAL
) -> str | None:
    """The one code of ``digits`` digits that ``name`` stands for below ``above`` (anywhere where that is unknown)."""
    codes = [code for code in _codes(book, name, digits, scheme) if code.startswith(above or "")]
    if len(codes) > 1 and name.startswith("其他"):
        codes = [code for code in codes if code.endswith("99")]  # 其他 of a 款 is always its 99
    return codes[0] if len(codes) == 1 else None


def _codes(book: CodeBook, name: str, digits: int, scheme: str = Scheme.FUNCTIONAL) -> list[str]:
    return [code for code in book.candidates(scheme, name) if len(code) == digits]


def _of_code(code: str, name: str) -> Subject | None:
    scheme = scheme_of(code)
    if scheme is None:
        return None
    if scheme == "functional":
        return function(code, name)
    return economic(code, name)


def economic(code: str | None, name: str) -> Subject:
    """The subject of an economic code, the government's or the department's; it may be unknown."""
    if code is None:
        return Subject("economic", name=name, depth=_UNKNOWN_DEPTH)
    return Subject("economic", economic_code=code, name=name, depth=_ECONOMIC_DEPTH + (len(code) - _CLASS_DIGITS) // 2)


def function(code: str | None, name: str) -> Subject:
    """The subject of a function of spending, whose code may be unknown."""
    if code is None:
        return Subject("function", name=name, depth=_UNKNOWN_DEPTH)
    below_class = (len(code) - _CLASS_DIGITS) // 2
    return Subject("function", functional_code=code, name=name, depth=_CLASS_DEPTH + below_class)


def _bare(name: str) -> str:
    """A name without the words and the number before it; as it stands where nothing else is left."""
    name = without_list_words(name)
    unnumbered = _NUMBER_IN_FRONT.sub("", strip_numbering(name)[1])
    return unnumbered.strip("-、.)(0123456789") or name


def _last(what: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(what.finditer(text))), None)
