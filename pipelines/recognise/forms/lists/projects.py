"""Tables with one row a project: 项目支出表, and lists of projects with their targets."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.layouts.forms import list_pattern
from pipelines.model.form_words import Field, Kind, ListKind, Role, Source
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.forms.codes import code_fields, coded_name, without_unit_code
from pipelines.recognise.forms.lists.classes import economic_code, functional_codes
from pipelines.recognise.forms.lists.listing import Item, Listing, Priced
from pipelines.recognise.forms.lists.nesting import parents
from pipelines.recognise.forms.lists.roles import prints_total
from pipelines.recognise.forms.lists.signs import is_unit, with_signs
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
_ECONOMIC = {
    Role.ECONOMIC: Field.ECONOMIC_CODE,
    Role.GOVERNMENT_ECONOMIC: Field.GOVERNMENT_ECONOMIC_CODE,
}
_NAMING_CELLS = 3  # 合计 stands in one of the first that are filled


def project_rows(listing: Listing) -> list[FormRow]:
    """A row of raw.form for every printed row with an amount, totals first.

    ``line_role`` is total, subtotal (units and classes whose projects stand below them) or item; ``is_leaf`` only
    for items.  An item has the unit and the codes of the rows it stands below where its own row prints none.
    """
    priced = listing.priced()
    totals = [one for one in priced if _is_total(one)]
    body = [one for one in priced if not _is_total(one)]
    total = totals[0].amount.yuan if totals else None
    rows = [_row(listing, one, RowRole.TOTAL, {}) for one in totals]
    above = parents(with_signs(body, listing.units), total)
    sums = set(above)
    given = _handed_down(listing, body, above)
    for number, one in enumerate(body):
        if number in sums:
            rows.append(_row(listing, one, RowRole.SUBTOTAL, {}))
            continue
        row = _row(listing, one, RowRole.ITEM, given[number])
        rows += [row, *_stated(row, one.item)]
    return rows


def _is_total(one: Priced) -> bool:
    return prints_total(one.item.line.filled[:_NAMING_CELLS])


def _handed_down(listing: Listing, body: Sequence[Priced], above: Sequence[int | None]) -> list[Fields]:
    """What each row has of the rows it stands below: the nearest unit, the last functional code."""
    codes = functional_codes([one.item for one in body], listing.header)
    given: list[Fields] = []
    for parent in above:
        own: Fields = {}
        if parent is not None:
            item = body[parent].item
            own = {**given[parent], **printed({Field.FUNCTIONAL_CODE: codes[parent]})}
            if is_unit(item, listing.units):
                own[Field.UNIT_NAME] = without_unit_code(item.first_words(Role.NAME, Role.UNIT_NAME))
        given.append(own)
    return [{**own, **printed({Field.FUNCTIONAL_CODE: code})} for own, code in zip(given, codes, strict=True)]


def _row(listing: Listing, one: Priced, role: RowRole, given: Fields) -> FormRow:
    """One project; ``given``: what it has of the rows above it, where its own prints nothing."""
    item = one.item
    fields = {
        **given,
        Field.PROJECT_NAME: item.first_words(Role.NAME, Role.FUNCTIONAL_NAME, Role.UNIT_NAME),
        Field.SOURCE: _source(listing),
        Field.AMOUNT_BASIS: "year",
        Field.LINE_ROLE: role,
        Field.IS_LEAF: flag(role is RowRole.ITEM),
        **one.amount.fields,
        **(item.fields(_TEXTS) if role is not RowRole.TOTAL else {}),
        **_economic_codes(listing, item),
        **yuan_fields({field: item.money(part, listing.unit) for part, field in _PARTS.items()}),
    }
    return listing.row(Kind.PROJECT, item, Role.TOTAL, fields | _code(fields))


def _economic_codes(listing: Listing, item: Item) -> Fields:
    return printed({field: economic_code(listing.header, item, role) for role, field in _ECONOMIC.items()})


def _source(listing: Listing) -> Source:
    if _is_carried_over(listing):
        return Source.CARRYOVER
    return Source.TABLE if statement_of(listing.table) == ListKind.PROJECT else Source.LIST


def _is_carried_over(listing: Listing) -> bool:
    """Whether the title says that all the money of a list is of earlier years."""
    return list_pattern(ListKind.PROJECT, "carried_over").search(compact(listing.table.title)) is not None


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
