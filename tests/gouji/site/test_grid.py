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
