"""Classification codes as documents print them, and the names that stand for them where no code is printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.layouts.tables import strip_numbering
from pipelines.model.schemes import Scheme
from pipelines.model.text import compact

_BRACKETED = re.compile(r"^[\[(](\d{3,9})[\])](.*)$")
_DASHED = re.compile(r"^(\d{3,9})[-_:.、](.+)$")
_GLUED = re.compile(r"^(\d{3}(?:\d{2}){0,2})(?=[\u4e00-\u9fff])(.+)$")
_PARTED = re.compile(r"^[235]\d\d([-.]\d\d){1,2}$")  # 2010301 as 201-03-01 or 201.03.01
_PLAIN = re.compile(r"^\d{1,9}$")
SCHEME_BY_DIGIT = {"2": Scheme.FUNCTIONAL, "3": Scheme.ECONOMIC, "5": Scheme.GOVERNMENT}
_SUFFIX = re.compile(r"(支出|\((类|款|项)\))+$")
_LEAST_TO_SHORTEN = 6  # characters of a name that may leave words out


def split_code(text: str) -> tuple[str | None, str]:
    """Code and name of a compact cell that prints both: ``[20140]信访事务``, ``2010301-行政运行``."""
    for pattern in (_BRACKETED, _DASHED, _GLUED):
        found = pattern.match(text)
        if found:
            return found.group(1), found.group(2)
    return None, text


def plain_code(text: str) -> str | None:
    """The digits of a compact cell that holds nothing but a code."""
    digits = text.removesuffix(".0")  # a workbook's number
    if _PARTED.match(digits):
        return re.sub(r"\D", "", digits)
    return digits if _PLAIN.match(digits) else None


def scheme_of(code: str) -> str | None:
    """functional (2…), economic (3…) or government (5…) by the first digit of a whole code."""
    return SCHEME_BY_DIGIT.get(code[:1]) if len(code) in {3, 5, 7} else None


def name_key(name: str) -> str:
    """A name as it is compared: compact, unnumbered, without 的 and a closing 支出 or (款)."""
    bare = strip_numbering(compact(name))[1].replace("的", "")
    return _SUFFIX.sub("", bare) or bare


@dataclass(slots=True)
class CodeBook:
    """Names of the functional and economic classifications, to resolve rows printed without codes.

    ``entries`` are (scheme, code, name); several names may stand for one code and one name for many codes.  ``ended``
    has the last year of codes that are no longer in use, ``year`` the one the book is read for.  ``own`` are the names
    that the document itself prints beside codes and that the entries do not have, ``printed`` all that it prints so.
    """

    by_name: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    ended: Mapping[tuple[str, str], int] = field(default_factory=dict)
    year: int | None = None
    own: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    printed: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, entries: Iterable[tuple[str, str, str]], ended: Mapping[tuple[str, str], int] | None = None
    ) -> CodeBook:
        """Built from (scheme, code, name) and the last years of codes by (scheme, code)."""
        book = cls(ended=ended or {})
        for scheme, code, name in entries:
            codes = book.by_name[scheme, name_key(name)]
            if code not in codes:
                codes.append(code)
        return book

    def of_years(self, years: Iterable[int | None]) -> CodeBook:
        """The same names for a document of ``years``: of several codes, those that had ended by then stand back."""
        return replace(self, year=max((year for year in years if year is not None), default=None))

    def taught(self, entries: Iterable[tuple[str, str, str]]) -> CodeBook:
        """The book for a document that prints ``entries`` itself."""
        printed: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for scheme, code, name in entries:
            codes = printed[scheme, name_key(name)]
            if code not in codes:
                codes.append(code)
        own = {key: [code for code in codes if code not in self.by_name.get(key, ())] for key, codes in printed.items()}
        own = {key: codes for key, codes in own.items() if codes}
        return replace(self, own=own, printed=printed) if printed else self

    def is_own(self, name: str) -> bool:
        """Whether a name, in whichever scheme, stands beside a code in the document only."""
        key = name_key(name)
        return any((scheme, key) in self.own for scheme in SCHEME_BY_DIGIT.values())

    def printed_codes(self, scheme: str, name: str) -> list[str]:
        """The codes that the document itself prints beside ``name``."""
        return list(self.printed.get((scheme, name_key(name)), ()))

    def shortened(self, scheme: str, name: str, above: str) -> list[str]:
        """The codes right below ``above`` that the document prints beside a name of which ``name`` leaves words out.

        机关事业单位职业年金 for 机关事业单位职业年金缴费支出.
        """
        key = name_key(name)
        if len(key) < _LEAST_TO_SHORTEN:
            return []
        return [
            code
            for (own_scheme, printed), codes in self.printed.items()
            if own_scheme == scheme and _leaves_words_out(key, printed)
            for code in codes
            if code[:-2] == above
        ]

    def candidates(self, scheme: str, name: str) -> list[str]:
        """Codes a printed name may stand for, within ``scheme``; inside one heading the document's own."""
        key = scheme, name_key(name)
        codes = self.by_name.get(key, [])
        if self.year is not None and len(codes) > 1:
            year = self.year
            codes = [code for code in codes if self.ended.get((scheme, code), year) >= year] or codes
        own = self.own.get(key)
        if not own:
            return codes
        headings = {(len(code), code[:-2]) for code in own}
        return [*own, *(code for code in codes if (len(code), code[:-2]) not in headings)]

    def resolve_class(self, scheme: str, name: str) -> str | None:
        """The class (类) a name stands for: its own name, else the one class whose name begins with it."""
        exact = [c for c in self.candidates(scheme, name) if len(c) == 3]
        if len(exact) == 1:
            return exact[0]
        key = name_key(name)
        begun = {
            c
            for (s, n), codes in self.by_name.items()
            if s == scheme and len(key) > 2 and n.startswith(key)
            for c in codes
            if len(c) == 3
        }
        return begun.pop() if len(begun) == 1 and not exact else None

    def resolve(self, scheme: str, name: str, path: list[str], used: Collection[str] = ()) -> str | None:
        """The code of a row by its name inside the codes of the rows above (``path``: class, 款).

        A 款 of the current class comes before an item of the current 款, so that a name both carry is the
        款 the first time and the item below it the second time.  A 款 that is in ``used`` does not come again where
        the name is an item of the current one too.  Of two items of one name …99 is the one in use.
        """
        codes = self.candidates(scheme, name)
        if not codes:
            return None
        inside = _below(codes, path[:1], path)
        items = _of_length(inside, 7)
        near = _below(items, path[1:2], path)
        headings = [code for code in _of_length(inside, 5) if not near or code not in used]
        if not inside:
            return _only(_of_length(codes, 3))
        return _only(headings) or _current(near) or (_only(items) if len(path) < 2 else None)


def _leaves_words_out(short: str, name: str) -> bool:
    """Whether ``short`` begins as ``name`` does and has its characters in their order."""
    left = iter(name)
    return short[:2] == name[:2] and all(character in left for character in short)


def _below(codes: list[str], above: list[str], path: list[str]) -> list[str]:
    """The codes that lie inside the one code of ``above``, those of the ``path`` itself left out."""
    return [code for code in codes for outer in above if code.startswith(outer) and code not in path]


def _of_length(codes: list[str], length: int) -> list[str]:
    """Classes have three digits, headings (款) five, items (项) seven."""
    return [code for code in codes if len(code) == length]


def _only(codes: list[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def _current(items: list[str]) -> str | None:
    """The one of ``items``, or of several the one that stands for all others of its 款 (99)."""
    return _only(items) or _only([code for code in items if code.endswith("99")])
