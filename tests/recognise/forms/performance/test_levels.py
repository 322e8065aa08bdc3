"""Levels of indicators: filled down, from the next page, by their names."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.recognise.forms.model import Lines
from pipelines.recognise.forms.performance.headers import indicator_columns
from pipelines.recognise.forms.performance.indicators import indicator
from pipelines.recognise.forms.performance.levels import is_first, is_second, levels
from pipelines.recognise.forms.performance.model import Indicator
from tests.recognise.forms.printed import grids

HEAD = "一级指标|二级指标|三级指标|指标值"


def _rows(*pages: Sequence[str], method: str = "ruled") -> list[Indicator]:
    """Indicators below the header of the first page; the first row of each later page opens a grid."""
    known = [Lines().of(grid) for grid in grids(*pages, method=method)]
    columns = indicator_columns(known[0], 0)
    assert columns is not None
    found = [
        indicator(line, columns, opens_grid=page > 0 and row == 0)
        for page, lines in enumerate(known)
        for row, line in enumerate(lines)
        if page > 0 or row > 0
    ]
    return [row for row in found if row is not None]


def _levels(*pages: Sequence[str], method: str = "ruled") -> list[tuple[str, str]]:
    return [(known.level_1, known.level_2) for known in levels(_rows(*pages, method=method))]


def test_merged_and_blank_cells_are_filled_down() -> None:
    assert _levels([HEAD, "产出指标|数量指标|甲|1", "^|^|乙|2", "||丙|3", "效益指标|社会效益|丁|4"]) == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("效益指标", "社会效益"),
    ]


def test_a_level_over_a_page_keeps_its_text() -> None:
    first = [HEAD, "产出指标|数量指标|甲|1"]
    assert _levels(first, ["||乙|2"]) == [("产出指标", "数量指标")] * 2


def test_a_blank_cell_at_the_end_of_a_page_has_its_text_on_the_next() -> None:
    first = [HEAD, "产出指标|数量指标|甲|1", "||乙|2", "^|^|丙|3"]
    assert [level_2 for _, level_2 in _levels(first, ["效益指标|社会效益|丁|4"])] == [
        "数量指标",
        "社会效益",
        "社会效益",
        "社会效益",
    ]
    assert [level_2 for _, level_2 in _levels(first, ["效益指标|社会效益|丁|4"], method="text")] == [
        "数量指标",
        "数量指标",
        "数量指标",
        "社会效益",
    ]


def test_a_blank_cell_that_ends_before_the_page_is_filled_from_above() -> None:
    first = [HEAD, "产出指标|数量指标|甲|1", "||乙|2", "产出指标|时效指标|丙|3"]
    assert _levels(first, ["产出指标|质量指标|丁|4"])[1] == ("产出指标", "数量指标")


def test_a_second_level_is_not_carried_into_the_next_first_level() -> None:
    assert _levels([HEAD, "产出指标|数量指标|甲|1", "效益指标||乙|2", "||丙|3"]) == [
        ("产出指标", "数量指标"),
        ("效益指标", ""),
        ("产出指标", "数量指标"),
    ]


def test_a_first_level_left_blank_is_that_of_the_second() -> None:
    assert _levels([HEAD, "|数量指标|甲|1", "|社会效益|乙|2", "|别的|丙|3", "|满意度|丁|4"]) == [
        ("产出指标", "数量指标"),
        ("效益指标", "社会效益"),
        ("效益指标", "别的"),
        ("满意度指标", "满意度"),
    ]


def test_a_first_level_carried_stays_where_it_agrees() -> None:
    assert _levels([HEAD, "产出|数量指标|甲|1", "|质量指标|乙|2"]) == [("产出", "数量指标"), ("产出", "质量指标")]


def test_scores_behind_a_level_are_left_out() -> None:
    assert _levels([HEAD, "产出指标（50分）|数量指标(20)|甲|1"]) == [("产出指标", "数量指标")]


def test_words_of_levels() -> None:
    assert is_first("产出 指标")
    assert not is_first("产出指标完成")
    assert is_second("数量指标：")
    assert not is_second("指标数量")


def test_a_level_word_cut_by_the_page_is_one() -> None:
    first = [HEAD, "产出指标|数量指标|甲|1", "效益指|社会效益指|乙|2"]
    assert _levels(first, ["标|标|丙|3"])[1:] == [("效益指标", "社会效益指标")] * 2
    assert _levels(first, ["产出指标|质量指标|丙|3"])[1:] == [("效益指", "社会效益指"), ("产出指标", "质量指标")]
    assert _levels([HEAD, "效益指标|社会效益指标|乙|2"], ["其他指标|其他指标|丙|3"])[1] == ("其他指标", "其他指标")


def test_a_second_level_printed_blank_is_blank_where_boxes_are_merged() -> None:
    drawn = [HEAD, "效益指标|经济效益指标|甲|1", "^||乙|2", "^|^|丙|3", "^|可持续影响|丁|4"]
    assert [level_2 for _, level_2 in _levels(drawn)] == ["经济效益指标", "", "", "可持续影响"]
    merged = [HEAD, "效益指标|经济效益指标|甲|1", "^|^|乙|2", "^||丙|3"]
    assert [level_2 for _, level_2 in _levels(merged)] == ["经济效益指标", "经济效益指标", ""]
    alone = [HEAD, "效益指标|经济效益指标|甲|1", "^||乙|2"]
    assert [level_2 for _, level_2 in _levels(alone)] == ["经济效益指标", "经济效益指标"]
    assert [level_2 for _, level_2 in _levels(drawn, method="text")][1] == "经济效益指标"


def test_a_page_without_the_column_of_a_level_goes_on_with_it() -> None:
    first, narrow = grids([HEAD, "产出指标|数量指标|甲|1"], ["时效指标|乙|2", "成本指标|丙|3"])
    for cell in narrow.cells:
        cell.box = None
    known = [Lines().of(grid) for grid in (first, narrow)]
    columns = indicator_columns(known[0], 0)
    assert columns is not None
    rows = [indicator(line, columns, opens_grid=line.row == 0) for line in (known[0][1], *known[1])]
    assert [(one.level_1, one.level_2) for one in levels([row for row in rows if row is not None])] == [
        ("产出指标", "数量指标"),
        ("产出指标", "时效指标"),
        ("产出指标", "成本指标"),
    ]
