"""The findings that say a reading was chosen, or that none was good enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.choose.tally import Tally
from pipelines.recognise.model import Finding

_WORDS = {
    "aligned": ("按数字对齐重新划分栏目", "columns parted where its figures stand apart"),
    "pdfplumber": ("由第二读取器按较宽容差重读表线", "rulings read again by the second reader"),
    "columns": ("表头与数字错栏，按相邻栏目对应", "the header stands beside its figures, columns were moved"),
    "amounts": ("拆开或误标的数字合并、改正", "figures that were split or mispunctuated were put right"),
    "continued": ("与其后无表题的表格接为一表", "joined with the untitled table that follows"),
    "unit": ("金额单位按其他表格和文字核定", "the unit was settled by other tables and the text"),
}


def chosen(row: Mapping[str, Any], reading: str, first: Tally, new: Tally) -> Finding:
    """Finding for the statement ``row`` (of raw.statement); scores are those of the whole document."""
    zh, en = _WORDS[reading]
    return Finding(
        "reading_chosen",
        row["page_from"],
        row["statement"],
        f"{row['title']}：采用另一种读法（{zh}）；核对成立的勾稽关系由{first.held}项变为{new.held}项，"
        f"不成立或无法读取的由{first.failed}项变为{new.failed}项",
        f"{row['title']}: another reading was chosen ({en}); identities held {first.held} -> {new.held}, "
        f"failed or unreadable {first.failed} -> {new.failed}",
    )


def run_together(row: Mapping[str, Any], cells: int) -> Finding:
    """Finding for a statement in which no reading parts the figures of ``cells`` cells: they did not load."""
    return Finding(
        "figures_together",
        row["page_from"],
        row["statement"],
        f"{row['title']}：{cells}个单元格各含不止一个数字，无法分开，未入库",
        f"{row['title']}: {cells} cells hold more than one figure each and could not be parted; not loaded",
    )
