"""How codes nest the rows of a block: 款 below class, item below 款, unit below department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipelines.model.row_roles import RowRole
from pipelines.model.schemes import Scheme
from pipelines.recognise.model import Line

_SCHEMES = (Scheme.FUNCTIONAL, Scheme.ECONOMIC, Scheme.GOVERNMENT)


def parts_by_code(members: Sequence[Line]) -> list[Line]:
    """``members`` with the row whose code is the longest beginning of theirs as parent."""
    scheme = _leading_scheme(members)
    if scheme is None:
        return list(members)
    return _nested(members, [line.codes.get(scheme) for line in members])


def parts_by_unit_code(units: Sequence[Line]) -> list[Line]:
    """Budget units with the unit whose code is the longest beginning of theirs as parent."""
    return _nested(units, [line.unit_code for line in units])


def _leading_scheme(members: Sequence[Line]) -> str | None:
    """The scheme whose codes carry the hierarchy: the one most rows print, functional before economic."""
    counts = {scheme: sum(scheme in line.codes for line in members) for scheme in _SCHEMES}
    best = max(_SCHEMES, key=counts.__getitem__)
    return best if counts[best] else None


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
