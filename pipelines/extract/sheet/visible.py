"""Which cells of a sheet are on paper: not those of hidden rows and columns, not what cannot be seen, not notes
beside the print area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipelines.extract.sheet.look import Area, Place, SheetLook
from pipelines.extract.sheet.values import Value, shown

Merged = list[tuple[Place, Place]]


@dataclass(slots=True)
class Visible:
    """Texts by place, and how many filled cells are left out, by reason."""

    texts: dict[Place, str] = field(default_factory=dict)
    hidden: int = 0  # in hidden rows and columns
    invisible: int = 0  # by their format or colour
    outside: int = 0  # of the print area
    beside: int = 0  # of these, cells that adjoin what is printed


def visible_cells(values: dict[Place, Value], merged: Merged, look: SheetLook) -> Visible:
    """What of a sheet's values is on paper."""
    found = Visible()
    kept = _moved(values, merged, look)
    for place, value in kept.items():
        code = look.codes.get(place)
        text = look.texts[place].rstrip() if place in look.texts else shown(value, code)
        if not text:
            found.invisible += value != "" and code is not None
        elif look.hides(place):
            found.hidden += 1
        elif place in look.invisible:
            found.invisible += 1
        else:
            found.texts[place] = text
    if look.print_areas:
        _cut_to_print(found, look.print_areas)
    return found


def _moved(values: dict[Place, Value], merged: Merged, look: SheetLook) -> dict[Place, Value]:
    """The value of a merged range whose first cell is hidden, in the first that is not."""
    if not look.hidden_rows and not look.hidden_cols:
        return values
    out = dict(values)
    for (top, left), (bottom, right) in merged:
        if not look.hides((top, left)) or (top, left) not in out:
            continue
        row = next((r for r in range(top, bottom + 1) if r not in look.hidden_rows), None)
        col = next((c for c in range(left, right + 1) if c not in look.hidden_cols), None)
        if row is not None and col is not None:
            out[row, col] = out.pop((top, left))
            for kept in (look.codes, look.texts):
                _take_along(kept, (top, left), (row, col))
    return out


def _take_along(kept: dict[Place, Any], old: Place, new: Place) -> None:
    if old in kept:
        kept[new] = kept[old]


def _cut_to_print(found: Visible, areas: list[Area]) -> None:
    """Leave out what is outside the areas.

    Rows above may be printed as titles of every page; rows that go on right below were added to the table later.
    """
    inside = {place for place in found.texts if _is_within(place, areas)}
    if not inside:
        return
    areas = [_whole_height(area, found.texts) for area in areas]
    outside = [place for place in found.texts if not _is_within(place, areas)]
    found.outside = len(outside)
    found.beside = sum(any(_is_within((r, c + d), areas) for d in (-1, 1)) for r, c in outside)
    for place in outside:
        del found.texts[place]


def _whole_height(area: Area, texts: Iterable[Place]) -> Area:
    _, left, bottom, right = area
    rows = {r for r, c in texts if left <= c <= right}
    while bottom + 1 in rows:
        bottom += 1
    return 0, left, bottom, right


def _is_within(place: Place, areas: list[Area]) -> bool:
    return any(top <= place[0] <= bottom and left <= place[1] <= right for top, left, bottom, right in areas)
