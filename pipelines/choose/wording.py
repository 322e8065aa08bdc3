"""The findings that say a reading was chosen, or that none was good enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipelines.choose.tally import Tally
from pipelines.model.sentences import say, words
from pipelines.recognise.model import Finding


def chosen(row: Mapping[str, Any], reading: str, first: Tally, new: Tally) -> Finding:
    """Finding for the statement ``row`` (of raw.statement); scores are those of the whole document."""
    said = say(
        "choice.reading_chosen",
        title=row["title"],
        reading=words("choice.reading")[reading],
        held_before=first.held,
        held=new.held,
        failed_before=first.failed,
        failed=new.failed,
    )
    return Finding("reading_chosen", row["page_from"], row["statement"], *said)


def out_of_scale(row: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], unit: str | None) -> Finding:
    """Finding for a statement whose figures cannot be in its unit: they are taken in ``unit``, or did not load."""
    top = max(lines, key=lambda line: abs(Decimal(line["value"])))
    given = {"title": row["title"], "figure": top["amount_published"], "printed": top["unit"]}
    way = "held" if unit is None else "taken"
    said = say(f"choice.out_of_scale.{way}", **given, **({} if unit is None else {"unit": unit}))
    return Finding("unit_out_of_scale", row["page_from"], row["statement"], *said, top["grid_no"])


def run_together(row: Mapping[str, Any], cells: int) -> Finding:
    """Finding for a statement in which no reading parts the figures of ``cells`` cells: they did not load."""
    said = say("choice.figures_together", title=row["title"], cells=cells)
    return Finding("figures_together", row["page_from"], row["statement"], *said)
