"""Headers set one character a line, an index row of ** and 1 2 3 (长春)."""

from __future__ import annotations

from tests.recognise.layouts.reading import read

PAGES = (
    [
        "2026年成都市统计局部门预算",
        "表三",
        "支 出 预 算 总 表",
        "单位：万元",
        (
            "科⏎目⏎编⏎码|<|<|科⏎目⏎名⏎称|总⏎计|基⏎本⏎支⏎出|项⏎目⏎支⏎出|上⏎缴⏎上⏎级⏎支⏎出|对⏎附⏎属⏎单⏎位⏎补⏎助⏎支⏎出",
            "类|款|项|^|^|^|^|^|^",
            "**|**|**|**|1|2|3|4|5",
            "|||合　　计|1,000.00|700.00|250.00|20.00|30.00",
            "201|||一般公共服务支出|800.00|500.00|250.00|20.00|30.00",
            "201|05||统计信息事务|800.00|500.00|250.00|20.00|30.00",
            "201|05|01|行政运行|500.00|500.00|||",
            "201|05|05|专项统计业务|300.00||250.00|20.00|30.00",
            "221|||住房保障支出|200.00|200.00|||",
            "221|02||住房改革支出|200.00|200.00|||",
            "221|02|01|住房公积金|200.00|200.00|||",
        ),
    ],
)


def test_header() -> None:
    reading = read(*PAGES)
    assert reading.statements() == ["expenditure"]
    assert reading.findings() == []
    assert reading.lost() == []
    assert reading.facts("expenditure", "measure", "value", line_name="专项统计业务") == [
        ("total", "300.00"),
        ("project", "250.00"),
        ("remitted_to_superior", "20.00"),
        ("subsidy_to_affiliates", "30.00"),
    ]
    assert reading.held()
