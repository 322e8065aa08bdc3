"""How codes nest the rows of a block: 款 below class, item below 款, unit below department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipelines.model.row_roles import RowRole
from pipelines.model.schemes import Scheme
from pipelines.recognise.model import Line

_SCHEMES = (Scheme.FUNCTIONAL, Scheme.ECONOMIC, Scheme.GOVERNMENT)
_HEADING = 5  # digits of a 款


def parts_by_code(members: Sequence[Line]) -> list[Line]:
    """``members`` with the row whose code is the longest beginning of theirs as parent.

    Rows without a code of the list that most rows follow nest among themselves, by the code they have.
    """
    nested = list(members)
    schemes = _by_rows(members)
    for number, scheme in enumerate(schemes):
        before = schemes[:number]
        nested = _nested(nested, [None if _has_any(line, before) else line.codes.get(scheme) for line in nested])
    return parts_of_same_code(nested)


def _has_any(line: Line, schemes: Sequence[str]) -> bool:
    return any(scheme in line.codes for scheme in schemes)


def parts_of_same_code(members: Sequence[Line]) -> list[Line]:
    """A row that repeats code, name and figures of the 款 right above it is the same account one level down: some
    classes have no 项."""
    items = {code for line in members for code in line.codes.values() if len(code) > _HEADING}
    out: list[Line] = []
    for line in members:
        above = out[-1] if out else None
        is_same = above is not None and _is_same_account(line, above, items)
        out.append(line._replace(parent=above.line_no) if above is not None and is_same else line)
    return out


def _is_same_account(line: Line, above: Line, items: Iterable[str]) -> bool:
    if not line.codes or line.codes != above.codes or line.key != above.key or line.role != RowRole.ITEM:
        return False
    code = next(iter(line.codes.values()))
    if len(code) != _HEADING or above.parent is None or any(item.startswith(code) for item in items):
        return False
    return [figure.amount for figure in line.figures] == [figure.amount for figure in above.figures]


def parts_by_unit_code(units: Sequence[Line]) -> list[Line]:
    """Budget units with the unit whose code is the longest beginning of theirs as parent."""
    return _nested(units, [line.unit_code for line in units])


def _by_rows(members: Sequence[Line]) -> list[str]:
    """The schemes rows print codes of, the one of most rows first: it carries the hierarchy; functional before
    economic."""
    counts: dict[str, int] = {scheme: sum(scheme in line.codes for line in members) for scheme in _SCHEMES}
    return sorted((scheme for scheme in _SCHEMES if counts[scheme]), key=lambda scheme: -counts[scheme])


def _nested(members: Sequence[Line], codes: Sequence[str | None]) -> list[Line]:
    own = [code if line.role == RowRole.ITEM else None for line, code in zip(members, codes, strict=True)]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, code in enumerate(own):
        if code:
            places[code].append(position)
    wholes = [_whole(code, position, places) if code else None for position, code in enumerate(own)]
    return [
        line if whole is None else line._replace(parent=members[whole].line_no)
        for line, whole in zip(members, wholes, strict=True)
    ]


def _whole(code: str, position: int, places: Mapping[str, list[int]]) -> int | None:
    """Where the longest proper beginning of ``code`` stands: the nearest above, else the first below.

    A class can be printed twice (301 with 501 and again with 505): its items follow each.
    """
    for length in range(len(code) - 1, 0, -1):
        found = places.get(code[:length])
        if found:
            above = [place for place in found if place < position]
            return above[-1] if above else found[0]
    return None


def parts_of_repeated_codes(members: Sequence[Line]) -> list[Line]:
    """Rows below a heading of units and functions that print the heading's own code are its parts (projects of one
    function)."""
    return list(_parts_of_headings(members))


def _parts_of_headings(members: Sequence[Line]) -> Iterator[Line]:
    heading: Line | None = None
    for line in members:
        if line.mixed and line.origin == "from_name":
            heading = line
        elif heading is not None and line.role == RowRole.ITEM:
            if _repeats(line, heading):
                yield line._replace(parent=heading.line_no)
                continue
            heading = None
        yield line


def _repeats(line: Line, heading: Line) -> bool:
    return bool(line.codes) and line.codes.items() >= heading.codes.items()
