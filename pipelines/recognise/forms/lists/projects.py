"""Tables with one row a project: 项目支出表, and lists of projects with their targets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.model.form_words import Field, Kind, ListKind, Role, Source
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.forms.codes import code_fields, coded_name
from pipelines.recognise.forms.lists.listing import Item, Listing, Priced
from pipelines.recognise.forms.lists.nesting import parents
from pipelines.recognise.forms.lists.roles import prints_total
from pipelines.recognise.forms.model import Fields, FormRow, flag, printed
from pipelines.recognise.forms.money import yuan_fields
from pipelines.recognise.forms.stated import stated_rows
from pipelines.recognise.forms.surroundings import statement_of

_PARTS = {
    Role.FISCAL: Field.FISCAL_AMOUNT,
    Role.OTHER: Field.OTHER_AMOUNT,
    Role.CARRYOVER: Field.CARRYOVER_AMOUNT,
}
_TEXTS = {
    Role.CATEGORY: Field.PROJECT_CATEGORY,
    Role.UNIT_NAME: Field.UNIT_NAME,
    Role.PURPOSE: Field.PURPOSE,
    Role.CODE: Field.PROJECT_CODE,
}
_NAMING_CELLS = 3  # 合计 stands in one of the first


def project_rows(listing: Listing) -> list[FormRow]:
    """A row of raw.form for every printed row with an amount, totals first.

    ``line_role`` is total, subtotal (units and classes whose projects stand below them) or item; ``is_leaf`` only
    for items.
    """
    priced = listing.priced()
    totals = [one for one in priced if _is_total(one)]
    body = [one for one in priced if not _is_total(one)]
    total = totals[0].amount.yuan if totals else None
    rows = [_row(listing, one, RowRole.TOTAL) for one in totals]
    unit_name = ""
    for one, is_sum in zip(body, _sums(body, total), strict=True):
        if is_sum:
            row = _row(listing, one, RowRole.SUBTOTAL)
            unit_name = row.fields[Field.PROJECT_NAME] if one.item.has(Role.UNIT_CODE) else unit_name
            rows.append(row)
        else:
            row = _row(listing, one, RowRole.ITEM, unit_name)
            rows += [row, *_stated(row, one.item)]
    return rows


def _is_total(one: Priced) -> bool:
    return prints_total(one.item.line.cells[:_NAMING_CELLS])


def _sums(body: Sequence[Priced], total: Decimal | None) -> list[bool]:
    """Which rows are sums of rows below: by the figures, else rows that print a unit's code."""
    amounts = [one.amount.yuan for one in body]
    units = [one.item.has(Role.UNIT_CODE) for one in body]
    if not body:
        return units
    whole = amounts[0] if total is None else total
    step = max(one.amount.step for one in body)
    return parents(amounts, whole, step, units) or units


def _row(listing: Listing, one: Priced, role: RowRole, unit_name: str = "") -> FormRow:
    """One project; ``unit_name`` is the unit it stands below, where its own row names none."""
    item = one.item
    fields = {
        **printed({Field.UNIT_NAME: unit_name}),
        Field.PROJECT_NAME: item.first_words(Role.NAME),
        Field.SOURCE: _source(listing),
        Field.AMOUNT_BASIS: "year",
        Field.LINE_ROLE: role,
        Field.IS_LEAF: flag(role is RowRole.ITEM),
        **one.amount.fields,
        **item.fields(_TEXTS),
        **yuan_fields({field: item.money(part, listing.unit) for part, field in _PARTS.items()}),
    }
    return listing.row(Kind.PROJECT, item, Role.TOTAL, fields | _code(fields))


def _source(listing: Listing) -> Source:
    return Source.TABLE if statement_of(listing.table) == ListKind.PROJECT else Source.LIST


def _code(fields: Fields) -> Fields:
    """The code in front of a name where none is printed apart, and what a code says of region and year."""
    code = fields.get(Field.PROJECT_CODE)
    if code is not None:
        return code_fields(code)
    found = coded_name(compact(fields[Field.PROJECT_NAME]))
    if found is None:
        return {}
    return {Field.PROJECT_CODE: found.code, Field.PROJECT_NAME: found.name, **code_fields(found.code)}


def _stated(project: FormRow, item: Item) -> list[FormRow]:
    """What the purpose of a project says of its money."""
    if not item.has(Role.PURPOSE):
        return []
    return stated_rows(project, [(item.words(Role.PURPOSE), item.line.place(item.cells[Role.PURPOSE]))])
