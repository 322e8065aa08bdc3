"""Goods, works or services: what kind of purchase a row of 政府采购预算表 is."""

from __future__ import annotations

import re

from pipelines.layouts.forms import list_pattern
from pipelines.model.form_words import ListKind, Role
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.layout import categories
from pipelines.recognise.forms.lists.listing import Item

_LETTER = re.compile(r"([ABC])(?![A-Za-z])")
_LETTERED = (Role.CATALOGUE, Role.CODE, Role.CATEGORY, Role.ITEM)


def category(item: Item, role: RowRole, name: str, above: str | None) -> str | None:
    """What the row itself says, else the group it stands in (``above``); a total says nothing."""
    if role is RowRole.TOTAL:
        return None
    return _by_code(item) or _by_name(item, role, name) or above


def _by_code(item: Item) -> str | None:
    found = (_LETTER.match(compact(item.text(role))) for role in _LETTERED)
    first = next(filter(None, found), None)
    return categories()[first.group(1)] if first is not None else None


def _by_name(item: Item, role: RowRole, name: str) -> str | None:
    """A kind named in the column of kinds, or by the name of a group; a row with a catalogue entry names things."""
    if role is not RowRole.SUBTOTAL and item.has(Role.CATALOGUE):
        return None
    group = name if role is RowRole.SUBTOTAL else ""
    return _named(item.text(Role.CATEGORY)) or _named(group)


def _named(text: str) -> str | None:
    plain = compact(text)
    kinds = (kind for kind in categories().values() if list_pattern(ListKind.PROCUREMENT, kind).search(plain))
    return next(kinds, None)
