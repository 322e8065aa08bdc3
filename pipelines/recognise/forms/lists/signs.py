"""What a row of a list of projects shows, beside its money, of being a project or the sum of some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipelines.layouts.forms import list_pattern
from pipelines.layouts.tables import names_body
from pipelines.model.form_words import ListKind, Role
from pipelines.model.text import compact
from pipelines.recognise.forms.codes import coded_name, without_unit_code
from pipelines.recognise.forms.lists.layout import is_subtotal
from pipelines.recognise.forms.lists.listing import Item, Priced
from pipelines.recognise.forms.lists.nesting import STRONG, Row

_CERTAIN = STRONG + 2
_CLEAR = 4
_LIKELY = 3
_HINT = 2


def with_signs(body: Sequence[Priced], units: frozenset[str]) -> list[Row]:
    """The rows of a list with what speaks for and against each being a sum; ``units``: names of bodies that other
    tables of the document list."""
    items = [one.item for one in body]
    against_sum, against_part = [0] * len(items), [0] * len(items)
    for shown, weight_shown, weight_not in _marks(items):
        if any(shown):
            for number, shows in enumerate(shown):
                against_sum[number] += weight_shown if shows else 0
                against_part[number] += 0 if shows else weight_not
    for number, weight in [*_sum_marks(items, units), *((number, STRONG) for number in _units_by_sums(body))]:
        against_part[number] += weight
    return [
        Row(one.amount.yuan, one.amount.step, not_sum, not_part)
        for one, not_sum, not_part in zip(body, against_sum, against_part, strict=True)
    ]


def _marks(items: Sequence[Item]) -> Iterator[tuple[list[bool], int, int]]:
    """What projects show and sums do not: which rows do, how much it says where it is shown, and where it is not."""
    yield [item.has(Role.PURPOSE) for item in items], STRONG, _HINT
    yield [_is_coded(item) for item in items], STRONG, _HINT
    if any(_indent(item) for item in items):
        yield [not deeper for deeper in _has_deeper_below(items)], _LIKELY, _LIKELY


def _sum_marks(items: Sequence[Item], units: frozenset[str]) -> Iterator[tuple[int, int]]:
    """What sums show and projects do not: row and weight."""
    codes = [unit_code(item) for item in items]
    coded = all(codes)
    longest = max(map(len, codes), default=0)
    times = Counter(codes)
    first = {code: number for number, code in reversed(list(enumerate(codes)))}
    tests: list[tuple[Callable[[Item], bool], int]] = [
        (lambda item: not item.has(Role.NAME) and not item.has(Role.PURPOSE), _CERTAIN),
        (lambda item: is_subtotal(item.text(Role.NAME)), _CERTAIN),
        (lambda item: _name(item) in units, STRONG),
        (_names_body, _HINT),
        (_is_class, _CLEAR),
        (lambda item: not coded and bool(unit_code(item)), STRONG),
        (lambda item: coded and len(unit_code(item)) < longest, _CLEAR),
        (lambda item: coded and items[first[unit_code(item)]] is item and times[unit_code(item)] > 1, _HINT),
    ]
    for number, item in enumerate(items):
        for test, weight in tests:
            if test(item):
                yield number, weight


def _is_coded(item: Item) -> bool:
    return item.has(Role.CODE) or coded_name(compact(item.text(Role.NAME))) is not None


def _units_by_sums(body: Sequence[Priced]) -> list[int]:
    """The rows named like bodies, where each of them is the sum of the projects down to the next: units then, all."""
    heads = [number for number, one in enumerate(body) if _may_be_unit(one.item)]
    if not heads or heads[0]:
        return []
    lengths = []
    for head, end in pairwise([*heads, len(body)]):
        parts = [one.amount for one in body[head + 1 : end] if not _is_class(one.item)]
        gap = abs(sum((part.yuan for part in parts), Decimal(0)) - body[head].amount.yuan)
        if not parts or gap > (sum(part.step for part in parts) + body[head].amount.step) / 2:
            return []
        lengths.append(len(parts))
    return heads if max(lengths) > 1 else []


def _may_be_unit(item: Item) -> bool:
    return _names_body(item) and not item.has(Role.PURPOSE) and not _is_class(item)


def is_unit(item: Item, units: frozenset[str]) -> bool:
    """Whether a sum is that of a unit: by its code, or its name, which can be one of ``units``."""
    by_name = _name(item) in units or _names_body(item) or (item.has(Role.UNIT_NAME) and not item.has(Role.NAME))
    return (bool(unit_code(item)) or by_name) and not _is_class(item)


def _is_class(item: Item) -> bool:
    """Whether a row only says which class of projects follows, or how the units are paid."""
    name = without_unit_code(compact(item.printed_words(Role.NAME, Role.UNIT_NAME)))
    return list_pattern(ListKind.PROJECT, "group").match(name) is not None


def _names_body(item: Item) -> bool:
    return names_body(_name(item))


def _name(item: Item) -> str:
    return without_unit_code(compact(item.text(Role.NAME)))


def unit_code(item: Item) -> str:
    """The code of a unit a row prints; a dash is none."""
    text = compact(item.text(Role.UNIT_CODE))
    return text if any(map(str.isdigit, text)) else ""


def _has_deeper_below(items: Sequence[Item]) -> list[bool]:
    deeper = [_indent(below) > _indent(above) for above, below in pairwise(items)]
    return [*deeper, False] if items else []


def _indent(item: Item) -> int:
    """Blanks printed before the name."""
    text = item.text(Role.NAME)
    return len(text) - len(text.lstrip())
