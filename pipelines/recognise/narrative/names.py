"""Names without code or level: 工资福利支出, 行政运行.

A document teaches itself codes: a name its own tables print beside one code stands for that code.  Else it is what the
list of its year says, where parts of a sum are listed whose parts are such: 印刷费 of a project is not that of the
department, and a project may be called like a function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.model.schemes import Scheme
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.clauses import last_clause, without_list_words, without_numbering
from pipelines.recognise.narrative.functions import economic, function, without_tail
from pipelines.recognise.narrative.model import Claim, Subject

_BRACKET_BEHIND = re.compile(r"\([^()]*\)$")
_CLASS_DIGITS = 3
_LEAST = 3  # characters of a name
# what functions and economic items may be parts of: an item of another whole (政府采购, 三公) is no item of the tables
_WHOLES = frozenset(
    {
        "spending_total",
        "budget_total",
        "fiscal_appropriation",
        "general_public",
        "government_fund",
        "state_capital",
        "basic",
        "personnel",
        "public",
        "economic",
    }
)


def bare_subject(head: str, book: CodeBook, whole: Claim | None, inside: str | None) -> Subject | None:
    """What a bare name right before a figure stands for; none where it may stand for several things.

    ``whole``: the amount whose parts are listed; ``inside``: the class of function whose parts are.
    """
    clause = last_clause(head)
    if layout.pattern("blocks").search(clause):
        return None
    if whole is not None and whole.subject.id not in _WHOLES:
        return None
    listed = whole is not None
    for name in _names(without_list_words(clause)):
        functions, items = _functions(book, name, inside), _items(book, name)
        if functions and items and not (inside and functions[0].startswith(inside)):
            return None
        if functions:
            return function(functions[0], name) if _is_one(functions) and _may(book, name, listed) else None
        if items:
            return economic(items[0], name) if _is_one(items) and listed else None
    return None


def _names(clause: str) -> Iterator[str]:
    """The name a clause ends with, as printed and without what follows it, the last of several joined ones too."""
    for text in (clause, clause.rsplit("、", 1)[-1]):
        bare = without_numbering(text)
        unbracketed = _BRACKET_BEHIND.sub("", bare)
        for name in dict.fromkeys((bare, without_tail(bare), unbracketed, without_tail(unbracketed))):
            if len(name) >= _LEAST:
                yield name


def _functions(book: CodeBook, name: str, inside: str | None) -> list[str]:
    """The functions a name may be, those the document prints before all others, those inside the class at hand."""
    codes = book.printed_codes(Scheme.FUNCTIONAL, name) or book.candidates(Scheme.FUNCTIONAL, name)
    return [code for code in codes if inside and code.startswith(inside)] or codes


def _items(book: CodeBook, name: str) -> list[str]:
    """The economic items a name may be: the department's that the document prints, the government's classes that it
    prints, then those of the lists."""
    return (
        book.printed_codes(Scheme.ECONOMIC, name)
        or [code for code in book.printed_codes(Scheme.GOVERNMENT, name) if len(code) == _CLASS_DIGITS]
        or book.candidates(Scheme.ECONOMIC, name)
        or book.candidates(Scheme.GOVERNMENT, name)
    )


def _may(book: CodeBook, name: str, listed: bool) -> bool:
    return listed or bool(book.printed_codes(Scheme.FUNCTIONAL, name))


def _is_one(codes: list[str]) -> bool:
    return len(codes) == 1
