"""One step for each group of lines, the lines back in their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from pipelines.recognise.model import Line

Step = Callable[[Sequence[Line]], Sequence[Line]]


def in_each(key: Callable[[Line], Hashable], lines: Iterable[Line], step: Step) -> list[Line]:
    """``lines`` after ``step`` was done for those of each ``key``, in line order."""
    groups: defaultdict[Hashable, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    changed = [line for members in groups.values() for line in step(members)]
    return sorted(changed, key=lambda line: line.line_no)


def of_block(line: Line) -> int:
    """Key of the rows that add up among themselves."""
    return line.block


def of_lane(line: Line) -> int:
    """Key of the rows that stand below one another."""
    return line.lane
