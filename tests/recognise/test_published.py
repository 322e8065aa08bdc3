"""The day of publication, where a document prints it."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.recognise.identity.flat import FlatText
from pipelines.recognise.identity.published import published_on


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["发布时间:2025-08-0810:08:35作者:来源:"], date(2025, 8, 8)),
        (["公开日期:2024年2月6日", "2023年1月1日"], date(2024, 2, 6)),  # the label before the line below the text
        (["某局2024年部门预算", "2024年2月6日"], date(2024, 2, 6)),
        (["2024年2月6日", "2024年2月7日"], None),  # two days
        (["2024年2月31日"], None),  # no day
        (["截至2023年12月31日,共有车辆3辆"], None),
        (["填报日期:2024年2月6日"], None),
        ([], None),
    ],
)
def test_the_day_of_publication(lines: list[str], day: date | None) -> None:
    assert published_on(FlatText.of([(line, 1) for line in lines], [1])) == day
