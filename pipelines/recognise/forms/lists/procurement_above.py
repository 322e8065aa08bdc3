"""What a bought thing has of the rows above it: the project and the unit it is for, its function, its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.layouts.tables import names_body
from pipelines.model.form_words import Field, Role
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.forms.codes import without_unit_code
from pipelines.recognise.forms.lists.listing import Item
from pipelines.recognise.forms.lists.procurement_fields import NAMES, Bought
from pipelines.recognise.forms.lists.procurement_roles import sums_above
from pipelines.recognise.forms.lists.roles import prints_total
from pipelines.recognise.forms.lists.signs import unit_code
from pipelines.recognise.forms.model import Fields, printed

Told = tuple[Bought, RowRole, Fields]  # a row, what it is in the sum of its table, what others say of it

_OF_GROUPS = (Role.CATEGORY, Role.UNIT_NAME)


def told(printed: Sequence[Bought], units: frozenset[str]) -> Iterator[Told]:
    """The rows of a table of purchases, each with what it is: total, group or bought thing; ``units``: names of bodies
    that other tables of the document list."""
    is_total = [prints_total(one.item.line.cells) for one in printed]
    body = [one for one, total in zip(printed, is_total, strict=True) if not total]
    whole = next((one.amount.yuan for one, total in zip(printed, is_total, strict=True) if total), None)
    above = sums_above(body, units, whole)
    sums = set(above)
    given = handed_down(body, above, units)
    numbers = iter(range(len(body)))
    for one, total in zip(printed, is_total, strict=True):
        if total:
            yield one, RowRole.TOTAL, {}
            continue
        number = next(numbers)
        yield (one, RowRole.SUBTOTAL, {}) if number in sums else (one, RowRole.ITEM, given[number])


def handed_down(body: Sequence[Bought], above: Sequence[int | None], units: frozenset[str]) -> list[Fields]:
    """Of each row what others say of it; ``above`` is the row that sums each up, ``units`` names of known bodies.

    A project holds for the rows below it, down to the next project, kind of purchase or unit.
    """
    sums = set(above)
    given: list[Fields] = []
    project = name = ""
    for number, (one, parent) in enumerate(zip(body, above, strict=True)):
        item = one.item
        own = {} if parent is None else _of_parent(body[parent], given[parent], units)
        project = item.words(Role.PROJECT) or ("" if _is_group(item) else project)
        if number in sums:
            name = ""
        else:
            name = item.printed_words(*NAMES) or name
            own |= printed({Field.PROJECT_NAME: project, Field.LINE_NAME: name})
        given.append(own)
    return given


def _of_parent(parent: Bought, given: Fields, units: frozenset[str]) -> Fields:
    """What a sum says of its parts."""
    kept = {field: given[field] for field in (Field.UNIT_NAME, Field.FUNCTIONAL_CODE) if field in given}
    return kept | printed({Field.UNIT_NAME: _unit_of(parent.item, units), Field.FUNCTIONAL_CODE: parent.code})


def _is_group(item: Item) -> bool:
    """Whether a row is of a kind of purchase or of a unit, and of no project."""
    return any(map(item.has, _OF_GROUPS)) and not item.has(Role.ITEM) and not item.has(Role.CATALOGUE)


def _unit_of(item: Item, units: frozenset[str]) -> str | None:
    """The unit that a group names."""
    name = without_unit_code(item.printed_words(Role.UNIT_NAME, *NAMES))
    is_unit = item.has(Role.UNIT_NAME) or bool(unit_code(item)) or compact(name) in units or names_body(compact(name))
    return name if is_unit else None
