"""Pages turned from PDF to HTML: texts and rules placed by left and top, put together again."""

from __future__ import annotations

import pytest

from pipelines.extract.html.read import html_document
from tests.extract.test_html import shape

PAGE = "position:relative;width:600pt;height:800pt"


def text(left: float, top: float, said: str, more: str = "font-size:10pt;line-height:12pt") -> str:
    return f'<div style="position:absolute;left:{left}pt;top:{top}pt;{more}">{said}</div>'


def rule(left: float, top: float, width: float, height: float, how: str = "background:#000") -> str:
    return f'<div style="position:absolute;left:{left}pt;top:{top}pt;width:{width}pt;height:{height}pt;{how}"></div>'


def prose(lines: int, top: float = 400) -> str:
    """Enough lines for a page laid out by position."""
    return "".join(text(60, top + 15 * n, f"第{n}段说明文字") for n in range(lines))


def ruled_table(x: float = 60, y: float = 100) -> str:
    across = "".join(rule(x, y + 20 * n, 200, 1) for n in range(3))
    down = "".join(rule(x + 100 * n, y, 1, 41) for n in range(3))
    said = [(5, 5, "项目"), (105, 5, "合计"), (5, 25, "行政运行"), (105, 25, "12.00")]
    return across + down + "".join(text(x + a, y + b, t) for a, b, t in said)


def page(*parts: str, style: str = PAGE) -> str:
    return f'<div style="{style}">{"".join(parts)}</div>'


TABLE = [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "合计"), (1, 0, 1, 1, "行政运行"), (1, 1, 1, 1, "12.00")]


def test_rules_make_cells_and_lines_above_and_below_stay_lines() -> None:
    found = html_document(page(text(200, 60, "收支总表"), ruled_table(), prose(20)))
    (grid,) = found.grids
    assert shape(grid.cells) == TABLE
    assert (grid.method, grid.page) == ("ruled", 1)
    assert grid.box is not None
    assert (round(grid.box.x0), round(grid.box.top)) == (60, 100)
    blocks = [getattr(block, "text", "grid") for block in found.blocks()]
    assert blocks[:3] == ["收支总表", "grid", "第0段说明文字"]
    assert len(blocks) == 22
    assert (found.pages[0].width, found.pages[0].height) == (600, 800)


def test_each_sheet_is_a_page_of_its_own() -> None:
    found = html_document(page(ruled_table(), prose(10)) + page(ruled_table(y=300), prose(10)))
    assert [grid.page for grid in found.grids] == [1, 2]
    assert len(found.pages) == 2


@pytest.mark.parametrize(("count", "positioned"), [(20, True), (19, False)])
def test_twenty_placed_texts_make_a_page_by_position(count: int, positioned: bool) -> None:
    found = html_document(page(prose(count)))
    assert bool(found.pages and found.pages[0].width) == positioned


@pytest.mark.parametrize(
    ("thick", "how", "grids"),
    [
        (1, "border-top:1px solid", 1),
        (3, "background-color:black", 1),
        (3.5, "background:#000", 0),  # an area, no rule
        (1, "border:none", 0),
        (1, "border-width:0", 0),
        (1, "", 0),
    ],
)
def test_what_is_drawn_thin_is_a_rule(thick: float, how: str, grids: int) -> None:
    across = "".join(rule(60, 100 + 20 * n, 200, thick, how) for n in range(3))
    down = "".join(rule(60 + 100 * n, 100, thick, 41, how) for n in range(3))
    said = text(65, 106, "甲") + text(165, 106, "乙") + text(65, 126, "丙") + text(165, 126, "丁")
    found = html_document(page(across, down, said, prose(20)))
    assert len([g for g in found.grids if g.method == "ruled"]) == grids


def test_places_are_counted_through_placed_ancestors_and_from_the_bottom() -> None:
    frame = '<div style="position:absolute;left:60pt;top:100pt">'
    moved = frame + ruled_table(0, 0) + "</div>"
    bottom = '<div style="position:absolute;left:200pt;bottom:728pt;height:12pt">标题</div>'
    found = html_document(page(bottom, moved, prose(20)))
    assert shape(found.grids[0].cells) == TABLE
    box = found.grids[0].box
    assert box is not None
    assert (round(box.x0), round(box.top)) == (60, 100)
    title = next(p for p in found.paragraphs if p.text == "标题")
    assert title.box is not None
    assert round(title.box.top) == 800 - 728 - 12


def test_a_text_holds_what_stands_in_it_but_not_what_is_placed_or_hidden() -> None:
    said = "行政<b>运行</b>&nbsp;x" + text(300, 0, "另") + '<i style="display:none">隐</i>尾<script>1</script>后'
    found = html_document(page(text(60, 100, said), prose(20)))
    texts = [p.text for p in found.paragraphs]
    assert any("行政运行 x尾后" in t for t in texts)
    assert any("另" in t for t in texts)
    assert not any("隐" in t for t in texts)


def test_hidden_and_unplaced_elements_are_left_out() -> None:
    hidden = text(60, 100, "看不见", "visibility:hidden;display:none")
    nowhere = '<div style="position:absolute;left:1pt;top:1pt">无页</div>'
    found = html_document(nowhere + page(hidden, prose(20)))
    assert all("看不见" not in p.text for p in found.paragraphs)


def test_a_sheet_may_be_placed_itself() -> None:
    style = "position:absolute;left:0;top:0;width:600pt;height:800pt"
    made = page(ruled_table(), prose(20), style=style).replace("<div ", '<div class="page" ', 1)
    found = html_document(made)
    assert shape(found.grids[0].cells) == TABLE
