from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from gouji.site.document.grid import MAX_COLUMNS, build_grid
from gouji.site.document.load import CellRow


def cell(row: int, col: int, text: str, rows: int = 1, cols: int = 1) -> CellRow:
    return ("d", 7, row, col, rows, cols, text)


def test_merged_cells_and_empty_places_keep_the_columns_in_line() -> None:
    # 科目 over two columns, then an empty place between two printed cells.
    cells = [cell(0, 0, "科目", cols=2), cell(0, 2, "合计"), cell(1, 0, "208"), cell(1, 2, "40.50")]
    grid = build_grid(7, 3, (2, 3), cells, {(1, 2): ("pass", "405,000.00 元")})
    assert grid.html == (
        '<tr><td class=h colspan="2">科目</td><td class=h>合计</td></tr>\n'
        '<tr><td>208</td><td></td><td id="c7-1-2" class="v-pass" tabindex="0" title="405,000.00 元">40.50</td></tr>'
    )


def test_what_a_document_prints_is_escaped() -> None:
    hostile = '"><script>alert(1)</script>'
    html = build_grid(1, 1, (1, 1), [cell(0, 0, hostile)], {(0, 0): ("fail", hostile)}).html
    assert "<script" not in html and "&lt;script&gt;" in html


def test_a_long_sheet_is_cut_and_says_so() -> None:
    grid = build_grid(1, 1, (2_000, 1), [cell(r, 0, str(r)) for r in range(2_000)], {})
    assert grid.html.count("<tr>") == 1_500 and grid.cut == 500


class _Table(HTMLParser):
    """How many places each row covers, spans of rows above included."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: set[tuple[int, int]] = set()
        self.row = -1
        self.clashes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.row += 1
            return
        spans = dict(attrs)
        col = next(c for c in range(10_000) if (self.row, c) not in self.taken)
        for r in range(int(spans.get("rowspan") or 1)):
            for c in range(int(spans.get("colspan") or 1)):
                self.clashes += (self.row + r, col + c) in self.taken
                self.taken.add((self.row + r, col + c))


def test_rows_above_the_first_amount_are_header() -> None:
    cells = [cell(0, 0, "项目"), cell(1, 0, "合计"), cell(1, 1, "2.00"), cell(2, 0, "其他")]
    html = build_grid(1, 1, (3, 2), cells, {(1, 1): ("fail", "")}).html
    assert html.split("\n") == [
        "<tr><td class=h>项目</td><td class=h></td></tr>",
        '<tr><td>合计</td><td id="c1-1-1" class="v-fail" tabindex="0" title="">2.00</td></tr>',
        "<tr><td>其他</td><td></td></tr>",
    ]


def test_without_an_amount_there_is_no_header() -> None:
    assert build_grid(1, 1, (1, 1), [cell(0, 0, "x")], {}).html == "<tr><td>x</td></tr>"
    assert build_grid(1, 1, (1, 1), [cell(0, 0, "x")], {(5, 5): ("pass", "")}).html == "<tr><td>x</td></tr>"


def test_a_wide_sheet_is_cut_at_eighty_columns() -> None:
    html = build_grid(1, 1, (1, 81), [cell(0, c, "x") for c in range(81)], {}).html
    assert html.count("<td") == 80
    assert build_grid(1, 1, (1, 1), [cell(0, 0, "x", cols=200)], {}).cut == 0


def test_a_span_stops_where_another_cell_or_the_table_ends() -> None:
    cells = [cell(0, 1, "a", rows=2), cell(1, 0, "b", cols=3), cell(0, 0, "c"), cell(0, 2, "d")]
    html = build_grid(1, 1, (2, 3), cells, {}).html
    assert html.split("\n") == [
        '<tr><td>c</td><td rowspan="2">a</td><td>d</td></tr>',
        "<tr><td>b</td><td></td></tr>",
    ]


def test_cells_beyond_the_size_make_the_table_larger() -> None:
    html = build_grid(1, 1, (1, 1), [cell(1, 2, "x")], {}).html
    assert html == "<tr><td></td><td></td><td></td></tr>\n<tr><td></td><td></td><td>x</td></tr>"


_CELLS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9), st.integers(1, 9)), max_size=12)


@given(_CELLS)
def test_whatever_the_spans_no_two_cells_cover_one_place(places: list[tuple[int, int, int, int]]) -> None:
    unique = {(r, c): cell(r, c, "x", rows, cols) for r, c, rows, cols in places}
    grid = build_grid(1, 1, (7, 7), list(unique.values()), {})
    table = _Table()
    table.feed(grid.html)
    widths = [max((c for r, c in table.taken if r == row), default=-1) + 1 for row in range(7)]
    assert widths == [7] * 7 and table.clashes == 0
    assert MAX_COLUMNS >= 7
