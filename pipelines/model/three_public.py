"""“三公”经费 and what its tables print beside it."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Item(Term):
    """What a row or a column of a 三公 table is about."""

    TOTAL = "total", "“三公”经费合计", "Total"
    ABROAD = "abroad", "因公出国（境）费", "Travel abroad"
    VEHICLES = "vehicles", "公务用车购置及运行维护费", "Official vehicles"
    VEHICLE_PURCHASE = "vehicle_purchase", "公务用车购置费", "Purchase of vehicles"
    VEHICLE_OPERATION = "vehicle_operation", "公务用车运行维护费", "Operation of vehicles"
    RECEPTION = "reception", "公务接待费", "Receptions"
    MEETING = "meeting", "会议费", "Meetings"
    TRAINING = "training", "培训费", "Training"
    OPERATING_EXPENSES = "operating_expenses", "机关运行经费", "Running costs"
    TOTAL_WITH_MEETING_TRAINING = (
        "total_with_meeting_training",
        "“三公”经费、会议费和培训费合计",
        "Total with meetings and training",
    )


# 三公 proper: 因公出国（境）, 公务用车, 公务接待
THREE_PUBLIC = frozenset(
    {Item.TOTAL, Item.ABROAD, Item.VEHICLES, Item.VEHICLE_PURCHASE, Item.VEHICLE_OPERATION, Item.RECEPTION}
)
BESIDE = frozenset({Item.MEETING, Item.TRAINING, Item.OPERATING_EXPENSES})
