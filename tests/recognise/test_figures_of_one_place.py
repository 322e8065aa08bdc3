"""A cell that lies under several columns, beside several lines, is the figure of none of them, and is said."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from gouji.work import work
from pipelines.process import TwiceError
from tests.recognise.test_impossible_figures import judged, said

# Spans as no table has them, each by itself harmless.
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>青溪县档案馆2023年部门预算</title></head><body>
<h1>青溪县档案馆2023年部门预算</h1>
<h3>一般公共预算财政拨款支出表</h3><p>单位：万元</p>
<table>
<tr><td colspan="1000">功能分类科目</td><td rowspan="9999">合计</td><td>基本支出</td>
<td>项目支出</td></tr>
<tr><td>科目编码</td><td>科目名称</td></tr>
<tr><td></td><td rowspan="9999">合计</td><td colspan="1000">144.00</td><td>99.00</td><td>45.00</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td colspan="1000">131.20</td><td>86.20</td><td>45.00</td></tr>
<tr><td>20126</td><td>档案事务</td><td>131.20</td><td>86.20</td><td>45.00</td></tr>
<tr><td>2012601</td><td>行政运行</td><td>86.20</td><td>86.20</td><td colspan="1000"></td></tr>
<tr><td>2012604</td><td>档案馆</td><td>45.00</td><td colspan="1000"></td><td colspan="1000">45.00</td></tr>
<tr><td>208</td><td>社会保障和就业支出</td><td>12.80</td><td>12.80</td><td></td></tr>
<tr><td colspan="1000">20805</td><td>行政事业单位养老支出</td><td>12.80</td><td>12.80</td><td></td></tr>
<tr><td>2080505</td><td>机关事业单位基本养老保险缴费支出</td><td>12.80</td><td colspan="1000">12.80</td><td></td></tr>
</table></body></html>"""


def test_a_cell_under_several_columns_is_no_figure_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    frames = judged(path)
    assert not frames["raw.line"]["line_id"].is_duplicated().any()
    assert any("131.20" in words for words in said(frames, "figures_unread"))


def test_rows_that_nothing_tells_apart_are_the_fault_of_their_document() -> None:
    page = pl.DataFrame({"document_id": ["a", "b"], "page": [1, 1]})
    doing = work()
    assert doing.fitted({"raw.page": page})["raw.page"].height == 2
    with pytest.raises(TwiceError, match=r"raw\.page: two rows with one document_id, page"):
        doing.fitted({"raw.page": pl.concat([page, page[:1]])})
