"""Tables without rules on placed pages: three lines of three pieces, parted by white strips; and lengths of CSS."""

from __future__ import annotations

import pytest
from lxml import html

from pipelines.extract.html.align import aligned_tables, pieces
from pipelines.extract.html.places import Span, lines_of
from pipelines.extract.html.style import StyleSheet, points


def span(text: str, x: float, y: float, size: float = 10) -> Span:
    return Span(text, x, y, size, size)


def rows(count: int, columns: int = 3) -> list[Span]:
    return [span(f"{r}{c}", 100 * c, 20 * r) for r in range(count) for c in range(columns)]


@pytest.mark.parametrize(("lines", "columns", "tables"), [(3, 3, 1), (2, 3, 0), (3, 2, 0), (4, 4, 1)])
def test_a_block_needs_three_lines_of_three_columns(lines: int, columns: int, tables: int) -> None:
    found = list(aligned_tables(lines_of(rows(lines, columns))))
    assert sum(bool(cells) for cells, _, _ in found) == tables
    if not tables:
        assert [len(rest) for _, _, rest in found] == [columns] * lines


def test_a_strip_of_four_fifths_of_the_letters_parts_nothing() -> None:
    first = span("ab", 0, 0)
    assert [len(p) for p in pieces([first, span("c", first.x1 + 8, 0)])] == [2]
    assert [len(p) for p in pieces([first, span("c", first.x1 + 8.1, 0)])] == [1, 1]


def test_prose_between_two_tables_stays_prose() -> None:
    between = [span("说明文字", 0, 60)]
    below = [span(f"{r}{c}", 100 * c, 80 + 20 * r) for r in range(3) for c in range(3)]
    found = list(aligned_tables(lines_of([*rows(3), *between, *below])))
    assert [len(cells) for cells, _, _ in found] == [9, 0, 9]
    assert [s.text for s in found[1][2]] == ["说明文字"]


def test_an_empty_place_is_an_empty_cell_without_box() -> None:
    four = [s for s in rows(3, 4) if s.text != "12"]
    (cells, box, _), *rest = aligned_tables(lines_of(four))
    assert rest == []
    assert [c.text for c in cells[4:8]] == ["10", "11", "", "13"]
    assert cells[6].box is None
    assert (box.x0, box.top) == (0, 0)


@pytest.mark.parametrize(
    ("length", "value"),
    [("1in", 72), ("25.4mm", 72), ("6pc", 72), ("2em", 24), ("8", 6), ("-3pt", -3), (".5pt", 0.5), (" 12PT ", None),
     ("12 pt", None), ("x", None), ("", None), (None, None)],
)  # fmt: skip
def test_lengths_are_points(length: str | None, value: float | None) -> None:
    assert points(length) == (pytest.approx(value) if value is not None else None)


def test_classes_and_inline_styles() -> None:
    page = html.fromstring(
        "<html><head><style>/* x */ .a{left:1pt;top:2pt} p.b, .c { LEFT : 3pt } #d{left:9pt} .e .f{left:8pt}</style>"
        "</head><body><p class='a b' style='top:5pt !important'>1</p><p class=c>2</p><p class=f>3</p><p>4</p></body>"
    )
    sheet = StyleSheet(page)
    assert [sheet.style(p) for p in page.iter("p")] == [{"left": "3pt", "top": "5pt"}, {"left": "3pt"}, {}, {}]


@pytest.mark.parametrize(
    ("element", "hidden"),
    [
        ("<p hidden>x</p>", True),
        ("<input type='hidden'>", True),
        ("<p style='display:none'>x</p>", True),
        ("<p style='visibility:hidden'>x</p>", True),
        ("<p style='visibility:collapse'>x</p>", True),
        ("<p style='display:block;visibility:visible'>x</p>", False),
        ("<input type='text'>", False),
        ("<p>x</p>", False),
    ],
)
def test_what_is_hidden(element: str, hidden: bool) -> None:
    found = html.fromstring(element)
    assert StyleSheet(found).hidden(found) == hidden
