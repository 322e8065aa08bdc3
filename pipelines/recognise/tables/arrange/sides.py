"""Which side of the budget a lane shows, and by what its rows are classified."""

from __future__ import annotations

from pipelines.model.flows import Flow
from pipelines.model.schemes import Scheme
from pipelines.model.statements import TWO_SIDED, Statement
from pipelines.recognise.model import Columns, Headed


def side(headed: Headed, lane: int) -> str:
    """revenue or expenditure: what the rows of a lane are."""
    if headed.statement == Statement.REVENUE:
        return Flow.REVENUE
    if not _shows_both_sides(headed):
        return Flow.EXPENDITURE
    outermost = {column.path[0] for column in headed.lane(lane) if column.path}
    if any("收入" in text for text in outermost):
        return Flow.REVENUE
    names_spending = bool(outermost) and "支出" in _header(headed.lane(lane))
    return Flow.REVENUE if lane == 0 and not names_spending else Flow.EXPENDITURE


def _shows_both_sides(headed: Headed) -> bool:
    if headed.statement in TWO_SIDED:
        return True
    title = headed.table.title
    lanes = {column.lane for column in headed.amounts}
    return len(lanes) != 1 and ("收支" in title or "收入支出" in title)


def _header(columns: Columns) -> str:
    return "/".join("/".join(column.path) for column in columns)


def lane_scheme(headed: Headed, lane: int) -> str | None:
    """What the labels of a lane are classified by, to resolve names to codes; ``None`` where by nothing."""
    labels = tuple(column for column in headed.lane(lane) if not column.is_amount)
    by_code = next((column.scheme for column in labels if column.scheme), None)
    if by_code is not None:
        return by_code
    header = _header(labels)
    if "用途" in header:
        return None
    if "功能" in header or headed.statement in TWO_SIDED:
        return Scheme.FUNCTIONAL
    return Statement(headed.statement).kind.scheme if headed.statement else None
