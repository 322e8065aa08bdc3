"""Rich Text Format, written here as Word and other programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract import read_path
from pipelines.extract.builder import Builder
from pipelines.extract.rtf.read import read_source
from pipelines.model.document import Document, Grid, ReadError, Unreadable

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fnil\fcharset136 Ming;}}{\info{\title x}}"
)


def document(body: str, head: str = HEAD) -> Document:
    builder = Builder("rtf")
    read_source((head + body + "}").encode("latin-1"), builder)
    return builder.finish()


def hexed(text: str, encoding: str = "gbk") -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode(encoding))


def numbered(text: str) -> str:
    """The text as signed numbers of its characters, each with a sign for programs that do not know it."""
    return "".join(rf"\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in text)


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in grid.cells]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (hexed("部门预算"), "部门预算"),
        (numbered("部门预算"), "部门预算"),
        (r"{\f1 " + hexed("預算", "big5") + "}" + hexed("表"), "預算表"),
        (r"\uc2\u37096\'b2\'bf\uc1\u38376?", "部门"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        ("a\\\\b\\{c\\}\\~d", "a\\b{c} d"),
        (r"128.50{\super 1}", "128.50¹"),
        (r"{\strike 776.45}862.72", "862.72"),
        (r"\strike 776.45\strike0 862.72", "862.72"),
        (r"{\v 776.45}{\*\x 776.45}{\header 776.45}{\pict\bin6 {}{}{}862}862.72", "862.72"),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 862.72}}", "862.72"),
    ],
)
def test_text_as_it_is_printed(body: str, text: str) -> None:
    assert [p.text for p in document(body + r"\par").paragraphs] == [text]


def test_bytes_of_a_character_over_two_tokens() -> None:
    lead, trail = "\u4e02".encode("gbk")
    assert trail == ord("@")  # the second byte is a sign of ASCII, and stands as such
    assert document(rf"\'{lead:02x}@\par").paragraphs[0].text == "\u4e02"


def test_tables_between_paragraphs_as_word_writes_them() -> None:
    row = r"\trowd\trleft-108\cellx2000\cellx4000"
    body = (
        rf"\pard {hexed('总表')}\par {row}\pard\intbl {hexed('合')}\par {hexed('计')}\cell 1.00\cell"
        rf"\pard\intbl{{{row}\row}}{row}\pard\intbl {hexed('甲')}\cell\cell{{{row}\row}}\pard {hexed('注')}\par"
    )
    blocks = [b.text if not isinstance(b, Grid) else shape(b) for b in document(body).blocks()]
    table = [(0, 0, 1, 1, "合\n计"), (0, 1, 1, 1, "1.00"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "")]
    assert blocks == ["总表", table, "注"]


def test_paragraphs_that_do_not_leave_the_table_part_two() -> None:
    row = r"\trowd\cellx2000\cellx4000\intbl a\cell 1.00\cell\row"
    found = document(rf"x\par {row} y\par {row}")
    blocks = [b.text if not isinstance(b, Grid) else len(b.cells) for b in found.blocks()]
    assert blocks == ["x", 2, "y", 2]


def test_merged_cells() -> None:
    body = (
        r"\trowd\clvmgf\cellx1000\cellx3010 a\cell b\cell\row"  # b is as wide as two cells below
        r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000 \cell c\cell d\cell\row"
        r"\trowd\cellx1000\clmgf\cellx2000\clmrg\cellx3000 e\cell f\cell\cell\row"
        r" g\cell h\cell\cell\row"  # as the row above says
    )
    assert shape(document(body).grids[0]) == [
        (0, 0, 2, 1, "a"), (0, 1, 1, 2, "b"), (1, 1, 1, 1, "c"), (1, 2, 1, 1, "d"),
        (2, 0, 1, 1, "e"), (2, 1, 1, 2, "f"), (3, 0, 1, 1, "g"), (3, 1, 1, 2, "h"),
    ]  # fmt: skip


def test_notes_come_after_the_body() -> None:
    found = document(r"a{\super\chftn{\footnote\chftn note}}b\par c\par")
    assert [p.text for p in found.paragraphs] == ["ab", "c", "note"]


def test_a_file_named_doc_and_one_without_text(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes((HEAD + hexed("部门预算") + r"\par}").encode("latin-1"))
    assert [p.text for p in read_path(path).paragraphs] == ["部门预算"]
    path.write_bytes((HEAD + r"\par}").encode("latin-1"))
    with pytest.raises(ReadError) as caught:
        read_path(path)
    assert caught.value.reason is Unreadable.EMPTY
