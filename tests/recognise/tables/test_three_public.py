"""The item each figure of a 三公 table is of."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.recognise.model import Column, Headed, Line
from pipelines.recognise.tables.three_public import Item, three_public_items
from tests.recognise.tables.made import AMOUNT, column, figure, headed, line


def _items(lines: Sequence[Line], columns: tuple[Column, ...] = (AMOUNT,)) -> list[Item | None]:
    given: Headed = headed(columns, "三公经费支出表")
    return list(three_public_items(given, lines, [(one, figure) for one in lines for figure in one.figures]))


def test_a_row_names_its_item_or_is_part_of_one_that_does() -> None:
    assert _items(
        [
            line(1, "合计", "3.00", role="total"),
            line(2, "因公出国（境）费", "2.00"),
            line(3, "某某活动", "1.00", parent=2),
        ]
    ) == [Item("total", "total"), Item("abroad", "item"), Item("abroad", "of_which")]


def test_a_second_row_of_an_item_breaks_it_down() -> None:
    assert _items([line(1, "公务接待费", "2.00"), line(2, "公务接待费", "1.00")]) == [
        Item("reception", "item"),
        Item("reception", "of_which"),
    ]


def test_rows_below_assets_are_none_of_it() -> None:
    assert _items([line(1, "国有资产占用情况", "2.00"), line(2, "车辆", "1.00", parent=1)]) == [None, None]


def test_the_column_names_the_item_and_the_row_keeps_its_role() -> None:
    abroad = column(2, "因公出国（境）费", item="abroad")
    (found,) = _items([line(1, "某某局", role="total", figures=(figure("1.00", abroad),))], (abroad,))
    assert found == Item("abroad", "total")


def test_a_total_beside_meetings_holds_more_than_three_public_unless_its_header_says_so() -> None:
    meeting, whole = column(1, "会议费", item="meeting"), column(2, "合计")
    (found,) = _items([line(1, "某某局", figures=(figure("1.00", whole),))], (meeting, whole))
    assert found == Item("total_with_meeting_training", "total")
    said = column(2, "三公经费合计")
    (found,) = _items([line(1, "某某局", figures=(figure("1.00", said),))], (meeting, said))
    assert found == Item("total", "total")
