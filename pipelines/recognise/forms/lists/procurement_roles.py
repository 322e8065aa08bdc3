"""Which rows of a table of purchases are bought things, and which are sums of those below them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.layouts.forms import list_pattern
from pipelines.layouts.tables import names_body
from pipelines.model.form_words import ListKind, Role
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.layout import categories, is_subtotal
from pipelines.recognise.forms.lists.listing import Item
from pipelines.recognise.forms.lists.nesting import STRONG, Row, parents
from pipelines.recognise.forms.lists.procurement_fields import Bought
from pipelines.recognise.forms.lists.signs import unit_code

_CERTAIN = STRONG + 2
_HINT = 2
_NAMING = (Role.CATEGORY, Role.ITEM, Role.UNIT_NAME, Role.NAME)


def sums_above(body: Sequence[Bought], units: frozenset[str], total: Decimal | None) -> list[int | None]:
    """For each row the row that sums it up, ``None`` where there is none; ``units``: names of bodies that other tables
    of the document list."""
    items = [one.item for one in body]
    detail = _detail(items)
    coded = [bool(unit_code(item)) for item in items]
    coarser = _coarser([one.code for one in body])
    rows = []
    for one, is_coded in zip(body, coded, strict=True):
        not_sum, not_part = _detail_signs(one.item, detail)
        not_part += STRONG if is_coded and not all(coded) else 0
        not_part += _CERTAIN if one.code in coarser else 0
        sign = _name_sign(one.item, units)
        not_part += sign if detail is not None or sign == _CERTAIN else 0
        rows.append(Row(one.amount.yuan, one.amount.step, not_sum, not_part))
    return parents(rows, total)


def _detail(items: Sequence[Item]) -> Role | None:
    """The column that tells what is bought, where some rows fill it and others do not."""
    filled = {role: [item.has(role) for item in items] for role in (Role.CATALOGUE, Role.LEVEL_3, Role.ITEM)}
    return next((role for role, has in filled.items() if any(has) and not all(has)), None)


def _detail_signs(item: Item, detail: Role | None) -> tuple[int, int]:
    """What speaks against a sum and what against a bought thing."""
    if detail is None:
        return 0, 0
    return (STRONG, 0) if item.has(detail) else (0, _HINT)


def _coarser(codes: Sequence[str]) -> frozenset[str]:
    """The functional codes below which others stand."""
    return frozenset(code[:length] for code in codes for length in (3, 5) if len(code) > length)


def _name_sign(item: Item, units: frozenset[str]) -> int:
    """How surely the words of a row are those of a group: a kind of purchase, a unit."""
    words = [compact(item.text(role)) for role in _NAMING if item.has(role)]
    if any(is_subtotal(item.text(role)) for role in (*_NAMING, Role.PROJECT)):
        return _CERTAIN
    if len(words) != 1:
        return 0
    kinds = (list_pattern(ListKind.PROCUREMENT, kind) for kind in categories().values())
    if words[0] in units or any(kind.fullmatch(words[0]) for kind in kinds):
        return STRONG
    return _HINT if names_body(words[0]) else 0
